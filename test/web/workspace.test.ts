import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showDuration } from '../../web/src/contacts/duration.ts';
import type { Contact, Status } from '../../web/src/contacts/types.ts';
import { candidateFacts } from '../../web/src/workspace/candidateFacts.ts';
import {
  controlsOf,
  inOrder,
  neighbour,
  nextUnread,
  readyStatus,
  sinceOf,
  withContact,
} from '../../web/src/workspace/contactsNow.ts';
import { actionFor, digitOf, workKeys } from '../../web/src/workspace/keys.ts';

const contact = (ContactId: string, more: Partial<Contact> = {}): Contact => ({
  ContactId,
  Channel: 'CHAT',
  InitiationMethod: 'API',
  State: 'CONNECTED',
  StartedAt: 100,
  Attributes: {},
  CandidateCount: 0,
  Agent: { UserId: 'me', Name: 'Me' },
  ...more,
});

test('what is offered stands first, the rest as it began', () => {
  const list = [
    contact('b', { StartedAt: 2 }),
    contact('a', { StartedAt: 1 }),
    contact('c', { StartedAt: 3, State: 'OFFERED' }),
  ];
  assert.deepEqual(
    inOrder(list).map(({ ContactId }) => ContactId),
    ['c', 'a', 'b'],
  );
});

test('a contact told of comes into the list, changes in place, and leaves with its end or its agent', () => {
  const list = [contact('a')];
  assert.equal(withContact(list, contact('b', { State: 'OFFERED' }), 'me').length, 2);
  assert.equal(
    withContact(list, contact('a', { State: 'AFTER_CONTACT_WORK' }), 'me')[0]?.State,
    'AFTER_CONTACT_WORK',
  );
  assert.deepEqual(withContact(list, contact('a', { State: 'ENDED' }), 'me'), []);
  assert.deepEqual(withContact(list, contact('a', { Agent: { UserId: 'other', Name: '' } }), 'me'), []);
  assert.deepEqual(
    withContact(list, { ...contact('a', { State: 'QUEUED' }), Agent: undefined } as Contact, 'me'),
    [],
  );
});

test('the next contact is found around the end; from nowhere it is the first', () => {
  const list = [contact('a'), contact('b')];
  assert.equal(neighbour(list, 'b', 1)?.ContactId, 'a');
  assert.equal(neighbour(list, 'a', -1)?.ContactId, 'b');
  assert.equal(neighbour(list, undefined, 1)?.ContactId, 'a');
  assert.equal(neighbour([], 'a', 1), undefined);
});

test('controls follow the state; a chat is not held', () => {
  assert.deepEqual(controlsOf({ State: 'OFFERED', Channel: 'VOICE' }), ['accept', 'decline']);
  assert.deepEqual(controlsOf({ State: 'CONNECTED', Channel: 'VOICE' }), ['hold', 'transfer', 'end']);
  assert.deepEqual(controlsOf({ State: 'CONNECTED', Channel: 'CHAT' }), ['transfer', 'end']);
  assert.deepEqual(controlsOf({ State: 'ON_HOLD', Channel: 'VOICE' }), ['resume', 'transfer', 'end']);
  assert.deepEqual(controlsOf({ State: 'AFTER_CONTACT_WORK', Channel: 'VOICE' }), ['finish']);
});

test('the clock of a contact counts since its present state', () => {
  const held = contact('a', { State: 'ON_HOLD', ConnectedAt: 110, HeldAt: 120 });
  assert.equal(sinceOf(held), 120);
  assert.equal(sinceOf(contact('a', { State: 'QUEUED' })), 100);
});

test('a letter acts outside of text, Alt with it anywhere; conversion of kana is left alone', () => {
  const pressed = (key: string, more = {}) => ({
    ...{
      key,
      code: `Key${key.toUpperCase()}`,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
    },
    ...more,
  });
  assert.equal(actionFor(pressed('a'), false), 'accept');
  assert.equal(actionFor(pressed('a'), true), undefined);
  assert.equal(actionFor(pressed('å', { code: 'KeyA', altKey: true }), true), 'accept');
  assert.equal(actionFor(pressed('e'), false), undefined);
  assert.equal(actionFor(pressed('E', { shiftKey: true }), false), 'end');
  assert.equal(actionFor(pressed('?', { code: 'Slash', shiftKey: true }), false), 'help');
  assert.equal(actionFor(pressed('?', { code: 'Slash', shiftKey: true }), true), undefined);
  const third = { code: 'Digit3', altKey: true };
  assert.equal(actionFor(pressed('£', third), true), 'nth');
  assert.equal(actionFor(pressed('3', third), false), 'nth');
  assert.equal(digitOf(third), 3);
  assert.equal(actionFor(pressed('3', { code: 'Digit3' }), false), undefined, 'chooses a candidate');
  assert.equal(actionFor(pressed('0', { code: 'Digit0', altKey: true }), true), undefined);
  assert.equal(actionFor(pressed(']', { code: 'BracketRight' }), false), 'nextTab');
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { isComposing: true }, { repeat: true }]) {
    assert.equal(actionFor(pressed('a', more), false), undefined);
  }
});

test('the next unread chat comes after the one at hand; being ready is asked for where nothing would come', () => {
  const list = [contact('a', { Unread: 1 }), contact('b'), contact('c', { Unread: 2 })];
  assert.equal(nextUnread(list, 'a')?.ContactId, 'c');
  assert.equal(nextUnread(list, 'c')?.ContactId, 'a');
  assert.equal(nextUnread(list, undefined)?.ContactId, 'a');
  assert.equal(nextUnread([contact('a')], 'a'), undefined);
  const ready: Status = { StatusId: '1', Name: 'Available', Type: 'ROUTABLE' };
  const away: Status = { StatusId: '2', Name: 'Break', Type: 'CUSTOM' };
  const wanted = (agent: object) =>
    readyStatus({ Agent: { State: 'AVAILABLE', Status: ready, ...agent }, Statuses: [away, ready] } as never);
  assert.equal(wanted({}), undefined);
  assert.equal(wanted({ State: 'MISSED' }), ready);
  assert.equal(wanted({ State: 'OFFLINE', Status: away }), ready);
  assert.equal(wanted({ NextStatus: away }), ready);
});

test('no two actions share a key', () => {
  const all = Object.values(workKeys).map(
    (one: { key: string; shift?: boolean }) => `${one.shift ?? false}${one.key}`,
  );
  assert.equal(new Set(all).size, all.length);
});

test('durations are shown as clocks show them', () => {
  assert.deepEqual([0, 7.9, 725, 3723, -4, undefined].map(showDuration), [
    '0:00',
    '0:07',
    '12:05',
    '1:02:03',
    '0:00',
    '',
  ]);
});

test('what tells candidates apart stands out; one number in two spellings does not', () => {
  const [first, second] = candidateFacts(
    [
      { ProfileId: 'a', BirthDate: '1970-01-01', PhoneNumber: '0300533019' },
      {
        ProfileId: 'b',
        PhoneNumber: '+81 3-0053-3019',
        TellsApart: [{ Field: 'BusinessName', Value: '株式会社' }],
      },
    ],
    'ja',
  );
  assert.deepEqual(
    first?.map(({ field, tells }) => [field, tells]),
    [
      ['BirthDate', true],
      ['PhoneNumber', false],
      ['BusinessName', true],
    ],
  );
  assert.deepEqual(
    second?.map(({ value }) => value),
    ['', '03-0053-3019', '株式会社'],
  );
});
