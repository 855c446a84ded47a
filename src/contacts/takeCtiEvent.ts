import { accountId } from '../access/account.ts';
import { listUsers } from '../access/store/users.ts';
import type { Domain } from '../profiles/domain.ts';
import { badRequest, notFound, Refusal } from '../wire/refusal.ts';
import { changeContact, noContact } from './changeContact.ts';
import type { ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { type CtiEvent, disconnectReasons } from './cti.ts';
import { queueOfNumber } from './handset.ts';
import { toId } from './ids.ts';
import { findAgent } from './setAgentStatus.ts';
import { startContact } from './startContact.ts';
import { findByCall, findContact } from './store/contacts.ts';
import { listQueues } from './store/queues.ts';
import { transferContact } from './transferContact.ts';

/** Calls of telephone systems are marked by this source. */
const ctiSource = 'cti';

/** Does what a telephone system tells; an event that says what is so already changes nothing. Returns the contact's id. */
export async function takeCtiEvent(
  core: ContactsCore,
  domain: Domain,
  event: CtiEvent,
  actor: string,
): Promise<string> {
  const contact = await contactOfCall(core, domain, event.callId);
  if (event.type === 'ringing') return (contact ?? (await ring(core, domain, event, actor))).contactId;
  if (event.type === 'answered')
    return answer(core, domain, contact ?? (await ring(core, domain, event, actor)), event, actor);
  if (!contact) {
    throw notFound(`No call "${event.callId}" is known here; send an event of type "ringing" first.`);
  }
  const { domainId, contactId, state } = contact;
  const over = state === 'AFTER_CONTACT_WORK' || state === 'ENDED';
  if (event.type === 'transferred') return transfer(core, domain, contact, event, actor);
  if (event.type === 'ended') {
    const reason = disconnectReasons[event.reason ?? 'customer'];
    if (!over) await changeContact(core, domainId, contactId, { action: 'end', reason, actor });
  } else if (event.type === 'held') {
    if (state !== 'ON_HOLD') await changeContact(core, domainId, contactId, { action: 'hold', actor });
  } else if (state !== 'CONNECTED') {
    await changeContact(core, domainId, contactId, { action: 'resume', actor });
  }
  return contactId;
}

/** The contact of a call now; a call dialled in the workspace is known by its contact's id. */
export async function contactOfCall(
  core: ContactsCore,
  domain: Domain,
  callId: string,
): Promise<ContactRow | undefined> {
  const { sql } = core.house;
  const known = await findByCall(sql, domain.domainId, ctiSource, callId);
  const id = toId(callId);
  if (known || !id) return known;
  const contact = await findContact(sql, domain.domainId, id);
  return contact?.channel === 'VOICE' ? contact : undefined;
}

async function ring(core: ContactsCore, domain: Domain, event: CtiEvent, actor: string): Promise<ContactRow> {
  const outbound = event.direction === 'outbound';
  const agentId = event.agent ? await agentNamed(core, domain, event.agent) : undefined;
  if (outbound && !agentId) throw badRequest('An outbound call needs "agent": the one who dials.');
  const [customer, system] = outbound ? [event.to, event.from] : [event.from, event.to];
  const held = event.queue === 'none';
  const queueId =
    event.queue && !held
      ? await queueNamed(core, domain, event.queue)
      : await queueOfNumber(core, domain, system);
  const { contact } = await startContact(core, domain, {
    channel: 'VOICE',
    initiationMethod: outbound ? 'OUTBOUND' : 'INBOUND',
    state: outbound ? 'DIALLING' : held ? 'INCOMING' : 'QUEUED',
    customer: customer ? { type: 'TELEPHONE_NUMBER', address: customer } : undefined,
    ...(system ? { systemType: 'TELEPHONE_NUMBER' as const, systemAddress: system } : {}),
    ...(outbound ? { agentId } : { targetAgentId: agentId, answeredAt: core.house.clock() }),
    queueId,
    attributes: event.attributes ?? {},
    callSource: ctiSource,
    callId: event.callId,
    actor,
  });
  return contact;
}

async function answer(
  core: ContactsCore,
  domain: Domain,
  contact: ContactRow,
  event: CtiEvent,
  actor: string,
): Promise<string> {
  const { domainId, contactId } = contact;
  if (contact.state === 'DIALLING') {
    await changeContact(core, domainId, contactId, { action: 'answer', actor });
    return contactId;
  }
  const named = event.agent ? await agentNamed(core, domain, event.agent) : undefined;
  const agentId = named ?? contact.agentId;
  if (!agentId) throw badRequest('"agent" is missing: tell who answered, by e-mail address.');
  if (contact.state === 'CONNECTED' || contact.state === 'ON_HOLD') {
    if (contact.agentId === agentId) return contactId;
    throw new Refusal(
      'ConflictException',
      'Another agent has this call; send "transferred" when it goes to somebody else.',
    );
  }
  await changeContact(core, domainId, contactId, { action: 'assign', agentId, actor });
  return contactId;
}

async function transfer(
  core: ContactsCore,
  domain: Domain,
  contact: ContactRow,
  event: CtiEvent,
  actor: string,
): Promise<string> {
  const userId = event.agent ? await agentNamed(core, domain, event.agent) : undefined;
  const queueId = event.queue && !userId ? await queueNamed(core, domain, event.queue) : undefined;
  const there = userId
    ? contact.agentId === userId || contact.targetAgentId === userId
    : queueId !== undefined && contact.state === 'QUEUED' && contact.queueId === queueId;
  if (there) return contact.contactId;
  return transferContact(core, domain, contact.contactId, { userId, queueId }, { actor });
}

/** The agent with this e-mail address or id. */
async function agentNamed(core: ContactsCore, domain: Domain, named: string): Promise<string> {
  const wanted = named.toLowerCase();
  const users = await listUsers(core.house.sql, domain.accountId || accountId);
  const user = users.find((one) => !one.disabled && (one.email === wanted || one.userId === toId(named)));
  if (!user) throw badRequest('"agent" names nobody who can sign in here; expected an e-mail address.');
  return (await findAgent(core, domain.domainId, user.userId)).userId;
}

async function queueNamed(core: ContactsCore, domain: Domain, named: string): Promise<string> {
  const queues = await listQueues(core.house.sql, domain.domainId);
  const queue = queues.find((one) => one.name === named || one.queueId === toId(named));
  if (queue) return queue.queueId;
  throw badRequest(`"queue" names no queue; there are: ${queues.map((one) => one.name).join(', ')}.`);
}

/** What is answered about a call. */
export async function describeCall(core: ContactsCore, domain: Domain, contactId: string) {
  const contact = await findContact(core.house.sql, domain.domainId, contactId);
  if (!contact) throw noContact();
  const users = contact.agentId ? await listUsers(core.house.sql, domain.accountId) : [];
  const agent = users.find((user) => user.userId === contact.agentId);
  return {
    ContactId: contact.contactId,
    State: contact.state,
    ...(agent ? { Agent: { UserId: agent.userId, Name: agent.name, Email: agent.email } } : {}),
  };
}
