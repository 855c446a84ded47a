import { createHash } from 'node:crypto';
import { newId } from '../../database/ids.ts';
import type { Domain } from '../../profiles/domain.ts';
import { Refusal } from '../../wire/refusal.ts';
import type { ChatCore } from './core.ts';
import { checkClientToken, checkMessage, eventTypes, type Language } from './item.ts';
import type { ChatStart } from './seam.ts';
import { findStart, insertChat, lockChat, type PastChat } from './store/chats.ts';
import { insertItem } from './store/items.ts';
import { findCustomer, insertParticipant } from './store/participants.ts';

/** A chat to be opened. */
export interface WantedChat extends ChatStart {
  language: Language;
  contentTypes: string[];
  minutes: number;
  initialMessage?: { contentType: string; content: string };
  /** The same token opens the same chat, however often it is sent. */
  clientToken?: string | undefined;
  /** Where a page opened it from; undefined for a program with a signature. */
  network?: string;
  /** What it goes on with (see `pastChat`). */
  past?: PastChat | undefined;
}

/** A chat that is open; the tokens are for the customer alone. */
export interface StartedChat {
  contactId: string;
  participantId: string;
  participantToken: string;
  /** The contact of an earlier chat that it goes on from. */
  continuedFrom: string | undefined;
}

/** AWS: a chat lasts 25 hours unless ChatDurationInMinutes says otherwise. */
export const defaultMinutes = 1_500;

/** Opens a chat: contact, conversation and customer in one transaction. */
export async function startChat(core: ChatCore, domain: Domain, wanted: WantedChat): Promise<StartedChat> {
  const { domainId } = domain;
  const { initialMessage, clientToken } = wanted;
  checkClientToken(clientToken);
  if (initialMessage) checkMessage(initialMessage.contentType, initialMessage.content, wanted.contentTypes);
  const start = clientToken ? { token: clientToken, digest: digestOf(wanted) } : undefined;
  const before = start && (await startedBefore(core, domainId, start));
  if (before) return before;
  const participantId = newId();
  const taken = Symbol('the token was used meanwhile');
  try {
    const { contactId } = await core.contacts.startChat(domain, contactOf(wanted), async (tx, id) => {
      const startedAt = core.house.clock();
      const expiresAt = new Date(startedAt.getTime() + wanted.minutes * 60_000);
      const { language, contentTypes, network, displayName, past } = wanted;
      const chat = {
        domainId,
        chatId: id,
        language,
        contentTypes,
        startedAt,
        expiresAt,
        start,
        network,
        past,
      };
      if (!(await insertChat(tx, chat))) throw taken;
      const customer = { domainId, participantId, chatId: id, role: 'CUSTOMER', displayName } as const;
      await insertParticipant(tx, { ...customer, userId: undefined, joinedAt: undefined, leftAt: undefined });
      if (!initialMessage && !past) return;
      await lockChat(tx, domainId, id);
      const item = { contactId: id, at: startedAt };
      if (past) await insertItem(tx, domainId, id, { ...continuation, ...item, itemId: newId() });
      if (!initialMessage) return;
      const message = {
        kind: 'MESSAGE',
        participantId,
        role: 'CUSTOMER',
        displayName,
        ...initialMessage,
      } as const;
      await insertItem(tx, domainId, id, { ...message, ...item, itemId: newId() });
    });
    const participantToken = core.tokens.participant(domainId, participantId);
    return { contactId, participantId, participantToken, continuedFrom: wanted.past?.contactId };
  } catch (cause) {
    const other = cause === taken && start ? await startedBefore(core, domainId, start) : undefined;
    if (other) return other;
    throw cause;
  }
}

const continuation = {
  ...({ kind: 'EVENT', role: 'SYSTEM', contentType: eventTypes.continued } as const),
  ...{ participantId: undefined, displayName: '', content: '' },
};

const contactOf = (wanted: WantedChat): ChatStart => ({
  displayName: wanted.displayName,
  initiationMethod: wanted.initiationMethod,
  attributes: wanted.attributes,
  region: wanted.region,
  ...(wanted.customerEndpoint ? { customerEndpoint: wanted.customerEndpoint } : {}),
  ...(wanted.past
    ? { relatedContactId: wanted.past.contactId, sameCustomerAs: wanted.past.contactId }
    : wanted.relatedContactId && { relatedContactId: wanted.relatedContactId }),
  ...(wanted.flowId ? { flowId: wanted.flowId } : {}),
});

/** What makes one request differ from another under the same token. */
const digestOf = ({ displayName, attributes, customerEndpoint, initialMessage, past }: WantedChat) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ...[displayName, Object.entries(attributes).sort(), customerEndpoint, initialMessage],
        // Absent where there is none: a token that was used before there were such chats stays the same.
        ...(past ? [past] : []),
      ]),
    )
    .digest();

async function startedBefore(
  core: ChatCore,
  domainId: number,
  start: { token: string; digest: Buffer },
): Promise<StartedChat | undefined> {
  const { sql } = core.house;
  const found = await findStart(sql, domainId, start.token);
  if (!found) return undefined;
  if (!found.digest.equals(start.digest)) {
    throw new Refusal(
      'InvalidRequestException',
      'ClientToken opened another chat; use a new one for each chat',
    );
  }
  const customer = await findCustomer(sql, domainId, found.chatId);
  if (!customer) return undefined;
  const { participantId } = customer;
  const participantToken = core.tokens.participant(domainId, participantId);
  const { pastContactId: continuedFrom } = found;
  return { contactId: found.chatId, participantId, participantToken, continuedFrom };
}
