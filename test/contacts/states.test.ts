import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ContactRow } from '../../src/contacts/contact.ts';
import { type ContactAction, contactStates, isLive, stateAfter } from '../../src/contacts/states.ts';
import { transition } from '../../src/contacts/transition.ts';

const actions: ContactAction[] = [
  ...(['enqueue', 'offer', 'accept', 'miss', 'decline', 'withdraw', 'assign', 'answer'] as const),
  ...(['hold', 'resume', 'return', 'end', 'finish'] as const),
];
const start = Date.UTC(2026, 0, 1);

const fresh = (state: ContactRow['state'], more: Partial<ContactRow> = {}): ContactRow =>
  ({
    state,
    attempts: 0,
    holdCount: 0,
    holdMillis: 0,
    longestHoldMillis: 0,
    declinedBy: [],
    queuePriority: 5,
    initiatedAt: new Date(start),
    queueId: 'q',
    ...more,
  }) as ContactRow;

/** Runs actions a second apart; those that do not fit are skipped. */
function live(first: ContactRow, wanted: ContactAction[]): { contact: ContactRow; path: ContactRow[] } {
  let contact = first;
  const path = [contact];
  for (const [index, action] of wanted.entries()) {
    const at = new Date(start + (index + 1) * 1_000);
    const change = transition(contact, action, { at, agentId: contact.agentId ?? 'a', reason: 'X' });
    if (change) contact = { ...contact, ...change } as ContactRow;
    path.push(contact);
  }
  return { contact, path };
}

test('what leads where: each state has its ways out, and an ended contact has none', () => {
  const ways = contactStates.map((state) => [
    state,
    actions.filter((action) => stateAfter(state, action) !== undefined),
  ]);
  assert.deepEqual(Object.fromEntries(ways), {
    INCOMING: ['enqueue', 'assign', 'end'],
    DIALLING: ['answer', 'end'],
    QUEUED: ['enqueue', 'offer', 'assign', 'end'],
    OFFERED: ['enqueue', 'accept', 'miss', 'decline', 'withdraw', 'assign', 'end'],
    CONNECTED: ['hold', 'return', 'end'],
    ON_HOLD: ['resume', 'return', 'end'],
    AFTER_CONTACT_WORK: ['finish'],
    ENDED: [],
  });
});

test('whatever happens to a contact, its agent and its times fit its state', () => {
  const from = fc.constantFrom('INCOMING' as const, 'QUEUED' as const);
  fc.assert(
    fc.property(from, fc.array(fc.constantFrom(...actions), { maxLength: 40 }), (state, wanted) => {
      for (const contact of live(fresh(state), wanted).path) {
        const waits = ['INCOMING', 'QUEUED'].includes(contact.state);
        if (waits) assert.equal(contact.agentId, undefined);
        const busy = ['OFFERED', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK'].includes(contact.state);
        if (busy) assert.ok(contact.agentId);
        assert.equal(contact.state === 'OFFERED', contact.offeredAt !== undefined);
        assert.equal(contact.state === 'ON_HOLD', contact.heldAt !== undefined);
        assert.equal(isLive(contact.state), contact.disconnectedAt === undefined);
        assert.equal(contact.state === 'ENDED', contact.recordPending === true);
      }
    }),
  );
});

test('time on hold adds up, also when the customer hangs up while waiting', () => {
  const connected = fresh('CONNECTED', { agentId: 'a', connectedAt: new Date(start) });
  const { contact } = live(connected, ['hold', 'resume', 'hold', 'end']);
  assert.equal(contact.holdCount, 2);
  assert.equal(contact.holdMillis, 2_000);
  assert.equal(contact.longestHoldMillis, 1_000);
  assert.equal(contact.state, 'AFTER_CONTACT_WORK');
});

test('a contact whose agent is gone waits before all others, and keeps the time since when it waits', () => {
  const { contact } = live(fresh('QUEUED', { waitingSince: new Date(start) }), ['offer', 'accept', 'return']);
  assert.equal(contact.state, 'QUEUED');
  assert.equal(contact.queuePriority, 1);
  assert.equal(contact.waitingSince?.getTime(), start);
});
