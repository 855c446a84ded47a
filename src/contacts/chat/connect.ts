import { newId } from '../../database/ids.ts';
import { accessDenied } from '../../wire/refusal.ts';
import { type ChatCore, limit } from './core.ts';
import { eventTypes } from './item.ts';
import { lockChat } from './store/chats.ts';
import { insertItem } from './store/items.ts';
import {
  findConnection,
  findParticipant,
  insertConnection,
  markJoined,
  type Participant,
} from './store/participants.ts';
import { hashOf, type Token } from './tokens.ts';

/** AWS: a connection token lives a day. */
const connectionMillis = 24 * 3_600_000;
/** Pages of one customer; older connections go when more are made. */
const connectionsKept = 20;

/** A participant who holds a connection. */
export interface Connected extends Participant {
  expiresAt: Date;
}

const unknown = () =>
  accessDenied('The participant or connection token is not valid, or it has expired; start a new chat');

/**
 * Who holds this connection token. Refuses (403) a forged or expired one, and, unless `whoLeft`, one of somebody who
 * left the chat.
 */
export async function connected(
  core: ChatCore,
  token: string,
  { whoLeft = false }: { whoLeft?: boolean } = {},
): Promise<Connected> {
  const read = core.tokens.read(token);
  if (read?.kind !== 'connection') throw unknown();
  const found = await findConnection(core.house.sql, read.domainId, hashOf(read.body));
  if (!found || found.expiresAt <= core.house.clock()) throw unknown();
  if (found.leftAt && !whoLeft) throw accessDenied('You have left this chat; start a new one');
  return found;
}

/** The participant of any token of this installation, for the door; undefined when it is no good. */
export async function holderOf(core: ChatCore, token: string): Promise<Participant | undefined> {
  const read = core.tokens.read(token);
  if (!read) return undefined;
  const now = core.house.clock();
  if (read.kind === 'participant') return participantOf(core, read);
  const found = await findConnection(core.house.sql, read.domainId, hashOf(read.body));
  return found && found.expiresAt > now ? found : undefined;
}

const participantOf = (core: ChatCore, { domainId, body }: Token) =>
  /^[0-9a-f]{32}$/.test(body) ? findParticipant(core.house.sql, domainId, body) : undefined;

/** A connection for the holder of a participant token; the first one says that the customer has joined. */
export async function makeConnection(
  core: ChatCore,
  participantToken: string,
): Promise<{ token: string; expiresAt: Date; participant: Participant }> {
  const read = core.tokens.read(participantToken);
  const participant = read?.kind === 'participant' ? await participantOf(core, read) : undefined;
  if (!participant || participant.leftAt) throw unknown();
  limit(core.limits.reads, participant.participantId, 'connections');
  const { token, hash } = core.tokens.connection(participant.domainId);
  const madeAt = core.house.clock();
  const expiresAt = new Date(madeAt.getTime() + connectionMillis);
  const { domainId, participantId, chatId } = participant;
  await core.house.sql.begin(async (tx) => {
    // The chat before its participants, as everywhere: whoever holds them the other way round waits for ever.
    const chat = participant.joinedAt ? undefined : await lockChat(tx, domainId, chatId);
    await insertConnection(tx, { domainId, participantId, hash, madeAt, expiresAt }, connectionsKept);
    if (!chat || chat.endedAt || !(await markJoined(tx, domainId, participantId, madeAt))) return;
    await insertItem(tx, domainId, chatId, {
      itemId: newId(),
      contactId: chat.contactId,
      kind: 'EVENT',
      ...{ participantId, role: participant.role, displayName: participant.displayName },
      contentType: eventTypes.joined,
      content: '',
      at: core.house.clock(),
    });
  });
  return { token, expiresAt, participant };
}
