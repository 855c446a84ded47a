import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { ConnectCasesClient, GetCaseCommand, ResourceNotFoundException } from '@aws-sdk/client-connectcases';
import {
  CustomerProfilesClient,
  ListDomainsCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { createAwsDoor, isForAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Caller } from '../../src/wire/call.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { markToken } from '../../src/wire/pageToken.ts';
import { accessDenied, badRequest, notFound, Refusal } from '../../src/wire/refusal.ts';
import { doorDeps, key, listen } from './support/listener.ts';
import { now, type Plan, signed } from './support/sign.ts';

const tables = (profile: object, rest: object = {}) =>
  ({ profile, nayose: [], ...rest }) as unknown as Operations;

/** Sends one signed request through a door whose SearchProfiles does what is given. */
async function search(plan: Plan, handler: (input: never, call: never) => Promise<unknown>, changes = {}) {
  const deps = doorDeps({ operations: tables({ SearchProfiles: handler }), clock: () => now, ...changes });
  const answer = await createAwsDoor(deps)(await signed(plan));
  return { ...answer, json: JSON.parse(answer.body || 'null'), deps };
}

const echo = async (input: unknown) => {
  assert.ok(input);
  return { Items: [] };
};

describe('bodies that cannot be read', () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ['an open object', '{"KeyName":"secret-value"', /line 1, column 26/],
    ['a bare word', '{"KeyName":secret-value}', /line 1, column 12/],
    ['a trailing comma', '{\n "KeyName":"secret-value",\n}', /line 3, column 1/],
    ['two values', '{} {}', /line 1, column 4/],
    ['single quotes', "{'KeyName':'secret-value'}", /column 2/],
    ['a bad escape', '{"KeyName":"secret-value\\x"}', /column 25/],
    ['a line feed in a string', '{"KeyName":"secret-value\n"}', /column 25/],
    ['an array', '["secret-value"]', /object, found an array/],
    ['a string', '"secret-value"', /object, found a string/],
    ['a number', '7', /object, found a number/],
    ['a wrong type', '{"KeyName":7,"Values":["secret-value"]}', /'KeyName' must be a string, found a number/],
    [
      'an object for a list',
      '{"KeyName":"_phone","Values":{"a":"secret-value"}}',
      /'Values' must be an array/,
    ],
    ['a null in a list', '{"KeyName":"_phone","Values":["secret-value",null]}', /'Values.2.member' is null/],
    ['a NUL', '{"KeyName":"_phone","Values":["secret-value\\u0000"]}', /NUL/],
    ['half a character', '{"KeyName":"_phone","Values":["secret-value\\ud83d"]}', /surrogate/],
    [
      'a string for an object',
      '{"KeyName":"_phone","Values":[],"AdditionalSearchKeys":["secret-value"]}',
      /an object/,
    ],
    ['deep nesting', '['.repeat(100_000), /JSON|object/],
  ];
  for (const [name, body, expected] of cases) {
    test(name, async () => {
      const answer = await search({ body: String(body) }, echo);
      assert.equal(answer.status, 400, answer.body);
      assert.equal(answer.headers['x-amzn-errortype'], 'BadRequestException');
      assert.match(answer.json.Message, expected);
      assert.doesNotMatch(answer.body, /secret/);
      assert.deepEqual(answer.deps.bugs, []);
    });
  }

  test('bytes that are not UTF-8', async () => {
    const request = await signed({ method: 'GET', url: '/domains', body: '', checksum: false });
    const deps = doorDeps({ operations: tables({ ListDomains: echo }), clock: () => now });
    const door = createAwsDoor(deps);
    assert.equal((await door(request)).status, 200);
    assert.equal((await door({ ...request, body: Buffer.from([0xff]) })).status, 403);
  });
});

describe('bodies that are read', () => {
  test('nulls are absent, unknown members are ignored, prototypes are out of reach', async () => {
    const seen: object[] = [];
    const body =
      '{"KeyName":"_phone","Values":["a"],"LogicalOperator":null,"Tenant":"x","__proto__":{"polluted":1},"constructor":1}';
    const answer = await search({ body }, async (input) => {
      seen.push(input);
      return { Items: [], NextToken: undefined, Secret: 'not modelled' };
    });
    assert.equal(answer.status, 200, answer.body);
    assert.deepStrictEqual(seen, [{ DomainName: 'house', MaxResults: 5, KeyName: '_phone', Values: ['a'] }]);
    assert.deepStrictEqual(answer.json, { Items: [] });
    assert.equal('polluted' in {}, false);
  });

  test('a map keeps a key called __proto__ as a key', async () => {
    let attributes: Record<string, string> = {};
    const CreateProfile = async (input: { Attributes: Record<string, string> }) => {
      attributes = input.Attributes;
      return { ProfileId: 'x' };
    };
    const deps = doorDeps({ operations: tables({ CreateProfile }), clock: () => now });
    const body = '{"Attributes":{"__proto__":"v","constructor":"c"}}';
    const answer = await createAwsDoor(deps)(await signed({ url: '/domains/house/profiles', body }));
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(Object.entries(attributes), [
      ['__proto__', 'v'],
      ['constructor', 'c'],
    ]);
  });

  test('any content type', async () => {
    const answer = await search({ headers: { 'content-type': 'text/plain' } }, echo);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/json');
  });
});

describe('order: authenticate, authorise, validate, look up', () => {
  const bad = '{"KeyName":"not a name"}';
  test('a refused role hears nothing of its input', async () => {
    const authorise = (service: string, operation: string, caller: Caller) => {
      assert.equal(caller.region, 'ap-northeast-1');
      throw accessDenied(`no ${service} ${operation} for ${caller.role}`);
    };
    const answer = await search({ body: bad }, echo, { authorise });
    assert.equal(answer.status, 403);
    assert.equal(answer.json.Message, 'no profile SearchProfiles for admin');
  });

  test('all problems at once, by path, without the value', async () => {
    const answer = await search({ body: bad }, () => assert.fail('reached'));
    assert.equal(answer.status, 400);
    assert.match(
      answer.json.Message,
      /^2 validation errors detected: Value at 'KeyName' failed.*'Values'.*missing/,
    );
    assert.doesNotMatch(answer.body, /not a name/);
  });

  test('an unknown path is named only to those who signed', async () => {
    const door = createAwsDoor(doorDeps({ clock: () => now }));
    const request = await signed({ url: '/nothing/here' });
    const answer = await door(request);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['x-amzn-errortype'], 'UnknownOperationException');
    assert.equal((await door({ ...request, url: '/nothing/there' })).status, 403);
  });
});

describe('failures', () => {
  test('a bug answers 500 without its message, and is logged with the request id', async () => {
    const answer = await search({}, () => Promise.reject(new Error('select * from secret')), {
      newRequestId: () => 'request-1',
    });
    assert.equal(answer.status, 500);
    assert.equal(answer.headers['x-amzn-errortype'], 'InternalServerException');
    assert.equal(answer.headers['x-amzn-requestid'], 'request-1');
    assert.doesNotMatch(answer.body, /secret|at .*:\d/);
    assert.match(answer.body, /request-1/);
    assert.equal(answer.deps.bugs.length, 1);
  });

  test('cases: its own names and members, typed in the official client', async (t) => {
    const GetCase = async () => {
      throw new Refusal('ResourceNotFoundException', 'no such case', {
        resourceId: 'c',
        resourceType: 'Case',
      });
    };
    const SearchCases = async () => {
      throw badRequest('odd');
    };
    const endpoint = await listen(
      t,
      doorDeps({ operations: tables({}, { cases: { GetCase, SearchCases } }) }),
    );
    const client = new ConnectCasesClient({
      endpoint,
      region: 'eu-west-1',
      credentials: key,
      maxAttempts: 1,
    });
    const command = new GetCaseCommand({ domainId: 'd', caseId: 'c', fields: [{ id: 'title' }] });
    await assert.rejects(client.send(command), (error) => {
      assert.ok(error instanceof ResourceNotFoundException);
      assert.equal(error.message, 'no such case');
      assert.equal(error.resourceType, 'Case');
      assert.match(error.$metadata.requestId ?? '', /^[0-9a-f-]{36}$/);
      return true;
    });
    const deps = doorDeps({ operations: tables({}, { cases: { SearchCases } }), clock: () => now });
    const answer = await createAwsDoor(deps)(
      await signed({ service: 'cases', url: '/domains/d/cases-search', body: '{}' }),
    );
    assert.equal(answer.headers['x-amzn-errortype'], 'ValidationException');
    assert.deepEqual(JSON.parse(answer.body), { message: 'odd' });
  });

  test('connect: a bad request is the one the operation declares', async () => {
    const deps = doorDeps({
      operations: tables({}, { connect: { SearchContacts: echo, ListPhoneNumbersV2: echo } }),
      clock: () => now,
    });
    const door = createAwsDoor(deps);
    const contacts = await door(await signed({ service: 'connect', url: '/search-contacts', body: '{}' }));
    assert.equal(contacts.headers['x-amzn-errortype'], 'InvalidRequestException', contacts.body);
    const body = '{"MaxResults":0}';
    const phones = await door(await signed({ service: 'connect', url: '/phone-number/list', body }));
    assert.equal(phones.headers['x-amzn-errortype'], 'InvalidParameterException', phones.body);
  });

  test('a refusal of the data reaches the official client as its own class', async (t) => {
    const SearchProfiles = async () => {
      throw notFound('There is no domain of this name');
    };
    const endpoint = await listen(t, doorDeps({ operations: tables({ SearchProfiles }) }));
    const client = new CustomerProfilesClient({ endpoint, region: 'eu-west-1', credentials: key });
    const command = new SearchProfilesCommand({ DomainName: 'd', KeyName: '_phone', Values: ['1'] });
    await assert.rejects(client.send(command), {
      name: 'ResourceNotFoundException',
      message: 'There is no domain of this name',
    });
  });
});

describe('participants', () => {
  const caller: Caller = { accountId: '000000000000', arn: 'participant', region: 'x', role: 'agent' };
  const participant = { SendMessage: async () => ({ Id: '1', AbsoluteTime: 'now' }) };
  const request = {
    method: 'POST',
    url: '/participant/message',
    headers: { 'x-amz-bearer': 'token' },
    body: Buffer.from('{"ContentType":"text/plain","Content":"hello"}'),
  };

  test('come in by their token, unsigned', async () => {
    const participants = { find: async (token: string) => (token === 'token' ? caller : undefined) };
    const door = createAwsDoor(doorDeps({ operations: tables({}, { participant }), participants }));
    assert.ok(isForAwsDoor(request));
    const answer = await door(request);
    assert.deepEqual(JSON.parse(answer.body), { Id: '1', AbsoluteTime: 'now' });
    const stranger = await door({ ...request, headers: { 'x-amz-bearer': 'other' } });
    assert.equal(stranger.status, 403);
  });

  test('are let in nowhere else', async () => {
    const participants = { find: async () => caller };
    const door = createAwsDoor(doorDeps({ operations: tables({ ListDomains: echo }), participants }));
    const answer = await door({ ...request, method: 'GET', url: '/domains' });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
  });

  test('nobody, where no one knows tokens', async () => {
    const door = createAwsDoor(doorDeps({ operations: tables({}, { participant }) }));
    assert.equal((await door(request)).status, 403);
  });
});

test('what is for the AWS door', async () => {
  assert.ok(isForAwsDoor(await signed()));
  assert.ok(isForAwsDoor(await signed({ expiresIn: 60 })));
  assert.ok(isForAwsDoor({ url: '/', headers: { authorization: 'AWS4-HMAC-SHA1 x' } }));
  assert.ok(!isForAwsDoor({ url: '/', headers: {} }));
  assert.ok(!isForAwsDoor({ url: '/assets/x', headers: { 'x-amz-bearer': 'x' } }));
  assert.ok(!isForAwsDoor({ url: '/', headers: { authorization: 'Bearer x' } }));
});

test('through a real listener: timestamps, statuses and the domain list', async (t) => {
  const created = new Date('2026-01-02T03:04:05.678Z');
  const ListDomains = async (input: object) => {
    assert.deepEqual(input, { MaxResults: 7, NextToken: 'a b/+=' });
    return {
      NextToken: 'next',
      Items: [{ DomainName: 'house', CreatedAt: created, LastUpdatedAt: created }],
    };
  };
  const endpoint = await listen(t, doorDeps({ operations: tables({ ListDomains }) }));
  const client = new CustomerProfilesClient({ endpoint, region: 'eu-west-1', credentials: key });
  const ask = (NextToken: string) => client.send(new ListDomainsCommand({ MaxResults: 7, NextToken }));
  const { Items, NextToken } = await ask(markToken('profile.ListDomains', 'a b/+='));
  assert.deepEqual(Items, [{ DomainName: 'house', CreatedAt: created, LastUpdatedAt: created }]);
  assert.equal(NextToken, markToken('profile.ListDomains', 'next'));
  for (const foreign of ['a b/+=', markToken('cases.ListDomains', 'a b/+=')])
    await assert.rejects(ask(foreign), { name: 'BadRequestException', message: /NextToken/ });
});

const hasCli = spawnSync('aws', ['--version']).status === 0;

test('the AWS CLI', { skip: hasCli ? false : 'aws is not installed' }, async (t) => {
  const seen: unknown[] = [];
  const note = async (input: unknown) => {
    seen.push(input);
    return { Successful: [{ Id: 'a', ProfileObjectUniqueKey: 'k' }] };
  };
  const operations = tables({
    ListDomains: async () => ({ Items: [] }),
    TagResource: note,
    BatchPutProfileObject: note,
  });
  const endpoint = await listen(t, doorDeps({ operations }));
  const cli = (...args: string[]) => run('aws', ['customer-profiles', ...args], endpoint);
  assert.deepEqual(JSON.parse((await cli('list-domains')).stdout), { Items: [] });
  const arn = "arn:aws:profile:eu-west-1:1:domains/名寄せ a~(b)'*!";
  assert.equal((await cli('tag-resource', '--resource-arn', arn, '--tags', 'k=v')).status, 0);
  assert.deepEqual(JSON.parse(JSON.stringify(seen)), [{ resourceArn: arn, tags: { k: 'v' } }]);
  const { status, stderr } = await cli('get-domain', '--domain-name', 'x');
  assert.notEqual(status, 0);
  assert.match(stderr, /NotImplementedException.*GetDomain/);
});

/** Runs a command beside the listener of this process, which must go on answering. */
async function run(command: string, args: string[], endpoint: string) {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
  };
  const child = spawn(command, args, { env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stdout, stderr };
}
