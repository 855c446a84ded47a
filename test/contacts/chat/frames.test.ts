import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readFrame } from '../../../src/contacts/chat/frames.ts';
import { createTokens } from '../../../src/contacts/chat/tokens.ts';

const topics = fc.constantFrom(
  'aws/subscribe',
  'aws/unsubscribe',
  'aws/heartbeat',
  'aws/ping',
  '__proto__',
  '',
);

test('whatever a frame holds is one of a few things or none', () => {
  const kinds = new Set(['subscribe', 'unsubscribe', 'heartbeat', 'ping', 'unknown', undefined]);
  const frame = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.record({ topic: topics, content: fc.anything() }).map((value) => JSON.stringify(value) ?? ''),
    fc
      .record({ topic: topics, content: fc.record({ topics: fc.anything() }) })
      .map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(frame, (text) => {
      const read = readFrame(text);
      assert.ok(kinds.has(read?.kind));
      if (read && 'topics' in read) assert.ok(read.topics.every((one) => typeof one === 'string'));
    }),
  );
});

test('a ticket says what it was made for, and nothing else is a ticket', () => {
  const tokens = createTokens('a key');
  const others = createTokens('another key');
  const id = fc.stringMatching(/^[0-9a-f]{32}$/);
  const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), id, moment, (domainId, participantId, madeAt) => {
      const ticket = { domainId, participantId, madeAt };
      const text = tokens.ticket(ticket);
      assert.deepEqual(tokens.readTicket(text), ticket);
      assert.equal(others.readTicket(text), undefined);
      assert.equal(tokens.read(text), undefined);
      assert.equal(tokens.readTicket(tokens.participant(domainId, participantId)), undefined);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tokens.readTicket(text) === undefined));
});
