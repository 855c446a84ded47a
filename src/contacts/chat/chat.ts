import { findUserById } from '../../access/store/users.ts';
import type { TransactionSql } from '../../database/connection.ts';
import { Refusal } from '../../wire/refusal.ts';
import { changeContact } from '../changeContact.ts';
import type { ContactRow } from '../contact.ts';
import { type ContactChanged, type ContactsCore, placeOfInstance } from '../core.ts';
import { openInstance } from '../openInstance.ts';
import { startContact } from '../startContact.ts';
import { findContact } from '../store/contacts.ts';
import { findQueue } from '../store/queues.ts';
import { type ChatRoom, createChatRoom } from './room.ts';
import type { ChatChange, ChatContacts } from './seam.ts';

/**
 * The chat among the contacts of this house: its conversations follow what happens to their contacts, and lists of
 * contacts show their latest messages.
 */
export function createChat(core: ContactsCore): ChatRoom {
  const room = createChatRoom({
    house: core.house,
    publish: core.publish,
    log: core.log,
    derive: core.secrets.derive,
    contacts: contactsOf(core),
  });
  core.hooks.changed.push(async (tx, change) => {
    if (change.after.channel !== 'CHAT') return;
    const { domainId } = change.after;
    for (const [contactId, what] of await changesOf(tx, change)) {
      await room.changed(tx, domainId, contactId, what);
    }
  });
  core.hooks.summaries = async (domainId, contacts) => {
    const chats = contacts
      .filter((contact) => contact.channel === 'CHAT')
      .map((contact) => contact.contactId);
    return room.summaries(core.house.sql, domainId, chats);
  };
  return room;
}

function contactsOf(core: ContactsCore): ChatContacts {
  return {
    domainOf: async (call, instanceId) => (await placeOfInstance(core, call, instanceId)).domain,
    async startChat(domain, start, alongside) {
      const { displayName, initiationMethod, attributes, customerEndpoint, relatedContactId } = start;
      await openInstance(core.house, domain);
      const known = await knownBy(core, domain.domainId, start.sameCustomerAs);
      const { contact } = await startContact(
        core,
        domain,
        {
          ...{ channel: 'CHAT', displayName, initiationMethod, attributes },
          ...(customerEndpoint ? { customer: customerEndpoint } : known),
          ...(relatedContactId ? { relatedContactId } : {}),
        },
        (tx, { contactId }) => alongside(tx, contactId),
      );
      return { contactId: contact.contactId };
    },
    async endChat(domainId, contactId, reason) {
      await changeContact(core, domainId, contactId, { action: 'end', reason }).catch((cause: unknown) => {
        // It has ended meanwhile: that is what was wanted.
        if (!(cause instanceof Refusal && cause.status === 409)) throw cause;
      });
    },
  };
}

/** How the customer of an earlier contact is reached, and whose profile an agent gave them. */
async function knownBy(core: ContactsCore, domainId: number, contactId: string | undefined) {
  const earlier = contactId ? await findContact(core.house.sql, domainId, contactId) : undefined;
  if (!earlier) return {};
  const { customerType: type, customerAddress: address, profileId, linkedBy } = earlier;
  const reached = type === 'TELEPHONE_NUMBER' || type === 'EMAIL_ADDRESS' ? type : undefined;
  return {
    ...(reached && address ? { customer: { type: reached, address } } : {}),
    ...(profileId && linkedBy === 'AGENT' ? { profileId, linkedBy } : {}),
  };
}

/** What a change of a contact is to its conversation: contact ids with what happened to them. */
async function changesOf(
  tx: TransactionSql,
  { before, after, kind }: ContactChanged,
): Promise<[contactId: string, what: ChatChange][]> {
  const { contactId } = after;
  if (kind === 'end') {
    if (after.disconnectReason !== 'TRANSFERRED') return [[contactId, { kind: 'ENDED' }]];
    return before?.agentId ? [[contactId, { kind: 'AGENT_LEFT', userId: before.agentId }]] : [];
  }
  const changes: [string, ChatChange][] = [];
  if (!before && after.previousContactId) {
    const to = await destinationOf(tx, after);
    changes.push([after.previousContactId, { kind: 'TRANSFERRED', newContactId: contactId, to }]);
  }
  const joins = after.state === 'CONNECTED' && before?.state !== 'CONNECTED' && before?.state !== 'ON_HOLD';
  if (joins && after.agentId) {
    const name = (await findUserById(tx, after.agentId))?.name ?? '';
    changes.push([contactId, { kind: 'AGENT_JOINED', userId: after.agentId, name }]);
  }
  if (kind === 'return' && before?.agentId) {
    changes.push([contactId, { kind: 'AGENT_LEFT', userId: before.agentId }]);
  }
  return changes;
}

/** Name of the agent or queue that a contact was sent to. */
async function destinationOf(tx: TransactionSql, contact: ContactRow): Promise<string | undefined> {
  const { domainId, targetAgentId, queueId } = contact;
  if (targetAgentId) return (await findUserById(tx, targetAgentId))?.name;
  return queueId ? (await findQueue(tx, domainId, queueId))?.name : undefined;
}
