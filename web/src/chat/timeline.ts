import type { ChatItem } from './api.ts';
import type { Pending } from './keep.ts';

/** One row of the conversation as it is drawn. */
export type Row =
  | { kind: 'day'; key: string; at: number }
  | {
      kind: 'message';
      key: string;
      side: 'own' | 'other' | 'system';
      name: string;
      text: string;
      at: number;
      /** First of several messages of one sender. */
      first: boolean;
      /** Last of several: carries the time. */
      last: boolean;
      state: 'there' | 'sending' | 'sent' | 'failed';
      clientToken?: string;
      /** Latest message of the customer that was read. */
      read: boolean;
    }
  | {
      kind: 'event';
      key: string;
      event: Happening;
      name: string;
      at: number;
    };

type MessageRow = Extract<Row, { kind: 'message' }>;

type Happening = 'joined' | 'gone' | 'transferred' | 'ended' | 'continued';

const events: Readonly<Record<string, Happening>> = {
  'application/vnd.amazonaws.connect.event.participant.joined': 'joined',
  'application/vnd.amazonaws.connect.event.participant.left': 'gone',
  'application/vnd.amazonaws.connect.event.transfer.succeeded': 'transferred',
  'application/vnd.amazonaws.connect.event.chat.ended': 'ended',
  'application/vnd.amazonaws.connect.event.chat.rehydrated': 'continued',
};

const groupMillis = 3 * 60_000;

/** The rows of a conversation: what is there, then what is on its way. The customer's own coming and going is no news. */
export function rowsOf(items: readonly ChatItem[], outbox: readonly Pending[], readUpTo?: string): Row[] {
  const there = items.flatMap((item) => rowOf(item, readUpTo) ?? []);
  const rows: Row[] = [...there, ...outbox.map(pendingRow)];
  return group(withDays(rows));
}

function rowOf(item: ChatItem, readUpTo: string | undefined): Row | undefined {
  const at = Date.parse(item.AbsoluteTime);
  const name = item.DisplayName ?? '';
  const key = item.Id;
  if (item.Type === 'EVENT') {
    const event = events[item.ContentType];
    if (!event || (item.ParticipantRole === 'CUSTOMER' && event !== 'ended')) return undefined;
    return { kind: 'event', key, event, name, at };
  }
  const side =
    item.ParticipantRole === 'CUSTOMER' ? 'own' : item.ParticipantRole === 'AGENT' ? 'other' : 'system';
  const shown = { first: true, last: true, state: 'there', read: item.Id === readUpTo } as const;
  return { kind: 'message', key, side, name, text: item.Content ?? '', at, ...shown };
}

const pendingRow = ({ clientToken, text, at, state }: Pending): MessageRow => ({
  ...{ kind: 'message', key: clientToken, clientToken, side: 'own', name: '', text, at, state },
  ...{ first: true, last: true, read: false },
});

function withDays(rows: Row[]): Row[] {
  const withDays: Row[] = [];
  let day = '';
  for (const row of rows) {
    const its = new Date(row.at).toDateString();
    if (its !== day && day !== '') withDays.push({ kind: 'day', key: its, at: row.at });
    day = its;
    withDays.push(row);
  }
  return withDays;
}

function group(rows: Row[]): Row[] {
  const together = (one: Row | undefined, other: Row | undefined) =>
    one?.kind === 'message' &&
    other?.kind === 'message' &&
    one.side === other.side &&
    one.name === (other.name || one.name) &&
    Math.abs(other.at - one.at) < groupMillis;
  return rows.map((row, at) =>
    row.kind === 'message'
      ? { ...row, first: !together(rows[at - 1], row), last: !together(row, rows[at + 1]) }
      : row,
  );
}

/** The agents who are in the chat, by the names they joined with. */
export function agentsOf(items: readonly ChatItem[]): string[] {
  const names: string[] = [];
  for (const item of items) {
    if (item.ParticipantRole !== 'AGENT' || item.Type !== 'EVENT') continue;
    const name = item.DisplayName ?? '';
    if (events[item.ContentType] === 'joined') names.push(name);
    else if (events[item.ContentType] === 'gone') names.splice(names.indexOf(name) >>> 0, 1);
  }
  return names;
}

/** Whether the chat has ended; an earlier one, which it goes on with, always has. */
export const hasEnded = (items: readonly ChatItem[]): boolean =>
  items.some((item) => events[item.ContentType] === 'ended' && !item.RelatedContactId);

/** Messages on their way without those that the conversation has by now: by id, else by text, in their order. */
export function settle(outbox: readonly Pending[], item: ChatItem): Pending[] {
  if (item.ParticipantRole !== 'CUSTOMER' || item.Type !== 'MESSAGE') return [...outbox];
  const byId = outbox.findIndex((one) => one.id === item.Id);
  const at = byId >= 0 ? byId : outbox.findIndex((one) => !one.id && one.text === item.Content);
  return outbox.filter((_, index) => index !== at);
}
