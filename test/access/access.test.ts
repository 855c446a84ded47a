import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createAccessKey, deleteAccessKey } from '../../src/access/accessKeys.ts';
import { accountId, systemCaller } from '../../src/access/account.ts';
import { createAuth, findSession } from '../../src/access/auth.ts';
import { type AuthRequest, answerAuth } from '../../src/access/authRoutes.ts';
import { createCredentials } from '../../src/access/credentials.ts';
import { adminEmail, prepareAccess } from '../../src/access/firstStart.ts';
import { verifyPassword } from '../../src/access/passwords.ts';
import { createSecrets, openSecrets } from '../../src/access/secrets.ts';
import { listAuditEvents } from '../../src/access/store/audit.ts';
import { findUserByEmail, readPasswordHash } from '../../src/access/store/users.ts';
import { createUser, updateUser } from '../../src/access/users.ts';
import { Refusal } from '../../src/wire/refusal.ts';
import { testDatabase } from '../helpers/database.ts';

const none = { adminPassword: undefined, accessKeyId: undefined, secretAccessKey: undefined };

async function folder(t: TestContext) {
  const path = await mkdtemp(join(tmpdir(), 'nayose-access-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function house(t: TestContext) {
  const { sql } = await testDatabase(t);
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const clock = { now: new Date('2026-03-01T00:00:00Z') };
  const auth = createAuth(sql, secrets);
  const deps = { sql, auth, secrets, clock: () => clock.now };
  const ask = (path: string, body?: unknown, extra: Partial<AuthRequest> = {}) =>
    answerAuth(deps, {
      method: body === undefined ? 'GET' : 'POST',
      path,
      headers: new Headers(),
      body,
      address: '203.0.113.9',
      ...extra,
    });
  const person = {
    name: '山田',
    email: 'Yamada@Example.jp',
    role: 'agent' as const,
    password: 'correct horse',
  };
  const user = await createUser(sql, systemCaller, person, new Date());
  const signIn = async (password = person.password, address = '203.0.113.9') =>
    ask('/sign-in/email', { email: person.email, password }, { address });
  return { ...deps, time: clock, ask, user, signIn };
}

const cookieOf = (response: Response) =>
  new Headers({
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  });

test('a person signs in, has a session, and loses it by signing out', async (t) => {
  const { auth, ask, signIn, user } = await house(t);
  const response = await signIn();
  assert.equal(response.status, 200);
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie!, /^nayose\.session_token=.*HttpOnly; SameSite=Strict/);
  const headers = cookieOf(response);
  const session = await findSession(auth, headers);
  assert.deepEqual(
    { userId: session?.userId, email: session?.email, role: session?.role },
    { userId: user.userId, email: 'yamada@example.jp', role: 'agent' },
  );
  assert.equal((await ask('/sign-out', {}, { headers })).status, 200);
  assert.equal(await findSession(auth, headers), undefined);
});

test('a session that ends, anywhere, is over at the next request', async (t) => {
  const { sql, auth, signIn } = await house(t);
  const headers = cookieOf(await signIn());
  for (let turn = 0; turn < 3; turn += 1) assert.ok(await findSession(auth, headers));
  await sql`update app_user set role = 'supervisor'`;
  assert.equal((await findSession(auth, headers))?.role, 'supervisor');
  await sql`update user_session set expires_at = now() - interval '1 second'`;
  assert.equal(await findSession(auth, headers), undefined);
});

test('each sign-in makes a new session; a cookie that was tampered with is nobody', async (t) => {
  const { auth, signIn } = await house(t);
  const first = cookieOf(await signIn());
  const second = cookieOf(await signIn());
  assert.notEqual(first.get('cookie'), second.get('cookie'));
  const forged = new Headers({ cookie: first.get('cookie')!.replace(/.{3}$/, 'AAA') });
  assert.equal(await findSession(auth, forged), undefined);
});

test('signing up, deleting and other routes of the library are closed', async (t) => {
  const { ask } = await house(t);
  const account = { name: 'x', email: 'x@example.jp', password: 'long enough' };
  for (const path of [
    '/sign-up/email',
    '/update-user',
    '/delete-user',
    '/list-sessions',
    '/reset-password',
  ]) {
    assert.equal((await ask(path, account)).status, 404, path);
    assert.equal((await ask(path)).status, 404, path);
  }
});

test('a wrong password and an unknown account read the same', async (t) => {
  const { ask, signIn } = await house(t);
  const wrong = await signIn('wrong password');
  const unknown = await ask('/sign-in/email', { email: 'nobody@example.jp', password: 'wrong password' });
  assert.equal(wrong.status, 401);
  assert.equal(unknown.status, 401);
  assert.deepEqual(await wrong.json(), await unknown.json());
  assert.equal((await ask('/sign-in/email', { email: ['a'], password: {} })).status, 400);
});

test('a new role, a new password and a disabled account end the sessions', async (t) => {
  const { sql, auth, signIn, user } = await house(t);
  await makeAnotherAdmin(sql);
  for (const change of [{ role: 'supervisor' as const }, { password: 'correct horse' }, { disabled: true }]) {
    const headers = cookieOf(await signIn());
    assert.ok(await findSession(auth, headers));
    await updateUser(sql, systemCaller, user.userId, change, new Date());
    assert.equal(await findSession(auth, headers), undefined);
  }
  assert.equal((await signIn()).status, 403);
});

test('guessing from one address stops after ten tries, and the owner still gets in from his own', async (t) => {
  const { signIn, time } = await house(t);
  assert.equal((await signIn('correct horse', '198.51.100.1')).status, 200);
  const seen: number[] = [];
  for (let tries = 0; tries < 12; tries += 1)
    seen.push((await signIn('guess number', '203.0.113.66')).status);
  assert.deepEqual(seen, [...Array(10).fill(401), 429, 429]);
  for (let network = 0; network < 7; network += 1) {
    for (let tries = 0; tries < 9; tries += 1) await signIn('guess number', `192.0.2.${network}`);
  }
  const stranger = await signIn('correct horse', '192.0.2.200');
  assert.equal(stranger.status, 429);
  assert.ok(Number(stranger.headers.get('retry-after')) > 0);
  assert.equal((await signIn('correct horse', '198.51.100.1')).status, 200);
  time.now = new Date(time.now.getTime() + 3_600_001);
  assert.equal((await signIn('correct horse', '192.0.2.200')).status, 200);
});

test('the last admin stays', async (t) => {
  const { sql } = await house(t);
  const admin = await makeAnotherAdmin(sql);
  for (const change of [{ disabled: true }, { role: 'agent' as const }]) {
    await assert.rejects(updateUser(sql, systemCaller, admin.userId, change, new Date()), Refusal);
  }
});

test('access keys: sealed at rest, found, forgotten when deleted', async (t) => {
  const { sql, secrets } = await house(t);
  const credentials = createCredentials(sql, secrets);
  const key = await createAccessKey(
    { sql, secrets },
    systemCaller,
    { name: 'loader', role: 'supervisor' },
    new Date(),
  );
  const found = await credentials.find(key.accessKeyId);
  assert.equal(found?.secretAccessKey, key.secretAccessKey);
  assert.equal(found?.role, 'supervisor');
  const [row] = await sql`select sealed_secret from access_key`;
  assert.ok(!Buffer.from(row!.sealed_secret).includes(key.secretAccessKey));
  await deleteAccessKey({ sql, credentials }, systemCaller, key.accessKeyId, new Date());
  assert.equal(await credentials.find(key.accessKeyId), undefined);
  assert.equal(await credentials.find("' or 1=1 --"), undefined);
});

test('a sealed secret opens under its own key and context only', () => {
  const secrets = createSecrets(Buffer.alloc(32, 1));
  const sealed = secrets.seal('秘密', 'A');
  assert.equal(secrets.unseal(sealed, 'A'), '秘密');
  assert.throws(() => secrets.unseal(sealed, 'B'));
  assert.throws(() => createSecrets(Buffer.alloc(32, 2)).unseal(sealed, 'A'));
  assert.notDeepEqual(secrets.seal('秘密', 'A'), sealed);
});

test('the audit record tells sign-ins and changes, and cannot be changed', async (t) => {
  const { sql, signIn } = await house(t);
  await signIn();
  await signIn('wrong password');
  const events = await listAuditEvents(sql, accountId, { limit: 10, beforeId: undefined, action: undefined });
  assert.deepEqual(events.map((event) => event.action).sort(), ['CreateUser', 'SignIn', 'SignInFailed']);
  await assert.rejects(sql`update audit_event set actor = 'x'`, /append-only/);
  await assert.rejects(sql`delete from audit_event`, /append-only/);
  await assert.rejects(sql`truncate audit_event`, /append-only/);
});

test('the first start makes the admin, a key and a private file; later starts keep them', async (t) => {
  const { sql } = await testDatabase(t);
  const dataDir = await folder(t);
  const deps = { sql, secrets: await openSecrets(dataDir), clock: () => new Date(), dataDir };
  const first = await prepareAccess(deps, none);
  assert.equal(first.made, true);
  for (const name of ['credentials.json', 'secret.key']) {
    assert.equal((await stat(join(dataDir, name))).mode & 0o777, 0o600, name);
  }
  const second = await prepareAccess({ ...deps, secrets: await openSecrets(dataDir) }, none);
  assert.equal(second.made, false);
  assert.deepEqual(second.credentials, first.credentials);
  const auth = createAuth(sql, deps.secrets);
  const asked = { email: adminEmail, password: first.credentials!.adminPassword };
  const request = {
    method: 'POST',
    path: '/sign-in/email',
    headers: new Headers(),
    body: asked,
    address: '::1',
  };
  assert.equal((await answerAuth({ ...deps, auth }, request)).status, 200);
});

test('a first start that ends between its steps shuts nobody out: the next one goes on with the same password', async (t) => {
  const { sql } = await testDatabase(t);
  const dataDir = await folder(t);
  const secrets = await openSecrets(dataDir);
  const nowhere = join(dataDir, 'not there yet');
  const deps = { sql, secrets, clock: () => new Date() };
  await assert.rejects(prepareAccess({ ...deps, dataDir: nowhere }, none), /ENOENT/);
  const broken = { ...deps, secrets: { ...secrets, seal: () => assert.fail('killed here') } };
  await assert.rejects(prepareAccess({ ...broken, dataDir }, none), /killed here/);
  const written = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8'));
  const { made, credentials } = await prepareAccess({ ...deps, dataDir }, none);
  assert.equal(made, true);
  assert.deepEqual(credentials, written);
  const found = await createCredentials(sql, secrets).find(written.accessKeyId);
  assert.equal(found?.secretAccessKey, written.secretAccessKey);
  const admin = await findUserByEmail(sql, adminEmail);
  assert.ok(await verifyPassword((await readPasswordHash(sql, admin!.userId))!, written.adminPassword));
});

test('of two that make the key file at once both find the same key, and nothing else is left', async (t) => {
  const dataDir = await folder(t);
  const [one, other] = await Promise.all([openSecrets(dataDir), openSecrets(dataDir)]);
  assert.equal(one.derive('test'), other.derive('test'));
  assert.deepEqual(await readdir(dataDir), ['secret.key']);
});

test('a password is hashed while no connection is held', async (t) => {
  const { sql } = await testDatabase(t);
  let held = false;
  const begin = (work: Parameters<typeof sql.begin>[1]) => {
    held = true;
    return sql.begin(work);
  };
  const watched = new Proxy(sql, {
    get: (pool, name) => (name === 'begin' ? begin : Reflect.get(pool, name)),
  });
  const person = {
    ...{ name: 'A', email: 'a@example.jp', role: 'agent' as const },
    get password() {
      assert.equal(held, false, 'nothing is begun yet');
      return 'long enough';
    },
  };
  await createUser(watched, systemCaller, person, new Date());
  assert.equal(held, true);
});

test('settings win over what is kept, and are written down', async (t) => {
  const { sql } = await testDatabase(t);
  const dataDir = await folder(t);
  const deps = { sql, secrets: await openSecrets(dataDir), clock: () => new Date(), dataDir };
  await prepareAccess(deps, none);
  const wanted = {
    adminPassword: 'set from outside',
    accessKeyId: 'NAYOTESTTESTTESTTEST',
    secretAccessKey: 's3cret',
  };
  await prepareAccess(deps, wanted);
  const kept = JSON.parse(await readFile(join(dataDir, 'credentials.json'), 'utf8'));
  assert.equal(kept.adminPassword, wanted.adminPassword);
  const found = await createCredentials(sql, deps.secrets).find(wanted.accessKeyId);
  assert.equal(found?.secretAccessKey, 's3cret');
  await assert.rejects(
    prepareAccess(deps, { ...none, accessKeyId: 'NAYOTESTTESTTESTTEST' }),
    /belong together/,
  );
});

test('a database under another key file is refused with the remedy', async (t) => {
  const { sql } = await testDatabase(t);
  const dataDir = await folder(t);
  const deps = { sql, secrets: await openSecrets(dataDir), clock: () => new Date(), dataDir };
  await prepareAccess(deps, none);
  await writeFile(join(dataDir, 'secret.key'), Buffer.alloc(32, 9).toString('base64'));
  await assert.rejects(
    prepareAccess({ ...deps, secrets: await openSecrets(dataDir) }, none),
    /Restore the file/,
  );
});

function makeAnotherAdmin(sql: Parameters<typeof createUser>[0]) {
  const admin = { name: 'A', email: 'a@example.jp', role: 'admin' as const, password: 'long enough' };
  return createUser(sql, systemCaller, admin, new Date());
}
