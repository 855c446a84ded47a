import { z } from 'zod';
import { findUserByEmail } from '../../../access/store/users.ts';
import type { Call, Role } from '../../../wire/call.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../../wire/nayose.ts';
import { fromToken, toToken } from '../../../wire/pageToken.ts';
import { accessDenied, notFound } from '../../../wire/refusal.ts';
import type { ChatCore } from '../core.ts';
import { toScreenItem } from '../item.ts';
import { sendMessage } from '../sendMessage.ts';
import { sendReceipt, sendTyping } from '../sendSignal.ts';
import { type ChatRow, findChatOfContact } from '../store/chats.ts';
import { listItems } from '../store/items.ts';
import { listAgents } from '../store/participants.ts';

const everyone: readonly Role[] = ['admin', 'supervisor', 'agent'];
const pageSize = 100;

const contactId = z.string().regex(/^[0-9A-Fa-f-]{32,36}$/, 'has to be the id of a contact');
const place = z.object({ DomainName: z.string(), ContactId: contactId });

const item = z.object({
  Id: z.string(),
  Type: z.enum(['MESSAGE', 'EVENT']),
  ParticipantRole: z.enum(['CUSTOMER', 'AGENT', 'SYSTEM']),
  DisplayName: z.string(),
  ContentType: z.string(),
  Content: z.string(),
  At: timestamp,
  DeliveredAt: timestamp.optional(),
  ReadAt: timestamp.optional(),
  Sequence: z.number(),
});

/** What an agent does in a chat. */
export const agentOperations = (core: ChatCore): NayoseOperation[] => [
  getChat(core),
  sendChatMessage(core),
  sendChatEvent(core),
];

const getChat = (core: ChatCore) =>
  defineOperation({
    name: 'GetChat',
    summary: 'The conversation of a chat contact: the latest page first, within a page oldest first.',
    input: place.extend({ NextToken: z.string().optional() }),
    output: z.object({ Items: z.array(item), NextToken: z.string().optional() }),
    roles: everyone,
    async handler({ DomainName, ContactId, NextToken }, call) {
      const chat = await chatOf(core, call, DomainName, ContactId);
      const to = fromToken(NextToken, ['number'])?.[0];
      const rows = await listItems(core.house.sql, chat.domainId, chat.chatId, {
        ...{ to, direction: 'BACKWARD', limit: pageSize + 1 },
      });
      const next = rows[pageSize];
      return {
        Items: rows.slice(0, pageSize).reverse().map(toScreenItem),
        ...(next ? { NextToken: toToken([next.sequence]) } : {}),
      };
    },
  });

const sendChatMessage = (core: ChatCore) =>
  defineOperation({
    name: 'SendChatMessage',
    summary: 'Sends a message to the customer of a chat; the same ClientToken sends it once.',
    input: place.extend({ ClientToken: z.string().min(1).max(500), Text: z.string() }),
    output: z.object({ MessageId: z.string(), At: timestamp, Sequence: z.number() }),
    roles: everyone,
    async handler({ DomainName, ContactId, ClientToken, Text }, call) {
      const chat = await chatOf(core, call, DomainName, ContactId);
      const agent = await agentIn(core, call, chat);
      const message = { contentType: 'text/plain', content: Text, clientToken: ClientToken };
      const { itemId, at, sequence } = await sendMessage(core, agent, message);
      return { MessageId: itemId, At: at, Sequence: sequence };
    },
  });

const sendChatEvent = (core: ChatCore) =>
  defineOperation({
    name: 'SendChatEvent',
    summary: 'Shows the customer that the agent writes, or has read up to a message (without one: all).',
    input: place.extend({
      Kind: z.enum(['TYPING', 'READ']),
      MessageId: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .optional(),
    }),
    output: z.object({}),
    roles: everyone,
    async handler({ DomainName, ContactId, Kind, MessageId }, call) {
      const chat = await chatOf(core, call, DomainName, ContactId);
      const agent = await agentIn(core, call, chat);
      if (Kind === 'TYPING') await sendTyping(core, agent, chat);
      else await sendReceipt(core, agent, { kind: 'read', messageId: MessageId });
      return {};
    },
  });

async function chatOf(core: ChatCore, { caller }: Call, domainName: string, id: string): Promise<ChatRow> {
  const { domainId } = await core.house.domains.get(caller.accountId, domainName);
  const plain = id.replaceAll('-', '').toLowerCase();
  const chat = plain.length === 32 ? await findChatOfContact(core.house.sql, domainId, plain) : undefined;
  if (!chat) throw notFound('There is no chat with this contact');
  return chat;
}

/** The caller as an agent of this chat; refuses (403) everyone who is not in it. */
async function agentIn(core: ChatCore, { caller }: Call, chat: ChatRow) {
  const email = /:user\/(.+)$/.exec(caller.arn)?.[1];
  const user = email ? await findUserByEmail(core.house.sql, email) : undefined;
  const agents = user ? await listAgents(core.house.sql, chat.domainId, chat.chatId) : [];
  const agent = agents.find((one) => one.userId === user?.userId);
  if (agent) return agent;
  if (chat.endedAt) throw accessDenied('The chat has ended; nothing can be sent any more');
  throw accessDenied('Only the agent who has accepted this chat writes in it; accept it first');
}
