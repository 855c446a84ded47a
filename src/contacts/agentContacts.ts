import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import { survivorsOf } from '../profiles/store/profiles.ts';
import { phoneKey } from '../values/phone.ts';
import { badRequest, notFound, Refusal } from '../wire/refusal.ts';
import type { Channel, ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { findAgent } from './setAgentStatus.ts';
import { startContact } from './startContact.ts';
import { lockRouting } from './store/contacts.ts';
import { countAtHand } from './store/routing.ts';
import { listRoutingProfiles, type RoutingProfile } from './store/routingProfiles.ts';
import type { Destination } from './transferContact.ts';

/** Refuses (409) what would be more than an agent takes of a channel at a time; nothing else is given to anybody meanwhile. */
const withinLimits =
  (agentId: string, channel: Channel, profile: RoutingProfile | undefined) =>
  async (sql: TransactionSql, { domainId }: ContactRow): Promise<void> => {
    await lockRouting(sql, domainId);
    const most = profile?.media.find((media) => media.Channel === channel)?.Concurrency ?? 1;
    if ((await countAtHand(sql, domainId, agentId, channel)) <= most) return;
    throw new Refusal(
      'ConflictException',
      channel === 'VOICE'
        ? 'There is a call at hand already; end it, and finish its after-contact work, before dialling.'
        : `There are ${most} contacts of channel ${channel} at hand already; finish one first.`,
    );
  };

async function profileOf(core: ContactsCore, domainId: number, routingProfileId: string) {
  const profiles = await listRoutingProfiles(core.house.sql, domainId);
  return profiles.find((profile) => profile.routingProfileId === routingProfileId);
}

/** A profile that a contact is tied to from its beginning; refuses (404) an unknown one. */
async function tieTo(core: ContactsCore, domain: Domain, profileId: string | undefined) {
  if (profileId === undefined) return {};
  const survivor = (await survivorsOf(core.house.sql, domain.domainId, [profileId])).get(profileId);
  if (!survivor) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  return { profileId: survivor, linkedBy: 'AGENT' as const };
}

/** An agent calls somebody; the contact rings at the far end until that picks up. */
export async function dialOut(
  core: ContactsCore,
  domain: Domain,
  agentId: string,
  wanted: { number: string; profileId?: string | undefined; actor: string },
): Promise<ContactRow> {
  const number = phoneKey(wanted.number, domain.country);
  if (!number?.startsWith('+'))
    throw badRequest('PhoneNumber is no number that can be dialled; write it with its area or country code.');
  const agent = await findAgent(core, domain.domainId, agentId);
  const profile = await profileOf(core, domain.domainId, agent.routingProfileId);
  const start = {
    channel: 'VOICE' as const,
    initiationMethod: 'OUTBOUND' as const,
    state: 'DIALLING' as const,
    customer: { type: 'TELEPHONE_NUMBER' as const, address: number },
    queueId: profile?.defaultOutboundQueueId,
    agentId,
    actor: wanted.actor,
    ...(await tieTo(core, domain, wanted.profileId)),
  };
  const { contact } = await startContact(core, domain, start, withinLimits(agentId, 'VOICE', profile));
  return contact;
}

/** A task for oneself, for a colleague or for a queue. */
export async function startTask(
  core: ContactsCore,
  domain: Domain,
  agentId: string,
  wanted: { name: string; description?: string | undefined; profileId?: string | undefined; actor: string },
  to: Destination,
): Promise<ContactRow> {
  const agent = await findAgent(core, domain.domainId, to.userId ?? agentId);
  const mine = to.queueId === undefined && agent.userId === agentId;
  const profile = await profileOf(core, domain.domainId, agent.routingProfileId);
  const start = {
    channel: 'TASK' as const,
    initiationMethod: 'API' as const,
    state: mine ? ('CONNECTED' as const) : ('QUEUED' as const),
    name: wanted.name,
    description: wanted.description,
    actor: wanted.actor,
    ...(mine ? { agentId } : { queueId: to.queueId, targetAgentId: to.userId }),
    ...(await tieTo(core, domain, wanted.profileId)),
  };
  const check = mine ? withinLimits(agentId, 'TASK', profile) : undefined;
  const { contact } = await startContact(core, domain, start, check);
  return contact;
}
