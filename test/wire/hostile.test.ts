import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import { createInvoke } from '../../src/wire/invoke.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { services } from '../../src/wire/services/services.ts';
import { doorDeps } from './support/listener.ts';
import { now, signed } from './support/sign.ts';

const echo = new Proxy(
  {},
  { getOwnPropertyDescriptor: () => ({ configurable: true, value: 0 }), get: () => async () => ({}) },
);
const operations = {
  profile: echo,
  cases: echo,
  connect: echo,
  participant: echo,
  nayose: [],
} as unknown as Operations;
const participants = { find: async () => undefined };

const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '%',
    '%zz',
    '..',
    '%2e%2e',
    '//',
    '\u0000',
    ';',
    ',',
  ),
);
const authorization = fc
  .tuple(word, fc.constantFrom('profile', 's3', 'constructor'), fc.array(word))
  .map(([id, service, names]) =>
    [
      `AWS4-HMAC-SHA256 Credential=${id}/20260731/eu-west-1/${service}/aws4_request`,
      `SignedHeaders=${['host', ...names].sort().join(';')}`,
      `Signature=${'0'.repeat(64)}`,
    ].join(', '),
  );

test('noise never becomes a bug, and is never let in', async () => {
  const deps = doorDeps({ operations, participants, clock: () => now });
  const door = createAwsDoor(deps);
  const request = fc.record({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'), word),
    url: fc.oneof(
      word,
      fc.webPath(),
      word.map((text) => `/domains?X-Amz-Signature=${text}&X-Amz-Algorithm=AWS4-HMAC-SHA256`),
    ),
    headers: fc.record(
      {
        host: word,
        authorization: fc.oneof(word, authorization),
        'x-amz-date': fc.oneof(word, fc.constant('20260731T120000Z')),
        'x-amz-content-sha256': word,
        'x-amz-bearer': word,
      },
      { noNullPrototype: true },
    ),
    body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  });
  await fc.assert(
    fc.asyncProperty(request, async (noise) => {
      const answer = await door(noise);
      assert.equal(answer.status, 403, answer.body);
      assert.deepEqual(deps.bugs, []);
    }),
    { numRuns: 2000 },
  );
});

test('signed noise is refused or accepted, never a bug', async () => {
  const deps = doorDeps({ operations, clock: () => now });
  const door = createAwsDoor(deps);
  const all = [...services.values()]
    .filter(({ name }) => name !== 'participant')
    .flatMap((service) => [...service.operations.values()]);
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, fc.json(), fc.jsonValue(), fc.dictionary(word, tie('any'))),
  })).any;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all),
      fc.array(word),
      value,
      word,
      async (operation, labels, body, query) => {
        let index = 0;
        const path = operation.uri.replace(
          /\{[^}]+\}/g,
          () => encodeURIComponent(labels[index++] ?? 'house') || 'x',
        );
        const text = JSON.stringify(
          keyed(
            operation.input.members.map((member) => member.wire),
            body,
          ),
        );
        const encoded = encodeURIComponent(query.toWellFormed());
        const url = `${path}${path.includes('?') ? '&' : '?'}max-results=${encoded}&maxResults=${encoded}`;
        const request = await signed({
          method: operation.method,
          service: operation.service,
          url,
          body: text,
        });
        const answer = await door(request);
        assert.ok([200, 202, 204, 400, 404].includes(answer.status), `${answer.status} ${answer.body}`);
        assert.deepEqual(deps.bugs, []);
      },
    ),
    { numRuns: 2000 },
  );
});

test('noise at the session door neither', async () => {
  const deps = doorDeps({ operations });
  const invoke = createInvoke(deps);
  const call = { caller: { accountId: '1', arn: 'a', region: 'r', role: 'agent' as const }, requestId: 'r' };
  await fc.assert(
    fc.asyncProperty(word, word, fc.oneof(word, fc.json()), async (service, operation, body) => {
      const { status } = await invoke(service, operation, body, call);
      assert.ok(status >= 200 && status < 500);
      assert.deepEqual(deps.bugs, []);
      const known = await invoke('profile', 'CreateProfile', body, call);
      assert.ok(known.status === 400 || known.status === 200);
    }),
    { numRuns: 1000 },
  );
  assert.deepEqual(Object.keys({}), []);
});

/** Puts random JSON under the member names, so that it reaches the shapes. */
function keyed(names: string[], body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return Object.fromEntries(names.map((name) => [name, body]));
  }
  return Object.fromEntries(Object.values(body).map((inner, index) => [names[index] ?? 'more', inner]));
}
