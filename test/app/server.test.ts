import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemCaller } from '../../src/access/account.ts';
import { updateUser } from '../../src/access/users.ts';
import type { AppDeps } from '../../src/app/deps.ts';
import { testApp } from './testApp.ts';

const json = { 'content-type': 'application/json' };

test('health and metrics answer without a session', async (t) => {
  const { base } = await testApp(t);
  assert.equal((await fetch(`${base}/health/live`)).status, 200);
  assert.deepEqual(await (await fetch(`${base}/health/ready`)).json(), { Ready: true });
  const page = await (await fetch(`${base}/metrics`)).text();
  assert.match(page, /^nayose_http_requests_total\{door="web",status="200"\} 2$/m);
});

test('every answer carries the security headers', async (t) => {
  const { base } = await testApp(t);
  for (const path of ['/health/live', '/api/session', '/nothing', '/api/nothing']) {
    const { headers } = await fetch(`${base}${path}`);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'self'.*frame-ancestors 'none'/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    if (path.startsWith('/api')) assert.equal(headers.get('cache-control'), 'no-store');
  }
});

test('signed requests go to the AWS door, whatever their path, with path, query and body untouched', async (t) => {
  const { base } = await testApp(t, { aws: mirror });
  const authorization = 'AWS4-HMAC-SHA256 Credential=x';
  const raw = '/domains/%E3%81%82%2Fb/../profiles//?a=%2B&b=1+2';
  const answer = await rawRequest(base, 'POST', raw, { authorization, ...json }, 'これ');
  assert.deepEqual(JSON.parse(answer.body), { method: 'POST', url: raw, bytes: 6 });
  for (const path of ['/api/session', '/health/live', '/metrics', '/', '/%ff%zz']) {
    const { body } = await rawRequest(base, 'GET', path, { authorization });
    assert.equal(JSON.parse(body).url, path);
  }
  const presigned = '/domains?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0';
  assert.equal(JSON.parse((await rawRequest(base, 'GET', presigned, {})).body).url, presigned);
});

test('a signed request of many pieces arrives whole, one longer than 4 MB is refused, both are counted', async (t) => {
  const { base } = await testApp(t, { aws: mirror });
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=x' };
  const pieces = Array.from({ length: 40 }, () => 'x'.repeat(50_000));
  const body = new Blob(pieces).stream();
  const whole = await fetch(`${base}/domains`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
  assert.equal(((await whole.json()) as { bytes: number }).bytes, 2_000_000);
  const long = await fetch(`${base}/domains`, { method: 'POST', headers, body: 'x'.repeat(6_500_000) });
  assert.equal(long.status, 413);
  assert.equal(long.headers.get('x-amzn-errortype'), 'RequestEntityTooLargeException');
  const page = await (await fetch(`${base}/metrics`)).text();
  assert.match(page, /^nayose_http_requests_total\{door="aws",status="200"\} 1$/m);
  assert.match(page, /^nayose_http_requests_total\{door="aws",status="413"\} 1$/m);
});

test('what is no page and no route is answered by the AWS door too, so that an unsigned request is refused there', async (t) => {
  const { base } = await testApp(t);
  for (const method of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH']) {
    const response = await fetch(`${base}/domains/x`, { method });
    assert.equal(response.status, 403, method);
    assert.equal(response.headers.get('x-amzn-errortype'), 'MissingAuthenticationTokenException');
  }
  assert.equal((await fetch(`${base}/d/demo`, { headers: { accept: 'text/html' } })).status, 404);
});

test('the session door: nobody is 401, a person is answered in her role', async (t) => {
  const { base, signIn } = await testApp(t);
  const call = (headers: Record<string, string>) =>
    fetch(`${base}/api/nayose/Echo`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: '{"a":1}',
    });
  assert.equal((await call({})).status, 401);
  assert.equal((await call({ cookie: 'nayose.session_token=forged' })).status, 401);
  for (const role of ['agent', 'supervisor', 'admin'] as const) {
    const { cookie } = await signIn(role);
    const response = await call({ cookie });
    assert.equal(response.status, 200);
    const arn = `arn:aws:iam::000000000000:user/${role}@example.jp`;
    assert.deepEqual(await response.json(), { input: { a: 1 }, role, arn });
    const session = await (await fetch(`${base}/api/session`, { headers: { cookie } })).json();
    const who = { Name: role, Email: `${role}@example.jp`, Role: role };
    assert.deepEqual(session, { User: who, Domains: ['demo'], Version: '0.0.0' });
  }
});

test('requests of other sites are refused, though they carry the cookie', async (t) => {
  const { base, signIn } = await testApp(t);
  const { cookie } = await signIn('admin');
  const host = new URL(base).host;
  const cases: [Record<string, string>, number][] = [
    [{}, 200],
    [{ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: `http://${host}` }, 200],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: `http://${host}` }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
  ];
  const paths = ['/api/nayose/Echo', '/api/nayose/ListUsers', '/api/auth/change-password'];
  for (const path of paths) {
    for (const [headers, status] of cases) {
      const answer = await rawRequest(base, 'POST', path, { ...json, cookie, ...headers }, '{}');
      const expected = status === 200 && path.includes('auth') ? 400 : status;
      assert.equal(answer.status, expected, `${path} ${JSON.stringify(headers)}`);
    }
  }
  const upload = await rawRequest(
    base,
    'PUT',
    '/api/files/b/k',
    { cookie, origin: 'http://evil.example' },
    'x',
  );
  assert.equal(upload.status, 403);
});

test('refusals, bad JSON and bugs each have their answer', async (t) => {
  const logged: unknown[] = [];
  const { base, signIn } = await testApp(t, {
    log: { info: () => undefined, error: (_, cause) => logged.push(cause) },
  });
  const { cookie } = await signIn('agent');
  const call = async (body: string) => {
    const response = await fetch(`${base}/api/nayose/Fail`, {
      method: 'POST',
      headers: { ...json, cookie },
      body,
    });
    const { Message } = (await response.json()) as { Message: string };
    return { status: response.status, name: response.headers.get('x-amzn-errortype'), Message };
  };
  assert.deepEqual(await call('{"How":"refuse"}'), {
    status: 400,
    name: 'BadRequestException',
    Message: 'DomainName is missing.',
  });
  assert.equal((await call('{"How":')).status, 400);
  assert.equal((await call('{}')).status, 400);
  assert.equal((await call('{"How":"lost"}')).status, 503);
  assert.equal((await call(JSON.stringify('x'.repeat(6_500_000)))).status, 413);
  assert.equal(logged.length, 0);
  const bug = await call('{"How":"bug"}');
  assert.equal(bug.status, 500);
  assert.ok(!bug.Message.includes('secret'));
  assert.equal((logged[0] as Error).message, 'a secret of the program');
});

test('a role taken away ends the session at once', async (t) => {
  const { base, sql, signIn } = await testApp(t);
  await signIn('admin');
  const { cookie, user } = await signIn('supervisor');
  const ask = () => fetch(`${base}/api/session`, { headers: { cookie } });
  assert.equal((await ask()).status, 200);
  await updateUser(sql, systemCaller, user.userId, { role: 'agent' }, new Date());
  assert.equal((await ask()).status, 401);
});

test('the cookie is HttpOnly and SameSite=Strict, and Secure behind HTTPS', async (t) => {
  const { base, signIn } = await testApp(t);
  await signIn('agent');
  const body = JSON.stringify({ email: 'agent@example.jp', password: 'a long password' });
  const signInWith = async (headers: Record<string, string>) => {
    const response = await fetch(`${base}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body,
    });
    return response.headers.getSetCookie()[0] ?? '';
  };
  assert.match(await signInWith({}), /HttpOnly; SameSite=Strict$/);
  assert.match(await signInWith({ 'x-forwarded-proto': 'https' }), /SameSite=Strict; Secure$/);
});

test('files: supervisors up and down, agents and strangers not, climbing paths not', async (t) => {
  const { base, stored, signIn } = await testApp(t);
  const { cookie } = await signIn('supervisor');
  const agent = await signIn('agent');
  const url = `${base}/api/files/imports/${encodeURIComponent('顧客')}/a%20b.csv`;
  const content = Buffer.alloc(6_000_000, 'x');
  const put = (headers: Record<string, string>) => fetch(url, { method: 'PUT', headers, body: content });
  assert.equal((await put({})).status, 401);
  assert.equal((await put({ cookie: agent.cookie })).status, 403);
  assert.equal(stored.size, 0);
  assert.deepEqual(await (await put({ cookie, 'content-type': 'text/csv' })).json(), {
    Bucket: 'imports',
    Key: '顧客/a b.csv',
    Bytes: content.length,
  });
  const down = await fetch(url, { headers: { cookie } });
  assert.match(down.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''a%20b\.csv$/);
  assert.ok(Buffer.from(await down.arrayBuffer()).equals(content));
  assert.equal((await fetch(url, { headers: { cookie: agent.cookie } })).status, 403);
  for (const path of ['/api/files/imports/..%2Fx', '/api/files/imports/a//b', '/api/files/imports/']) {
    assert.equal((await rawRequest(base, 'PUT', path, { cookie }, 'x')).status, 400, path);
  }
});

test('the web app: any page is index.html, assets are kept, the rest is checked again', async (t) => {
  const webDir = await mkdtemp(join(tmpdir(), 'nayose-web-'));
  t.after(() => rm(webDir, { recursive: true, force: true }));
  await mkdir(join(webDir, 'assets'));
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Nayose</title>');
  await writeFile(join(webDir, 'assets', 'a-1234.js'), 'export {}');
  const { base } = await testApp(t, { webDir });
  for (const path of ['/', '/d/demo/customers/1', '/domains/x']) {
    const page = await fetch(`${base}${path}`, { headers: { accept: 'text/html' } });
    assert.match(await page.text(), /Nayose/);
    assert.equal(page.headers.get('cache-control'), 'no-cache');
  }
  const script = await fetch(`${base}/assets/a-1234.js`);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  assert.match(script.headers.get('content-type') ?? '', /javascript/);
  assert.equal((await fetch(`${base}/assets/..%2f..%2fetc/passwd`)).status, 403);
});

const mirror: AppDeps['aws'] = async ({ method, url, body }) => ({
  status: 200,
  headers: {},
  body: JSON.stringify({ method, url, bytes: body.length }),
});

/** node's own client sends the path and the headers as they are. */
function rawRequest(base: string, method: string, path: string, headers: Record<string, string>, body = '') {
  const { hostname, port } = new URL(base);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
