import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoPlan, planCustomers } from '../../demo/centre/plan.ts';
import { scenarios } from '../../demo/centre/scenarios.ts';
import { queues, staff } from '../../demo/centre/staff.ts';

const moments = ['2026-11-22T14:00:00Z', '2026-01-01T15:01:00Z', '2027-02-28T23:59:59Z'].map(
  (text) => new Date(text),
);

test('the same moment gives the same weeks, and nothing in them lies ahead', () => {
  for (const now of moments) {
    const plan = demoPlan(now);
    assert.deepEqual(demoPlan(now), plan);
    assert.ok(plan.contacts.length >= 50);
    for (const { at, waited, talked, wroteUp } of plan.contacts)
      assert.ok(at.getTime() + (waited + talked + wroteUp) * 1_000 < now.getTime());
    const times = plan.contacts.map(({ at }) => at.getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.ok(now.getTime() - times[0]! > 14 * 86_400_000, 'weeks, not days');
    for (const { contact, comments, closed, later } of plan.cases) {
      const latest = Math.max(closed ?? 0, ...comments.map(({ after }) => after));
      assert.ok(contact.at.getTime() + latest * 60_000 < now.getTime());
      assert.ok(!later || later.at > contact.at);
    }
    for (const { day } of plan.purchases) assert.ok(Date.parse(day) < now.getTime());
  }
});

test('every kind of contact is among them, some without an agent; everybody named is there', () => {
  const { contacts, cases, purchases } = demoPlan(moments[0]!);
  const channels = new Set(contacts.map(({ channel }) => channel));
  assert.deepEqual([...channels].sort(), ['CHAT', 'TASK', 'VOICE']);
  const alone = contacts.filter(({ agent }) => agent === undefined);
  assert.ok(alone.length >= 5 && alone.every(({ channel }) => channel !== 'TASK'));
  const people = new Set(staff.map(({ email }) => email));
  for (const { agent, queue, customer } of contacts) {
    assert.ok(agent === undefined || people.has(agent));
    assert.ok(queue in queues && customer >= 0 && customer < planCustomers);
  }
  assert.ok(cases.length >= 5 && cases.some(({ closed }) => closed) && cases.some(({ closed }) => !closed));
  assert.ok(new Set(purchases.map(({ kind }) => kind)).size === 2);
  assert.equal(new Set(contacts.map(({ token }) => token)).size, contacts.length);
});

test('a conversation is short and begins with the customer; its blanks are known', () => {
  for (const { chat } of scenarios) {
    assert.ok(chat.length >= 4 && chat.length <= 8);
    for (const text of chat) assert.deepEqual(text.replace(/{姓}|{担当}/g, '').match(/[{}]/), null);
    const customers = chat.filter((_, at) => at % 2 === 0);
    assert.ok(!customers.some((text) => text.includes('{')), 'customers name nobody');
  }
});
