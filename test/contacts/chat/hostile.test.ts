import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chatServer, customer } from './chatServer.ts';

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\0',
    '\ud800',
    '-'.repeat(36),
    '{"messageId":"----"}',
    '9'.repeat(400),
    '__proto__',
    '1e999',
    '',
  ),
  fc.constantFrom('text/plain', 'application/json', 'application/vnd.amazonaws.connect.event.message.read'),
);
const value = fc.oneof(
  strange,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(strange, { maxLength: 3 }),
  fc.record({ Id: strange, AbsoluteTime: strange, MostRecent: fc.integer() }, { requiredKeys: [] }),
);
const members = [
  ...['Content', 'ContentType', 'ClientToken', 'NextToken', 'MaxResults', 'StartPosition', 'ScanDirection'],
  ...['SortOrder', 'ContactId', 'Type', 'ConnectParticipant', 'constructor'],
];
const body = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 5 });
const paths = ['connection', 'message', 'event', 'transcript'] as const;

test('whatever a participant sends is answered or refused, never a fault of ours', async (t) => {
  const server = await chatServer(t);
  // Enough of them, so that no limit answers in place of the operation.
  const people = await Promise.all(Array.from({ length: 12 }, () => customer(server)));
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, async (path, content) => {
      turn += 1;
      const one = people[turn % people.length]!;
      const response = await fetch(`${server.base}/participant/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-amz-bearer': path === 'connection' ? one.participantToken : one.token,
        },
        body: JSON.stringify(content),
      });
      const text = await response.text();
      assert.ok(
        response.status < 500 && response.status !== 429,
        `${path} ${JSON.stringify(content)}: ${response.status} ${text}`,
      );
    }),
    { numRuns: 240 },
  );
});

test('whatever a stranger sends is answered or refused, too', async (t) => {
  const server = await chatServer(t);
  let number = 0;
  const start = fc.dictionary(
    fc.constantFrom(
      'DisplayName',
      'EmailAddress',
      'PhoneNumber',
      'Attributes',
      'Language',
      'Message',
      'ClientToken',
    ),
    value,
    { maxKeys: 5 },
  );
  await fc.assert(
    fc.asyncProperty(start, async (content) => {
      number += 1;
      const response = await fetch(`${server.base}/public/chat/demo/start`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `198.51.${number >> 8}.${number & 255}`,
        },
        body: JSON.stringify({ DisplayName: 'x', ...content }),
      });
      assert.ok(response.status < 500, `${JSON.stringify(content)}: ${response.status}`);
    }),
    { numRuns: 150 },
  );
});
