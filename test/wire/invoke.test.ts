import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Call } from '../../src/wire/call.ts';
import { createInvoke } from '../../src/wire/invoke.ts';
import { defineOperation, timestamp } from '../../src/wire/nayose.ts';
import { openApi } from '../../src/wire/openApi.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { accessDenied } from '../../src/wire/refusal.ts';
import { doorDeps } from './support/listener.ts';
import { now, signed } from './support/sign.ts';

const call: Call = {
  caller: { accountId: '000000000000', arn: 'person', region: 'local', role: 'agent' },
  requestId: 'request-1',
};

const StartThing = defineOperation({
  name: 'StartThing',
  summary: 'Starts a thing.',
  input: z.object({
    Name: z.string().max(3),
    Count: z.number().int().optional(),
    Tags: z.record(z.string(), z.string()).optional(),
  }),
  output: z.object({
    Id: z.string(),
    StartedAt: timestamp,
    Tags: z.record(z.string(), z.string()).optional(),
  }),
  roles: ['admin', 'agent'],
  handler: async ({ Name, Tags }, { requestId }) => ({
    Id: `${Name}-${requestId}`,
    StartedAt: new Date(1500),
    Tags,
  }),
});

function door(profile: object = {}, changes = {}) {
  const operations = { profile, nayose: [StartThing] } as unknown as Operations;
  const deps = doorDeps({ operations, clock: () => now, newRequestId: () => 'request-1', ...changes });
  const invoke = createInvoke(deps);
  return {
    deps,
    async invoke(service: string, operation: string, input?: unknown) {
      const body = input === undefined || typeof input === 'string' ? input : JSON.stringify(input);
      const answer = await invoke(service, operation, body, call);
      return { ...answer, json: JSON.parse(answer.body) };
    },
  };
}

describe('the session door', () => {
  test('takes all members in the body and gives all in the body', async () => {
    const seen: unknown[] = [];
    const GetSegmentEstimate = async (input: unknown, { caller }: Call) => {
      seen.push(input, caller.arn);
      return { StatusCode: 202, EstimateId: 'e', Extra: 1 };
    };
    const answer = await door({ GetSegmentEstimate }).invoke('profile', 'GetSegmentEstimate', {
      DomainName: 'd',
      EstimateId: 'e',
    });
    assert.deepEqual(seen, [{ DomainName: 'd', EstimateId: 'e' }, 'person']);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, { EstimateId: 'e', StatusCode: 202 });
    assert.equal(answer.headers['x-amzn-requestid'], 'request-1');
  });

  test('lists and numbers of the query are lists and numbers in the body', async () => {
    const ListDomains = async (input: unknown) => {
      assert.deepEqual(input, { MaxResults: 3 });
      return { Items: [{ DomainName: 'd', CreatedAt: new Date(1250), LastUpdatedAt: new Date(0) }] };
    };
    const { json } = await door({ ListDomains }).invoke('profile', 'ListDomains', { MaxResults: 3 });
    assert.deepEqual(json, { Items: [{ DomainName: 'd', CreatedAt: 1.25, LastUpdatedAt: 0 }] });
  });

  test('checks as the other door does', async () => {
    const { status, headers, json } = await door({ GetDomain: async () => ({}) }).invoke(
      'profile',
      'GetDomain',
      {},
    );
    assert.equal(status, 400);
    assert.equal(headers['x-amzn-errortype'], 'BadRequestException');
    assert.match(json.Message, /'DomainName'/);
    assert.equal(
      (await door({ GetDomain: async () => ({}) }).invoke('profile', 'GetDomain', '{')).status,
      400,
    );
  });

  test('authorises', async () => {
    const authorise = () => {
      throw accessDenied('no');
    };
    const { status } = await door({ GetDomain: async () => ({}) }, { authorise }).invoke(
      'profile',
      'GetDomain',
    );
    assert.equal(status, 403);
  });

  for (const [service, operation, status] of [
    ['profile', 'GetDomain', 501],
    ['cases', 'GetCase', 501],
    ['profile', 'Nothing', 404],
    ['profile', '__proto__', 404],
    ['nayose', 'Nothing', 404],
    ['nothing', 'GetDomain', 404],
    ['constructor', 'name', 404],
  ] as const) {
    test(`${service} ${operation} answers ${status}`, async () => {
      assert.equal((await door().invoke(service, operation, { DomainName: 'd' })).status, status);
    });
  }
});

describe('operations of our own', () => {
  test('answer at both doors', async () => {
    const house = door();
    const expected = { Id: 'abc-request-1', StartedAt: 1.5, Tags: { a: 'b' } };
    const input = { Name: 'abc', Count: null, Tags: { a: 'b' } };
    assert.deepEqual((await house.invoke('nayose', 'StartThing', input)).json, expected);
    const aws = createAwsDoor(house.deps);
    const request = { service: 'nayose', url: '/StartThing', body: JSON.stringify(input) };
    const answer = await aws(await signed(request));
    assert.equal(answer.status, 200, answer.body);
    assert.deepEqual(JSON.parse(answer.body), expected);
    assert.equal((await aws(await signed({ ...request, url: '/Nothing' }))).status, 404);
    assert.equal((await aws(await signed({ ...request, method: 'PUT' }))).status, 404);
  });

  test('refuse by member, without the value', async () => {
    const { status, json, body } = await door().invoke('nayose', 'StartThing', {
      Name: 'tanaka',
      Count: 'tanaka',
    });
    assert.equal(status, 400);
    assert.match(json.Message, /^2 validation errors detected: Value at 'Name'.*Value at 'Count'/);
    assert.doesNotMatch(body, /tanaka/);
    assert.match((await door().invoke('nayose', 'StartThing')).json.Message, /'Name'/);
  });

  test('are listed in the API document', () => {
    const document = JSON.parse(JSON.stringify(openApi([StartThing], '1.2.3')));
    assert.equal(document.openapi, '3.1.0');
    assert.equal(document.info.version, '1.2.3');
    const post = document.paths['/api/nayose/StartThing'].post;
    assert.equal(post.operationId, 'StartThing');
    const schema = post.requestBody.content['application/json'].schema;
    assert.deepEqual(schema.required, ['Name']);
    assert.equal(schema.properties.Name.maxLength, 3);
    const output = post.responses['200'].content['application/json'].schema;
    assert.equal(output.properties.StartedAt.type, 'number');
  });

  test('must be named well', () => {
    assert.throws(
      () => defineOperation({ ...StartThing, name: 'start', handler: async () => ({}) }),
      /PascalCase/,
    );
  });
});
