import { type ChatItem, signalTypes, toWireItem } from './item.ts';
import type { Signal } from './live.ts';

/** The one topic there is. */
const chatTopic = 'aws/chat';

/** What a participant's frame says; undefined for what is no frame of this protocol. */
export type Frame =
  | { kind: 'subscribe' | 'unsubscribe'; topics: string[] }
  | { kind: 'heartbeat' | 'ping' }
  | { kind: 'unknown' };

/** Reads `{"topic": …, "content": …}`. */
export function readFrame(text: string): Frame | undefined {
  const frame = parse(text);
  if (!isRecord(frame) || typeof frame['topic'] !== 'string') return undefined;
  const { topic, content } = frame as { topic: string; content?: unknown };
  if (topic === 'aws/heartbeat') return { kind: 'heartbeat' };
  if (topic === 'aws/ping') return { kind: 'ping' };
  if (topic !== 'aws/subscribe' && topic !== 'aws/unsubscribe') return { kind: 'unknown' };
  const topics = isRecord(content) ? content['topics'] : undefined;
  if (!Array.isArray(topics) || !topics.every((one) => typeof one === 'string')) return undefined;
  return { kind: topic === 'aws/subscribe' ? 'subscribe' : 'unsubscribe', topics };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether these topics can be had; all or none are. */
export const areKnown = (topics: readonly string[]): boolean =>
  topics.length > 0 && topics.every((topic) => topic === chatTopic);

/** Answers to what a participant says. */
export const answers = {
  topics: (kind: 'subscribe' | 'unsubscribe', topics: readonly string[]) =>
    JSON.stringify({
      topic: `aws/${kind}`,
      content: { status: areKnown(topics) ? 'success' : 'failure', topics },
    }),
  heartbeat: JSON.stringify({ topic: 'aws/heartbeat' }),
  ping: JSON.stringify({ topic: 'aws/ping', statusCode: 200, statusContent: 'OK' }),
  unknown: JSON.stringify({
    message:
      'There is no such topic here; expected aws/subscribe, aws/unsubscribe, aws/heartbeat or aws/ping',
  }),
};

/** Which conversation something belongs to: its first contact and the contact it is at now. */
export interface FrameOf {
  chatId: string;
  contactId: string;
}

/** An item as the chat topic carries it: as in a transcript, with the first contact, by which clients tell chats apart. */
export const itemFrame = (chatId: string, item: ChatItem): string =>
  chatFrame({ ...toWireItem(item, chatId), InitialContactId: chatId });

/** A typing mark or receipt of an agent. `id` and `now` are of this frame; nothing of it is stored. */
export function signalFrame(
  { chatId, contactId }: FrameOf,
  signal: Exclude<Signal, { kind: 'items' }>,
  { id, now }: { id: string; now: Date },
): string {
  const common = {
    ...{
      AbsoluteTime: now.toISOString(),
      Id: id,
      ParticipantId: signal.participantId,
      ParticipantRole: 'AGENT',
    },
    ...{ ContactId: contactId, InitialContactId: chatId },
  };
  if (signal.kind === 'typing') {
    const what = { ContentType: signalTypes.typing, Type: 'EVENT', DisplayName: signal.displayName };
    return chatFrame({ ...common, ...what });
  }
  const { messageId, read, at, participantId } = signal;
  const receipt = {
    [read ? 'ReadTimestamp' : 'DeliveredTimestamp']: at.toISOString(),
    RecipientParticipantId: participantId,
  };
  return chatFrame({
    ...common,
    Content: JSON.stringify({ messageId }),
    ContentType: read ? signalTypes.read : signalTypes.delivered,
    Type: 'MESSAGEMETADATA',
    MessageMetadata: { MessageId: messageId, Receipts: [receipt] },
  });
}

const chatFrame = (item: object) =>
  JSON.stringify({ content: JSON.stringify(item), contentType: 'application/json', topic: chatTopic });
