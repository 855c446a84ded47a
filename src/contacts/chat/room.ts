import { homeRegion } from '../../access/account.ts';
import type { Sql } from '../../database/connection.ts';
import type { Caller } from '../../wire/call.ts';
import type { NayoseOperation } from '../../wire/nayose.ts';
import type { ConnectOperations, ConnectParticipantOperations, PartlyBuilt } from '../../wire/operations.ts';
import { announceItems } from './announce.ts';
import { recordChange, say } from './changes.ts';
import { holderOf } from './connect.ts';
import { type ChatCore, type ChatDeps, createCore } from './core.ts';
import { type ChatDoor, createChatDoor } from './door.ts';
import { agentOperations } from './operations/agents.ts';
import { participantOperations } from './operations/participant.ts';
import { startChatContact } from './operations/startChatContact.ts';
import { widgetOperations } from './operations/widget.ts';
import type { ChatRecord, ChatSummary } from './seam.ts';
import { listOverdue, markAllPagesGone, markPage } from './store/chats.ts';
import { listSummaries } from './store/items.ts';
import { accountOfDomain, deleteExpiredConnections } from './store/participants.ts';

const sweepMillis = 15_000;
/** A customer whose page is closed for so long, with no agent in the chat, has gone. */
const goneMillis = 5 * 60_000;

/** The chat of one process. */
export interface ChatRoom extends ChatRecord {
  participant: PartlyBuilt<ConnectParticipantOperations>;
  startChatContact: ConnectOperations['StartChatContact'];
  operations: NayoseOperation[];
  /** For the AWS door: who holds a participant or connection token. */
  participants: { find: (token: string) => Promise<Caller | undefined> };
  door: ChatDoor;
  /** Ends chats whose time is up or whose customer has gone; called by a timer. */
  sweep(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the chat together; nothing runs before `start`. */
export function createChatRoom(deps: ChatDeps): ChatRoom {
  const core = createCore(deps);
  const door = createChatDoor(core);
  const sweep = () => endOverdue(core);
  let timer: NodeJS.Timeout | undefined;
  let deaf: (() => Promise<void>) | undefined;
  return {
    participant: participantOperations(core),
    startChatContact: startChatContact(core),
    operations: [...agentOperations(core), ...widgetOperations(core)],
    participants: { find: (token) => callerOf(core, token) },
    door,
    changed: (tx, domainId, contactId, change) => recordChange(core, tx, domainId, contactId, change),
    say: (tx, domainId, contactId, text) => say(core, tx, domainId, contactId, text),
    summaries,
    sweep,
    async start() {
      deaf = await announceItems(core);
      await markAllPagesGone(core.house.sql, core.house.clock());
      timer = setInterval(
        () => void sweep().catch((cause: Error) => core.log(`chat sweep failed: ${cause.message}`)),
        sweepMillis,
      );
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      door.stop();
      await deaf?.();
    },
  };
}

async function summaries(
  sql: Sql,
  domainId: number,
  contactIds: readonly string[],
): Promise<Map<string, ChatSummary>> {
  if (contactIds.length === 0) return new Map();
  const rows = await listSummaries(sql, domainId, contactIds);
  return new Map(
    rows.map(({ contactId, unread, text, at, role }): [string, ChatSummary] => [
      contactId,
      {
        Unread: unread,
        ...(text !== null && at && role ? { LastMessage: { Text: text, At: at, From: role } } : {}),
      },
    ]),
  );
}

async function callerOf(core: ChatCore, token: string): Promise<Caller | undefined> {
  const holder = await holderOf(core, token);
  const accountId = holder && (await accountOfDomain(core.house.sql, holder.domainId));
  if (!holder || !accountId) return undefined;
  const arn = `arn:aws:connect:${homeRegion}:${accountId}:participant/${holder.participantId}`;
  return { accountId, arn, region: homeRegion, role: 'agent' };
}

async function endOverdue(core: ChatCore): Promise<void> {
  const now = core.house.clock();
  await deleteExpiredConnections(core.house.sql, now);
  const goneBefore = new Date(now.getTime() - goneMillis);
  for (const { domainId, chatId, contactId, expired } of await listOverdue(core.house.sql, now, goneBefore)) {
    if (!expired && core.live.count(chatId) > 0) {
      // The page closed and opened in one moment, and the wrong note was written last.
      await markPage(core.house.sql, domainId, chatId, undefined);
      continue;
    }
    const reason = expired ? 'EXPIRED' : 'CUSTOMER_DISCONNECT';
    await core.contacts
      .endChat(domainId, contactId, reason)
      .catch((cause: Error) => core.log(`chat ${chatId} could not be ended: ${cause.message}`));
  }
}
