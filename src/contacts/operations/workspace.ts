import { z } from 'zod';
import { isAtLeast } from '../../access/permissions.ts';
import type { Call } from '../../wire/call.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { accessDenied, Refusal } from '../../wire/refusal.ts';
import { agentShape, agentStates, stateOf, statusShape, toAgent, toStatus } from '../agent.ts';
import { dialOut, startTask } from '../agentContacts.ts';
import { changeContact } from '../changeContact.ts';
import type { ContactRow } from '../contact.ts';
import { contactShape } from '../contactShape.ts';
import { type ContactsCore, personOf, placeOf } from '../core.ts';
import { findAgent, setAgentStatus } from '../setAgentStatus.ts';
import { showContact, showContacts } from '../showContacts.ts';
import type { ContactAction } from '../states.ts';
import { listAgents, listStatuses } from '../store/agents.ts';
import { listAtHand } from '../store/contacts.ts';
import { listQueues } from '../store/queues.ts';
import { listRoutingProfiles } from '../store/routingProfiles.ts';
import { transferContact } from '../transferContact.ts';
import { anyId, anyone, domainName } from './shapes.ts';

const oneContact = z.object({ DomainName: domainName, ContactId: anyId });
const answered = z.object({ Contact: contactShape });

/** What agents do all day. */
export function workspaceOperations(core: ContactsCore): NayoseOperation[] {
  return [
    getWorkspace(core),
    setStatus(core),
    ...contactActions(core),
    transfer(core),
    dial(core),
    task(core),
  ];
}

/** The signed-in agent of a domain as screens show one. */
async function showAgent(core: ContactsCore, domainId: number, userId: string) {
  const { sql } = core.house;
  const [agent, statuses, profiles] = await Promise.all([
    findAgent(core, domainId, userId),
    listStatuses(sql, domainId),
    listRoutingProfiles(sql, domainId),
  ]);
  return toAgent(agent, statuses, profiles);
}

const getWorkspace = (core: ContactsCore) =>
  defineOperation({
    name: 'GetWorkspace',
    summary: 'Everything the workspace begins with: who I am, what I have at hand, where contacts can go.',
    input: z.object({ DomainName: domainName }),
    output: z.object({
      InstanceId: z.string(),
      Agent: agentShape,
      Statuses: z.array(statusShape),
      Contacts: z.array(contactShape),
      Queues: z.array(z.object({ QueueId: z.string(), Name: z.string() })),
      Agents: z.array(z.object({ UserId: z.string(), Name: z.string(), State: z.enum(agentStates) })),
    }),
    roles: anyone,
    handler: async ({ DomainName }, call) => {
      const { sql } = core.house;
      const { domain, instance } = await placeOf(core, call, DomainName);
      const { userId } = await personOf(core, call);
      const { domainId } = domain;
      const Agent = await showAgent(core, domainId, userId);
      const [statuses, contacts, queues, agents] = await Promise.all([
        listStatuses(sql, domainId),
        listAtHand(sql, domainId, userId),
        listQueues(sql, domainId),
        listAgents(sql, domainId),
      ]);
      const typeOf = new Map(statuses.map((status) => [status.statusId, status]));
      return {
        InstanceId: instance.instanceId,
        Agent,
        Statuses: statuses.filter((status) => status.enabled).map((status) => toStatus(status)),
        Contacts: await showContacts(core, domainId, contacts),
        Queues: queues
          .filter((queue) => queue.enabled)
          .map(({ queueId, name }) => ({ QueueId: queueId, Name: name })),
        Agents: agents.map((agent) => ({
          UserId: agent.userId,
          Name: agent.name,
          State: stateOf(agent, typeOf.get(agent.statusId)),
        })),
      };
    },
  });

const setStatus = (core: ContactsCore) =>
  defineOperation({
    name: 'SetAgentStatus',
    summary: 'Says what I am at; somebody with contacts at hand takes a pause when the last one is finished.',
    input: z.object({ DomainName: domainName, StatusId: anyId }),
    output: z.object({ Agent: agentShape }),
    roles: anyone,
    handler: async ({ DomainName, StatusId }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      const { userId } = await personOf(core, call);
      await setAgentStatus(core, domain.domainId, userId, StatusId);
      return { Agent: await showAgent(core, domain.domainId, userId) };
    },
  });

interface ActionFacts {
  name: string;
  summary: string;
  action: ContactAction;
  reason?: string;
}

const actions: ActionFacts[] = [
  { name: 'AcceptContact', summary: 'Takes a contact that is offered to me.', action: 'accept' },
  {
    name: 'DeclineContact',
    summary: 'Gives an offer back to the queue; somebody else is offered it.',
    action: 'decline',
  },
  { name: 'HoldContact', summary: 'Puts the customer on hold.', action: 'hold' },
  { name: 'ResumeContact', summary: 'Speaks with the customer again.', action: 'resume' },
  {
    name: 'EndContact',
    summary: 'Ends the conversation; after-contact work begins.',
    action: 'end',
    reason: 'AGENT_DISCONNECT',
  },
  { name: 'FinishContact', summary: 'Ends after-contact work.', action: 'finish' },
];

function contactActions(core: ContactsCore): NayoseOperation[] {
  return actions.map(({ name, summary, action, reason }) =>
    defineOperation({
      name,
      summary,
      input: oneContact,
      output: answered,
      roles: anyone,
      handler: async ({ DomainName, ContactId }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        const guard = await ownGuard(core, call, action);
        const { domainId } = domain;
        await changeContact(core, domainId, ContactId, { action, reason, guard, actor: call.caller.arn });
        return { Contact: await showContact(core, domainId, ContactId) };
      },
    }),
  );
}

/** Refuses what is with somebody else; supervisors may end anybody's contact, but nobody takes another's offer. */
async function ownGuard(core: ContactsCore, call: Call, action: ContactAction) {
  const { userId } = await personOf(core, call);
  return (contact: ContactRow) => {
    if (contact.agentId === userId) return;
    if (action === 'accept' || action === 'decline') throw taken(contact);
    const mayAll = isAtLeast(call.caller.role, 'supervisor') && (action === 'end' || action === 'finish');
    if (!mayAll) throw accessDenied('This contact is with another agent.');
  };
}

/** 409: the offer is over. */
const taken = (contact: ContactRow) =>
  new Refusal(
    'ConflictException',
    contact.agentId === undefined
      ? 'This contact is no longer offered to you: it is over, or back in the queue.'
      : 'This contact was taken by somebody else, or is offered to somebody else.',
  );

const transfer = (core: ContactsCore) =>
  defineOperation({
    name: 'TransferContact',
    summary: 'Sends a contact to a queue or to another agent; after-contact work begins here.',
    input: oneContact.extend({ QueueId: anyId.optional(), UserId: anyId.optional() }),
    output: answered.extend({ NewContactId: z.string() }),
    roles: anyone,
    handler: async ({ DomainName, ContactId, QueueId, UserId }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      const guard = await ownGuard(core, call, 'end');
      const by = { actor: call.caller.arn, guard };
      const to = { queueId: QueueId, userId: UserId };
      const NewContactId = await transferContact(core, domain, ContactId, to, by);
      return { Contact: await showContact(core, domain.domainId, ContactId), NewContactId };
    },
  });

const dial = (core: ContactsCore) =>
  defineOperation({
    name: 'DialOut',
    summary: 'Calls a number; the contact is connected when the far end picks up.',
    input: z.object({
      DomainName: domainName,
      PhoneNumber: z.string().trim().min(1).max(64),
      ProfileId: anyId.optional(),
    }),
    output: answered,
    roles: anyone,
    handler: async ({ DomainName, PhoneNumber, ProfileId }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      const { userId } = await personOf(core, call);
      const wanted = { number: PhoneNumber, profileId: ProfileId, actor: call.caller.arn };
      const { contactId } = await dialOut(core, domain, userId, wanted);
      return { Contact: await showContact(core, domain.domainId, contactId) };
    },
  });

const task = (core: ContactsCore) =>
  defineOperation({
    name: 'StartTask',
    summary: 'Starts a task for myself, for a colleague or for a queue.',
    input: z.object({
      DomainName: domainName,
      Name: z.string().trim().min(1).max(512),
      Description: z.string().max(4096).optional(),
      ProfileId: anyId.optional(),
      QueueId: anyId.optional(),
      UserId: anyId.optional(),
    }),
    output: answered,
    roles: anyone,
    handler: async (input, call) => {
      const { domain } = await placeOf(core, call, input.DomainName);
      const { userId } = await personOf(core, call);
      const wanted = {
        name: input.Name,
        description: input.Description,
        profileId: input.ProfileId,
        actor: call.caller.arn,
      };
      const to = { queueId: input.QueueId, userId: input.UserId };
      const { contactId } = await startTask(core, domain, userId, wanted, to);
      return { Contact: await showContact(core, domain.domainId, contactId) };
    },
  });
