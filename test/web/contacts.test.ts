import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupedDays, readSlots, slotsOn, timeOf } from '../../web/src/contacts/routing/hours.ts';
import { readFilters, searchInput, writeFilters } from '../../web/src/contacts/searchInput.ts';
import { timelineOf } from '../../web/src/contacts/timeline.ts';
import type { ChatItem, Contact, ContactState } from '../../web/src/contacts/types.ts';
import { chatItems, markOf, readUpTo, withItem } from '../../web/src/workspace/chatPages.ts';
import { connectedByItself } from '../../web/src/workspace/connectedByItself.ts';

const message = (Id: string, more: Partial<ChatItem> = {}): ChatItem => ({
  Id,
  Type: 'MESSAGE',
  ParticipantRole: 'AGENT',
  ContentType: 'text/plain',
  Content: Id,
  At: 1,
  ...more,
});

test('pages come latest first and are read oldest first; an item in two pages is shown once', () => {
  const pages = [
    { Items: [message('c'), message('d')] },
    { Items: [message('a'), message('b'), message('c')] },
  ];
  assert.deepEqual(
    chatItems(pages).map(({ Id }) => Id),
    ['a', 'b', 'c', 'd'],
  );
});

test('a new message stands at the end of the latest page; a known one is renewed in its place', () => {
  const pages = [{ Items: [message('b')] }, { Items: [message('a')], NextToken: 'more' }];
  const added = withItem(pages, message('c'));
  assert.deepEqual(
    chatItems(added).map(({ Id }) => Id),
    ['a', 'b', 'c'],
  );
  const renewed = withItem(added, message('a', { DeliveredAt: 5 }));
  assert.equal(markOf(chatItems(renewed)[0]!), 'delivered');
  assert.equal(renewed[1]?.NextToken, 'more');
  assert.equal(chatItems(withItem([], message('x'))).length, 1);
});

test('what the customer has read counts for our messages up to it, not after', () => {
  const pages = [
    { Items: [message('a'), message('b', { ParticipantRole: 'CUSTOMER' }), message('c'), message('d')] },
  ];
  const read = chatItems(readUpTo(pages, 'c', 9));
  assert.deepEqual(
    read.map(({ ReadAt }) => ReadAt),
    [9, undefined, 9, undefined],
  );
});

test('filters go into the address and come back; nonsense counts as not set', () => {
  const filters = readFilters(
    new URLSearchParams('period=today&channel=CHAT&state=NONSENSE&answered=NONE&text=高橋'),
  );
  assert.equal(filters.state, '');
  assert.deepEqual(readFilters(new URLSearchParams(writeFilters(filters))), filters);
  assert.deepEqual(writeFilters(readFilters(new URLSearchParams())), {});
});

test('a period becomes moments from midnight to midnight', () => {
  const now = new Date(2026, 10, 22, 15, 30);
  const at = (...date: [number, number, number]) => new Date(...date).getTime() / 1000;
  const input = (search: string) => searchInput(readFilters(new URLSearchParams(search)), now);
  assert.deepEqual(input('period=today'), { From: at(2026, 10, 22) });
  assert.deepEqual(input(''), { From: at(2026, 10, 16) });
  assert.deepEqual(input('period=custom&from=2026-11-01&to=2026-11-30'), {
    From: at(2026, 10, 1),
    To: at(2026, 11, 1),
  });
  assert.deepEqual(input('period=all&queue=q&agent=u'), { QueueId: 'q', UserId: 'u' });
});

test('the course of a contact is its events in order, or the moments of its record', () => {
  const contact = { StartedAt: 1, ConnectedAt: 3, EndedAt: 9 } as unknown as Contact &
    Record<string, unknown>;
  const noted = timelineOf(contact, [
    { At: 5, Kind: 'end', Detail: { Reason: 'CUSTOMER_DISCONNECT', QueueId: 7 } },
    { At: 2, Kind: 'start' },
  ]);
  assert.deepEqual(
    noted.map(({ kind, reason, queueId }) => [kind, reason, queueId]),
    [
      ['start', undefined, undefined],
      ['end', 'CUSTOMER_DISCONNECT', undefined],
    ],
  );
  assert.deepEqual(
    timelineOf(contact, []).map(({ at, kind }) => [at, kind]),
    [
      [1, 'start'],
      [3, 'accept'],
      [9, 'end'],
    ],
  );
});

test('days of the same hours stand together; midnight at the end is 24:00', () => {
  const slot = (Day: string, from: number, to: number) => ({
    Day,
    StartTime: { Hours: from, Minutes: 0 },
    EndTime: { Hours: to, Minutes: 0 },
  });
  const config = [slot('MONDAY', 9, 18), slot('TUESDAY', 9, 18), slot('SUNDAY', 0, 0)];
  assert.deepEqual(groupedDays(config), [
    { days: ['MONDAY', 'TUESDAY'], slots: ['09:00–18:00'] },
    { days: ['WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], slots: [] },
    { days: ['SUNDAY'], slots: ['00:00–24:00'] },
  ]);
  assert.deepEqual(slotsOn(config, 'FRIDAY'), []);
});

test('a time of day is read as it is written; what is none is not', () => {
  assert.deepEqual(timeOf('9:30'), { Hours: 9, Minutes: 30 });
  assert.deepEqual(timeOf('24:00'), { Hours: 0, Minutes: 0 });
  for (const text of ['', '25:00', '12:60', 'nine']) assert.equal(timeOf(text), undefined, text);
});

test('the stretches of a day are read as people write them', () => {
  const nine = { Hours: 9, Minutes: 0 };
  const noon = { Hours: 12, Minutes: 0 };
  assert.deepEqual(readSlots('9:00-12:00'), [{ StartTime: nine, EndTime: noon }]);
  assert.deepEqual(readSlots('９：００〜１２：００、22:30 – 24:00'), [
    { StartTime: nine, EndTime: noon },
    { StartTime: { Hours: 22, Minutes: 30 }, EndTime: { Hours: 0, Minutes: 0 } },
  ]);
  for (const text of ['', '9-12', '9:00', '9:00-12:00-13:00', '9:00-25:00', '休み'])
    assert.equal(readSlots(text), undefined, text);
});

test('a contact that nobody accepted here is told of, once', () => {
  const contact = (ContactId: string, State: ContactState, more: object = {}) =>
    ({ ContactId, State, StartedAt: 1, ConnectedAt: 5, ...more }) as Contact;
  const told = (before: [string, ContactState][], now: Contact[], done: string[] = []) =>
    connectedByItself(new Map(before), now, new Set(done)).map(({ ContactId }) => ContactId);
  assert.deepEqual(told([], [contact('1', 'CONNECTED')]), ['1']);
  assert.deepEqual(told([['1', 'OFFERED']], [contact('1', 'CONNECTED')]), ['1']);
  assert.deepEqual(told([['1', 'OFFERED']], [contact('1', 'CONNECTED')], ['1']), []);
  assert.deepEqual(told([['1', 'CONNECTED']], [contact('1', 'CONNECTED')]), []);
  assert.deepEqual(told([['1', 'DIALLING']], [contact('1', 'CONNECTED')]), []);
  assert.deepEqual(told([['1', 'ON_HOLD']], [contact('1', 'CONNECTED')]), []);
  assert.deepEqual(told([], [contact('1', 'OFFERED')]), []);
  assert.deepEqual(told([], [contact('1', 'CONNECTED', { ConnectedAt: 1 })]), [], 'a task for oneself');
});
