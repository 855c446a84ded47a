import type { Sql } from '../../database/connection.ts';
import { newId } from '../../database/ids.ts';
import { accessDenied } from '../../wire/refusal.ts';
import { type ChatCore, limit } from './core.ts';
import { eventTypes } from './item.ts';
import { socketLimits } from './limits.ts';
import { type ChatRow, findChatOfId, lockChat } from './store/chats.ts';
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

/** What a connection is asked to have. */
export interface WantedConnection {
  /** A connection token, for requests and the event stream. */
  credentials: boolean;
  /** A websocket: the address of this house as the client reached it, such as `https://nayose.example`. */
  socketAt?: string;
}

/** A new connection, as the participant service and StartChatContact give it; times in ISO 8601. */
export interface NewConnection {
  ConnectionCredentials?: { ConnectionToken: string; Expiry: string };
  Websocket?: { Url: string; ConnectionExpiry: string };
}

/**
 * A connection for the holder of a participant token; the first one says that the customer has joined. Refuses (403) a
 * token that is no good, and a websocket of a chat that has ended: by that clients learn of an end they have missed.
 */
export async function makeConnection(
  core: ChatCore,
  participantToken: string,
  wanted: WantedConnection,
): Promise<NewConnection> {
  const read = core.tokens.read(participantToken);
  const participant = read?.kind === 'participant' ? await participantOf(core, read) : undefined;
  if (!participant || participant.leftAt) throw unknown();
  const { domainId, chatId, participantId } = participant;
  limit(core.limits.reads, participantId, 'connections');
  if (wanted.socketAt !== undefined && (await findChatOfId(core.house.sql, domainId, chatId))?.endedAt)
    throw accessDenied('The chat has ended; start a new one');
  const madeAt = core.house.clock();
  const expiresAt = new Date(madeAt.getTime() + connectionMillis);
  const credentials = wanted.credentials ? core.tokens.connection(domainId) : undefined;
  await core.house.sql.begin(async (tx) => {
    // The chat before its participants, as everywhere: whoever holds them the other way round waits for ever.
    const chat = participant.joinedAt ? undefined : await lockChat(tx, domainId, chatId);
    if (credentials) {
      const { hash } = credentials;
      await insertConnection(tx, { domainId, participantId, hash, madeAt, expiresAt }, connectionsKept);
    }
    if (chat && !chat.endedAt) await join(core, tx, participant, chat, madeAt);
  });
  return {
    ...(credentials && {
      ConnectionCredentials: { ConnectionToken: credentials.token, Expiry: expiresAt.toISOString() },
    }),
    ...(wanted.socketAt !== undefined && {
      Websocket: websocketOf(core, participant, wanted.socketAt, madeAt),
    }),
  };
}

async function join(
  core: ChatCore,
  tx: Sql,
  participant: Participant,
  chat: ChatRow,
  at: Date,
): Promise<void> {
  const { domainId, participantId, chatId, role, displayName } = participant;
  if (!(await markJoined(tx, domainId, participantId, at))) return;
  await insertItem(tx, domainId, chatId, {
    ...{ itemId: newId(), contactId: chat.contactId, kind: 'EVENT', participantId, role, displayName },
    ...{ contentType: eventTypes.joined, content: '', at: core.house.clock() },
  });
}

function websocketOf(core: ChatCore, { domainId, participantId }: Participant, at: string, madeAt: Date) {
  const url = new URL('/public/chat-socket', at);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  // The official library opens plain addresses on this name alone.
  if (url.protocol === 'ws:' && url.hostname === 'localhost') url.hostname = '127.0.0.1';
  url.searchParams.set('ticket', core.tokens.ticket({ domainId, participantId, madeAt }));
  const expiry = new Date(madeAt.getTime() + socketLimits.lifeMillis);
  return { Url: url.href, ConnectionExpiry: expiry.toISOString() };
}

/** The holder of a websocket's ticket, and until when the websocket lasts; undefined when the ticket is no good (any more). */
export async function ticketHolder(core: ChatCore, text: string): Promise<Connected | undefined> {
  const ticket = core.tokens.readTicket(text);
  if (!ticket) return undefined;
  const { domainId, participantId, madeAt } = ticket;
  const age = core.house.clock().getTime() - madeAt.getTime();
  if (age > socketLimits.openWithinMillis) return undefined;
  const participant = await findParticipant(core.house.sql, domainId, participantId);
  if (!participant || participant.leftAt) return undefined;
  return { ...participant, expiresAt: new Date(madeAt.getTime() + socketLimits.lifeMillis) };
}
