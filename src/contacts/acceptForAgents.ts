import { Refusal } from '../wire/refusal.ts';
import { agentSettings } from './agentSettings.ts';
import { changeContact } from './changeContact.ts';
import type { ContactsCore } from './core.ts';
import { listSelfAccepting } from './store/contacts.ts';

/**
 * Connects what is offered to agents who take contacts of its channel without a word (AWS: auto-accept). It is done right
 * after contacts are given away, and again by every look at what time has brought: a process that died in between leaves
 * an ordinary offer.
 */
export async function acceptForAgents(core: ContactsCore, domainId?: number): Promise<void> {
  for (const { contact, identity, seenAt } of await listSelfAccepting(core.house.sql, domainId)) {
    const { contactId, agentId = '' } = contact;
    const wants = agentSettings(identity).autoAccept.has(contact.channel);
    if (!wants || !isPresent(core, agentId, seenAt)) continue;
    const request = {
      action: 'accept' as const,
      detail: { Reason: 'AUTO_ACCEPT' },
      guard: (now: typeof contact) => {
        if (now.agentId !== agentId) throw movedOn();
      },
    };
    await changeContact(core, contact.domainId, contactId, request).catch((cause) => {
      // The caller has hung up, or the agent was quicker.
      if (!(cause instanceof Refusal)) core.log('a contact could not be connected by itself', cause);
    });
  }
}

/** A screen that another process shows is noted every three seconds. */
const notedMillis = 5_000;

/**
 * Nobody is connected with an empty chair: whose screen has just gone keeps the offer, which goes back when it stays
 * gone. Whoever never had a screen works without one.
 */
function isPresent({ followers, house }: ContactsCore, agentId: string, seenAt: Date | undefined): boolean {
  const topic = `agent:${agentId}`;
  if (seenAt === undefined || [...followers.open()].includes(topic)) return true;
  return !followers.isFollowed(topic) && house.clock().getTime() - seenAt.getTime() < notedMillis;
}

const movedOn = () => new Refusal('ConflictException', 'The contact has moved on meanwhile.');
