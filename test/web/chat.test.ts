import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ChatError, type ChatItem } from '../../web/src/chat/api.ts';
import type { Pending } from '../../web/src/chat/keep.ts';
import { type Delivery, deliver } from '../../web/src/chat/outbox.ts';
import { chatTexts } from '../../web/src/chat/texts.ts';
import { agentsOf, hasEnded, rowsOf, settle } from '../../web/src/chat/timeline.ts';
import { phoneTexts, stateText } from '../../web/src/phone/texts.ts';
import { fill, languageOf } from '../../web/src/small/language.ts';
import { eventParser, type ServerEvent } from '../../web/src/small/sse.ts';

const type = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;
let number = 0;

const item = (
  role: ChatItem['ParticipantRole'],
  Content: string,
  more: Partial<ChatItem> = {},
): ChatItem => ({
  Id: `i${++number}`,
  Type: 'MESSAGE',
  AbsoluteTime: '2026-04-01T03:00:00.000Z',
  ContentType: 'text/plain',
  ParticipantRole: role,
  DisplayName: role === 'AGENT' ? 'Mori' : 'Ann',
  Content,
  ...more,
});

const event = (role: ChatItem['ParticipantRole'], name: string, DisplayName = 'Mori'): ChatItem => ({
  ...item(role, ''),
  ...{ Type: 'EVENT', ContentType: type(name), DisplayName },
});

const pending = (text: string, more: Partial<Pending> = {}): Pending => ({
  ...{ clientToken: `t ${text}`, text, at: Date.parse('2026-04-01T03:01:00Z'), state: 'sending' },
  ...more,
});

test('rows: messages in groups, what is on its way at the end, the customer’s own coming is no news', () => {
  const items = [
    event('CUSTOMER', 'participant.joined', 'Ann'),
    event('AGENT', 'participant.joined'),
    item('AGENT', 'a'),
    item('AGENT', 'b'),
    item('CUSTOMER', 'c'),
    item('SYSTEM', 'd', { DisplayName: '' }),
    event('SYSTEM', 'nothing.known'),
  ];
  const rows = rowsOf(items, [pending('e')], items[4]!.Id);
  assert.deepEqual(
    rows.map((row) =>
      row.kind === 'message'
        ? `${row.side} ${row.text}${row.first ? ' first' : ''}${row.last ? ' last' : ''}${row.read ? ' read' : ''} ${row.state}`
        : `${row.kind} ${row.kind === 'event' ? row.event : ''}`,
    ),
    [
      'event joined',
      'other a first there',
      'other b last there',
      'own c first last read there',
      'system d first last there',
      'own e first last sending',
    ],
  );
});

test('rows: a new day is said, and parts a group', () => {
  const at = (time: string) => ({ AbsoluteTime: time });
  const rows = rowsOf(
    [item('AGENT', 'a', at('2026-04-01T03:00:00Z')), item('AGENT', 'b', at('2026-04-03T03:00:00Z'))],
    [],
  );
  assert.deepEqual(
    rows.map((row) => row.kind),
    ['message', 'day', 'message'],
  );
});

test('who is in the chat follows joining and leaving, and its end is known', () => {
  const items = [
    event('CUSTOMER', 'participant.joined', 'Ann'),
    event('AGENT', 'participant.joined', 'Mori'),
    event('AGENT', 'participant.left', 'Mori'),
    event('AGENT', 'participant.left', 'Nobody'),
    event('SYSTEM', 'transfer.succeeded', ''),
    event('AGENT', 'participant.joined', 'Ono'),
  ];
  assert.deepEqual(agentsOf(items), ['Ono']);
  assert.equal(hasEnded(items), false);
  assert.equal(hasEnded([...items, event('SYSTEM', 'chat.ended', '')]), true);
});

test('what arrives takes one message off its way: by id, else the first of the same text', () => {
  const outbox = [
    pending('x', { clientToken: '1' }),
    pending('x', { clientToken: '2', id: 'known' }),
    pending('y'),
  ];
  const tokens = (list: Pending[]) => list.map((one) => one.clientToken);
  assert.deepEqual(tokens(settle(outbox, item('CUSTOMER', 'x', { Id: 'known' }))), ['1', 't y']);
  assert.deepEqual(tokens(settle(outbox, item('CUSTOMER', 'x'))), ['2', 't y']);
  assert.equal(settle(outbox, item('AGENT', 'x')).length, 3);
  assert.equal(settle(outbox, item('CUSTOMER', 'z')).length, 3);
});

test('messages are sent in order, again while it may help, and marked when refused', async () => {
  const answers: (number | string)[] = [0, 503, 'i1', 400, 429, 'i3'];
  const sent: string[] = [];
  const outbox = [pending('a'), pending('b'), pending('c')];
  const paused: number[] = [];
  const delivery: Delivery = {
    token: () => 'token',
    next: () => outbox.find((one) => one.state === 'sending'),
    send: async (_, text) => {
      const answer = answers.shift()!;
      sent.push(text);
      if (typeof answer === 'number') throw new ChatError(answer, 'x', answer === 429 ? 7 : undefined);
      return answer;
    },
    settled: (one, result) => {
      one.state = result === 'failed' ? 'failed' : 'sent';
    },
    pause: async (millis) => void paused.push(millis),
  };
  await deliver(delivery);
  assert.deepEqual(sent, ['a', 'a', 'a', 'b', 'c', 'c']);
  assert.deepEqual(
    outbox.map((one) => one.state),
    ['sent', 'failed', 'sent'],
  );
  assert.deepEqual(paused, [600, 1_200, 7_000]);
});

test('a stream reads the same in whatever pieces it comes', () => {
  const text =
    ': beat\n\nretry: 2000\nevent: hello\ndata: {}\n\nid: 7\nevent: item\ndata: {"a":"あ\\n"}\n\ndata: 1\ndata: 2\n\n';
  const whole: ServerEvent[] = [];
  eventParser((one) => whole.push(one))(text);
  assert.deepEqual(whole, [
    { event: 'hello', id: undefined, data: '{}' },
    { event: 'item', id: '7', data: '{"a":"あ\\n"}' },
    { event: 'message', id: undefined, data: '1\n2' },
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      const pieces: ServerEvent[] = [];
      const parse = eventParser((one) => pieces.push(one));
      for (const [index, end] of at.slice(1).entries()) parse(text.slice(at[index], end));
      assert.deepEqual(pieces, whole);
    }),
  );
});

test('small pages speak both languages, with the same values in their texts', () => {
  for (const texts of [chatTexts, phoneTexts]) {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const english = texts.en as Record<string, string>;
    for (const [key, text] of Object.entries(texts.ja)) {
      assert.notEqual(text.trim(), '', key);
      assert.match(text, /[\u3040-\u30ff\u4e00-\u9fff]/, key);
      assert.deepEqual(places(text), places(english[key]!), key);
    }
  }
  assert.equal(fill('{name} {other}', { name: '$&', toString: 'x' }), '$& {other}');
  assert.equal(languageOf(null, ['fr', 'ja-JP', 'en']), 'ja');
  assert.equal(languageOf(null, ['fr']), 'en');
  assert.equal(languageOf('xx', ['ja']), 'ja');
  assert.equal(stateText(phoneTexts.en, 'ON_HOLD'), 'On hold');
  assert.equal(stateText(phoneTexts.en, 'constructor'), 'In conversation');
});
