import { Refusal } from '../../wire/refusal.ts';

/** Languages in which the system speaks to a customer. */
export type Language = 'ja' | 'en';

/** Who said or did it. */
export type ItemRole = 'CUSTOMER' | 'AGENT' | 'SYSTEM';

/** One line of a transcript: a message, or an event such as somebody joining. */
export interface ChatItem {
  /** The chat it was said in; another one when the chat that is read goes on with it. */
  chatId: string;
  /** Place in the chat without gaps, from 1 or after the last of the chat it goes on with. */
  sequence: number;
  itemId: string;
  contactId: string;
  kind: 'MESSAGE' | 'EVENT';
  participantId: string | undefined;
  role: ItemRole;
  displayName: string;
  contentType: string;
  content: string;
  at: Date;
  deliveredAt: Date | undefined;
  readAt: Date | undefined;
  /** Participant whose receipts these are. */
  receiptBy: string | undefined;
}

const event = (name: string) => `application/vnd.amazonaws.connect.event.${name}`;

/** Content types of the events kept in a transcript. */
export const eventTypes = {
  joined: event('participant.joined'),
  left: event('participant.left'),
  ended: event('chat.ended'),
  transferred: event('transfer.succeeded'),
  /** The first item of a chat that goes on with an earlier one. */
  continued: event('chat.rehydrated'),
} as const;

/** Content types of the events a participant sends; none is kept as an item. */
export const signalTypes = {
  typing: event('typing'),
  delivered: event('message.delivered'),
  read: event('message.read'),
  /** No longer kept by AWS since the end of 2024; accepted without effect. */
  acknowledged: event('connection.acknowledged'),
} as const;

/** AWS: longest content by type, in characters. */
const longest: Readonly<Record<string, number>> = {
  'text/plain': 1_024,
  'text/markdown': 1_024,
  'application/json': 12_000,
  'application/vnd.amazonaws.connect.message.interactive.response': 12_288,
};

/** Types a chat may be opened with. */
export const messageTypes: readonly string[] = [
  ...Object.keys(longest),
  'application/vnd.amazonaws.connect.message.interactive',
];

/** Most characters of a typed message. */
export const longestText = 1_024;

/** Refuses (400) a message of a type this chat does not take, or too long, or with characters that are none. */
export function checkMessage(contentType: string, content: string, allowed: readonly string[]): void {
  const limit = Object.hasOwn(longest, contentType) ? longest[contentType]! : 0;
  if (limit === 0 || !allowed.includes(contentType)) {
    throw new Refusal('ValidationException', `ContentType has to be one of this chat: ${allowed.join(', ')}`);
  }
  const length = [...content].length;
  if (length > limit) {
    throw new Refusal(
      'ValidationException',
      `Content has ${length} characters; ${contentType} takes ${limit}. Send it in parts.`,
    );
  }
  if (content.includes('\0') || !content.isWellFormed()) {
    throw new Refusal('ValidationException', 'Content has to be Unicode text without the character U+0000');
  }
  if (content.trim() === '') throw new Refusal('ValidationException', 'Content is empty; write something');
  if (contentType.startsWith('application/')) checkJson(content);
}

function checkJson(content: string): void {
  try {
    JSON.parse(content);
  } catch {
    throw new Refusal('ValidationException', 'Content has to be JSON, as its ContentType says');
  }
}

/** Refuses (400) a client token that cannot be stored. */
export function checkClientToken(token: string | undefined): void {
  if (token?.includes('\0') || token?.isWellFormed() === false) {
    throw new Refusal(
      'ValidationException',
      'ClientToken has to be Unicode text without the character U+0000',
    );
  }
}

/** The message a receipt is for; refuses (400) what is not `{"messageId": "…"}`. */
export function messageOfReceipt(content: string | undefined): string {
  try {
    const { messageId } = JSON.parse(content ?? '') as { messageId?: unknown };
    const plain = typeof messageId === 'string' ? messageId.replaceAll('-', '').toLowerCase() : '';
    if (/^[0-9a-f]{32}$/.test(plain)) return plain;
  } catch {
    // Falls through to the refusal below.
  }
  throw new Refusal(
    'ValidationException',
    'Content of a receipt has to be {"messageId": "<id of a message>"}',
  );
}

/** One item of a chat, or of one it goes on with, as the participant service gives it; times in ISO 8601. */
export function toWireItem(item: ChatItem, chatId: string) {
  const receipt = receiptOf(item);
  return {
    AbsoluteTime: item.at.toISOString(),
    ...(item.kind === 'MESSAGE' ? { Content: item.content } : {}),
    ContentType: item.contentType,
    Id: item.itemId,
    Type: item.kind,
    ...(item.participantId ? { ParticipantId: item.participantId } : {}),
    ...(item.displayName ? { DisplayName: item.displayName } : {}),
    ParticipantRole: item.role,
    ...(item.chatId === chatId ? { ContactId: item.contactId } : { RelatedContactId: item.contactId }),
    ...(receipt ? { MessageMetadata: { MessageId: item.itemId, Receipts: [receipt] } } : {}),
  } as const;
}

function receiptOf(item: ChatItem) {
  if (!item.deliveredAt && !item.readAt) return undefined;
  return {
    ...(item.deliveredAt ? { DeliveredTimestamp: item.deliveredAt.toISOString() } : {}),
    ...(item.readAt ? { ReadTimestamp: item.readAt.toISOString() } : {}),
    ...(item.receiptBy ? { RecipientParticipantId: item.receiptBy } : {}),
  };
}

/** One item as our own screens get it; the API turns Dates into seconds. */
export function toScreenItem(item: ChatItem) {
  return {
    Id: item.itemId,
    Type: item.kind,
    ParticipantRole: item.role,
    DisplayName: item.displayName,
    ContentType: item.contentType,
    Content: item.content,
    Sequence: item.sequence,
    At: item.at,
    ...(item.deliveredAt ? { DeliveredAt: item.deliveredAt } : {}),
    ...(item.readAt ? { ReadAt: item.readAt } : {}),
  };
}

/** The same for the event stream, where times are seconds already. */
export function toStreamItem(item: ChatItem) {
  const seconds = (at: Date | undefined) => (at ? at.getTime() / 1_000 : undefined);
  return {
    ...toScreenItem(item),
    At: item.at.getTime() / 1_000,
    DeliveredAt: seconds(item.deliveredAt),
    ReadAt: seconds(item.readAt),
  };
}
