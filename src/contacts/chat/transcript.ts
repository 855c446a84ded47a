import { fromToken, toToken } from '../../wire/pageToken.ts';
import { Refusal } from '../../wire/refusal.ts';
import type { ChatCore } from './core.ts';
import type { ChatItem } from './item.ts';
import { type ItemRange, lastSequence, listItems, sequenceAt, sequenceOf } from './store/items.ts';

/** Which part of a transcript, as the participant service asks for it. */
export interface TranscriptQuery {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
  ScanDirection?: 'FORWARD' | 'BACKWARD' | undefined;
  SortOrder?: 'ASCENDING' | 'DESCENDING' | undefined;
  StartPosition?:
    | { Id?: string | undefined; AbsoluteTime?: string | undefined; MostRecent?: number | undefined }
    | undefined;
}

/** AWS: the page size when none is asked for. */
const usualPage = 10;

/**
 * A page of a transcript. AWS: backward from the end unless a start is given, then forward from it; newest first unless
 * asked otherwise, within the page.
 */
export async function readTranscript(
  core: ChatCore,
  chat: { domainId: number; chatId: string },
  query: TranscriptQuery,
): Promise<{ items: ChatItem[]; nextToken: string | undefined }> {
  const { sql } = core.house;
  const limit = query.MaxResults || usualPage;
  const direction = query.ScanDirection ?? (query.StartPosition ? 'FORWARD' : 'BACKWARD');
  const start = await startOf(core, chat, query, direction);
  if (start === 'nothing') return { items: [], nextToken: undefined };
  const range: ItemRange = { direction, limit: limit + 1 };
  if (start !== undefined && direction === 'FORWARD') range.from = start;
  if (start !== undefined && direction === 'BACKWARD') range.to = start;
  const rows = await listItems(sql, chat.domainId, chat.chatId, range);
  const next = rows[limit];
  const items = rows
    .slice(0, limit)
    .sort((a, b) => (query.SortOrder === 'ASCENDING' ? a.sequence - b.sequence : b.sequence - a.sequence));
  return { items, nextToken: next && toToken([next.sequence]) };
}

/** Place where reading starts; undefined: at the end that the direction begins with. */
async function startOf(
  core: ChatCore,
  { domainId, chatId }: { domainId: number; chatId: string },
  { NextToken, StartPosition }: TranscriptQuery,
  direction: ItemRange['direction'],
): Promise<number | undefined | 'nothing'> {
  const { sql } = core.house;
  const place = fromToken(NextToken, ['number']);
  if (place) return place[0];
  if (!StartPosition) return undefined;
  const { Id, AbsoluteTime, MostRecent } = StartPosition;
  if (Id !== undefined) {
    const id = Id.replaceAll('-', '').toLowerCase();
    const found = /^[0-9a-f]{32}$/.test(id) ? await sequenceOf(sql, domainId, chatId, id) : undefined;
    if (found === undefined)
      throw new Refusal('ValidationException', 'StartPosition.Id names no item of this chat');
    return found;
  }
  if (AbsoluteTime !== undefined) {
    const at = new Date(AbsoluteTime);
    if (Number.isNaN(at.getTime()) || !/^\d{4}-/.test(AbsoluteTime)) {
      throw new Refusal('ValidationException', 'StartPosition.AbsoluteTime has to be a time in ISO 8601');
    }
    return (await sequenceAt(sql, domainId, chatId, at, direction)) ?? 'nothing';
  }
  if (MostRecent === undefined) return undefined;
  const last = await lastSequence(sql, domainId, chatId);
  return Math.max(1, last - Math.max(MostRecent, 1) + 1);
}
