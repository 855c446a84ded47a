import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Channel } from '../../src/contacts/contact.ts';
import { firstMedia } from '../../src/contacts/openInstance.ts';
import { assign, type RoutingSituation, type WaitingContact } from '../../src/contacts/routing.ts';

const now = new Date('2026-01-01T09:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

const waits = (contactId: string, more: Partial<WaitingContact> = {}): WaitingContact => ({
  contactId,
  version: 1,
  channel: 'VOICE',
  queueId: 'q1',
  queuePriority: 5,
  waitingSince: ago(10),
  targetAgentId: undefined,
  declinedBy: [],
  declinedAt: undefined,
  ...more,
});
const agent = (userId: string, idle: number, routingProfileId = 'p1') => ({
  userId,
  routingProfileId,
  idleSince: ago(idle),
});
const serves = (queueId: string, priority = 1, delay = 0, routingProfileId = 'p1') =>
  (['VOICE', 'CHAT', 'TASK'] as const).map((channel) => ({
    ...{ routingProfileId, queueId, channel, priority, delay },
  }));

const give = (situation: Partial<RoutingSituation>) =>
  assign({
    ...{ now, waiting: [], agents: [], loads: [], queues: serves('q1') },
    media: new Map([
      ['p1', firstMedia],
      ['p2', firstMedia],
    ]),
    ...situation,
  }).map(({ contactId, userId }) => `${contactId}→${userId}`);

const cases: [what: string, situation: Partial<RoutingSituation>, offers: string[]][] = [
  ['nobody is free', { waiting: [waits('c')] }, []],
  [
    'the one who has been idle longest',
    { waiting: [waits('c')], agents: [agent('a', 5), agent('b', 50)] },
    ['c→b'],
  ],
  [
    'the one who waits longest comes first',
    { waiting: [waits('new', { waitingSince: ago(1) }), waits('old')], agents: [agent('a', 5)] },
    ['old→a'],
  ],
  [
    'a more urgent contact before one that waits longer',
    {
      waiting: [waits('old'), waits('vip', { queuePriority: 1, waitingSince: ago(1) })],
      agents: [agent('a', 5)],
    },
    ['vip→a'],
  ],
  [
    'the first queue of a profile before its second',
    {
      waiting: [waits('second', { queueId: 'q2', waitingSince: ago(99) }), waits('first')],
      agents: [agent('a', 5)],
      queues: [...serves('q1', 1), ...serves('q2', 2)],
    },
    ['first→a'],
  ],
  [
    'a delay holds contacts back',
    { waiting: [waits('c')], agents: [agent('a', 5)], queues: serves('q1', 1, 11) },
    [],
  ],
  ['a queue that is not served', { waiting: [waits('c', { queueId: 'q9' })], agents: [agent('a', 5)] }, []],
  [
    'somebody on the telephone gets no chat',
    {
      waiting: [waits('c', { channel: 'CHAT' })],
      agents: [agent('a', 5)],
      loads: [{ agentId: 'a', channel: 'VOICE', contacts: 1 }],
    },
    [],
  ],
  [
    'a task at hand leaves room for a call',
    {
      waiting: [waits('c')],
      agents: [agent('a', 5)],
      loads: [{ agentId: 'a', channel: 'TASK', contacts: 1 }],
    },
    ['c→a'],
  ],
  [
    'chats spread over agents before anybody has two',
    {
      waiting: ['c1', 'c2', 'c3'].map((id) => waits(id, { channel: 'CHAT' })),
      agents: [agent('a', 9), agent('b', 5)],
    },
    ['c1→a', 'c2→b', 'c3→a'],
  ],
  [
    'meant for one agent, in whatever queue',
    {
      waiting: [waits('c', { targetAgentId: 'b', queueId: 'q9' })],
      agents: [agent('a', 50), agent('b', 5)],
    },
    ['c→b'],
  ],
  [
    'whoever declined is not asked again at once',
    {
      waiting: [waits('c', { declinedBy: ['a'], declinedAt: ago(5) })],
      agents: [agent('a', 50), agent('b', 5)],
    },
    ['c→b'],
  ],
  [
    'but later on',
    { waiting: [waits('c', { declinedBy: ['a'], declinedAt: ago(61) })], agents: [agent('a', 50)] },
    ['c→a'],
  ],
];

for (const [what, situation, offers] of cases)
  test(`who gets what: ${what}`, () => assert.deepEqual(give(situation), offers));

test('nobody gets more than fits, and nothing goes to two', () => {
  const channel = fc.constantFrom<Channel>('VOICE', 'CHAT', 'TASK');
  const contact = fc.record({
    channel,
    queueId: fc.constantFrom('q1', 'q2', 'q3'),
    queuePriority: fc.integer({ min: 1, max: 9 }),
    since: fc.integer({ min: 0, max: 900 }),
    targetAgentId: fc.option(fc.constantFrom('a0', 'a1'), { nil: undefined, freq: 5 }),
  });
  const agents = fc.array(fc.record({ idle: fc.nat(500), profile: fc.constantFrom('p1', 'p2') }), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.array(contact, { maxLength: 25 }), agents, (contacts, people) => {
      const waiting = contacts.map(({ since, ...one }, index) =>
        waits(`c${index}`, { ...one, waitingSince: ago(since) }),
      );
      const queues = [...serves('q1'), ...serves('q2', 2, 60), ...serves('q2', 1, 0, 'p2')];
      const given = give({
        waiting,
        queues,
        agents: people.map(({ idle, profile }, index) => agent(`a${index}`, idle, profile)),
      }).map((offer) => offer.split('→'));
      assert.equal(new Set(given.map(([contactId]) => contactId)).size, given.length);
      const held = new Map<string, Channel[]>();
      for (const [contactId, userId = ''] of given) {
        const one = waiting.find((candidate) => candidate.contactId === contactId);
        held.set(userId, [...(held.get(userId) ?? []), one?.channel ?? 'VOICE']);
      }
      for (const channels of held.values()) {
        for (const media of firstMedia) {
          const same = channels.filter((name) => name === media.Channel).length;
          assert.ok(same <= media.Concurrency);
        }
        const kinds = new Set(channels.filter((name) => name !== 'TASK'));
        assert.ok(kinds.size <= 1, 'a call and a chat at a time');
      }
    }),
  );
});
