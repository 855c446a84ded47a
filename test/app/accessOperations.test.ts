import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CustomerProfilesClient, ListDomainsCommand } from '@aws-sdk/client-customer-profiles';
import { signedHeaders } from '../../src/cli/sign.ts';
import { cookieFor, testApp } from './testApp.ts';

type Json = Record<string, unknown>;

test('people and keys are for admins; what they do is on record', async (t) => {
  const { base, signIn } = await testApp(t);
  const call = async (cookie: string, operation: string, input: Json = {}) => {
    const response = await fetch(`${base}/api/nayose/${operation}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const operations: [string, Json][] = [
    ['ListUsers', {}],
    ['CreateUser', { Name: 'x', Email: 'x@example.jp', Role: 'admin', Password: 'long enough' }],
    ['UpdateUser', { UserId: '0'.repeat(32), Role: 'admin' }],
    ['ListAccessKeys', {}],
    ['CreateAccessKey', { Name: 'x', Role: 'admin' }],
    ['DeleteAccessKey', { AccessKeyId: 'NAYO000000000000' }],
    ['ListAuditEvents', {}],
  ];
  for (const role of ['agent', 'supervisor'] as const) {
    const { cookie } = await signIn(role);
    for (const [operation, input] of operations) {
      assert.equal((await call(cookie, operation, input)).status, 403, `${role} ${operation}`);
    }
  }
  const { cookie } = await signIn('admin');
  const person = { Name: '田中', Email: 'Tanaka@Example.jp', Role: 'agent', Password: 'long enough' };
  const created = await call(cookie, 'CreateUser', person);
  assert.equal(created.status, 200);
  const user = created.body.User as { UserId: string; Email: string; CreatedAt: number };
  assert.equal(user.Email, 'tanaka@example.jp');
  assert.ok(!JSON.stringify(created.body).includes('long enough'));
  assert.equal((await call(cookie, 'CreateUser', person)).status, 409);
  const wrong = await call(cookie, 'CreateUser', { ...person, Password: 'short' });
  assert.equal(wrong.status, 400);
  assert.ok(!JSON.stringify(wrong.body).includes('short'));
  const tanaka = await cookieFor(base, user.Email, 'long enough');
  assert.equal((await call(cookie, 'UpdateUser', { UserId: user.UserId, Disabled: true })).status, 200);
  assert.equal((await call(tanaka, 'Echo')).status, 401);
  await assert.rejects(cookieFor(base, user.Email, 'long enough'), /403/);
  assert.equal((await call(cookie, 'UpdateUser', { UserId: '0'.repeat(32), Disabled: true })).status, 404);

  const actions: unknown[] = [];
  let token: unknown;
  do {
    const page = await call(cookie, 'ListAuditEvents', {
      MaxResults: 2,
      ...(token ? { NextToken: token } : {}),
    });
    actions.push(...(page.body.Events as Json[]).map((event) => event.Action));
    token = page.body.NextToken;
  } while (token);
  assert.deepEqual(actions, [
    'SignInFailed',
    'UpdateUser',
    'SignIn',
    'CreateUser',
    ...['SignIn', 'CreateUser', 'SignIn', 'CreateUser', 'SignIn', 'CreateUser'],
  ]);
  assert.equal((await call(cookie, 'ListAuditEvents', { NextToken: 'WyJ4Il0' })).status, 400);
});

test('an access key works at the AWS door in its role until it is deleted', async (t) => {
  const { base, signIn } = await testApp(t);
  const { cookie } = await signIn('admin');
  const call = async (operation: string, input: Json) => {
    const response = await fetch(`${base}/api/nayose/${operation}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return (await response.json()) as { AccessKey: { AccessKeyId: string; SecretAccessKey: string } };
  };
  const { AccessKey } = await call('CreateAccessKey', { Name: 'loader', Role: 'agent' });
  const key = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const echo = async (secretAccessKey: string) => {
    const body = '{"a":"あ"}';
    const { createHash } = await import('node:crypto');
    const payloadSha256 = createHash('sha256').update(body).digest('hex');
    const url = new URL('/Echo', base);
    const request = { method: 'POST', url, headers: { 'content-type': 'application/json' }, payloadSha256 };
    const headers = signedHeaders(request, { ...key, secretAccessKey }, new Date());
    const response = await fetch(url, { method: 'POST', headers, body });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const { status, body } = await echo(key.secretAccessKey);
  assert.equal(status, 200);
  assert.deepEqual(body, {
    input: { a: 'あ' },
    role: 'agent',
    arn: `arn:aws:iam::000000000000:access-key/${key.accessKeyId}`,
  });
  assert.equal((await echo('x'.repeat(40))).status, 403);
  // The tables of this test have no profile operations: signed, allowed, not built.
  const client = new CustomerProfilesClient({
    endpoint: base,
    region: 'eu-west-1',
    credentials: key,
    maxAttempts: 1,
  });
  await assert.rejects(client.send(new ListDomainsCommand({})), { name: 'NotImplementedException' });
  await call('DeleteAccessKey', { AccessKeyId: key.accessKeyId });
  await assert.rejects(client.send(new ListDomainsCommand({})), { name: 'UnrecognizedClientException' });
});

test('a signed upload is kept only when its bytes are the ones that were signed', async (t) => {
  const { base, deps, stored, signIn } = await testApp(t);
  const { cookie } = await signIn('admin');
  const made = await fetch(`${base}/api/nayose/CreateAccessKey`, {
    method: 'POST',
    headers: { cookie },
    body: JSON.stringify({ Name: 'loader', Role: 'supervisor' }),
  });
  const { AccessKey } = (await made.json()) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  const key = { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
  const { createHash } = await import('node:crypto');
  const put = async (path: string, signedBody: string, sentBody: string) => {
    const url = new URL(`/api/files/imports/${path}`, base);
    const payloadSha256 = createHash('sha256').update(signedBody).digest('hex');
    const headers = signedHeaders({ method: 'PUT', url, headers: {}, payloadSha256 }, key, deps.clock());
    return (await fetch(url, { method: 'PUT', headers, body: sentBody })).status;
  };
  assert.equal(await put(`${encodeURIComponent('名簿')}.csv`, 'a,b\n', 'a,b\n'), 200);
  assert.equal(stored.get('imports/名簿.csv')?.toString(), 'a,b\n');
  assert.equal(await put('other.csv', 'a,b\n', 'a,c\n'), 403);
  assert.equal(stored.has('imports/other.csv'), false);
});
