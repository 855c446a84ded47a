import { personCaller, systemCaller } from '../access/account.ts';
import { findUserById, type User } from '../access/store/users.ts';
import type { Domain } from '../profiles/domain.ts';
import type { Call } from '../wire/call.ts';
import { Refusal } from '../wire/refusal.ts';
import { changeContact, noContact } from './changeContact.ts';
import { createChat } from './chat/chat.ts';
import type { ChatRoom } from './chat/room.ts';
import type { Channel, ContactRow } from './contact.ts';
import type { ContactsCore } from './core.ts';
import { toId } from './ids.ts';
import { linkContact } from './linkContact.ts';
import { openInstance } from './openInstance.ts';
import { startContact } from './startContact.ts';
import { findContact } from './store/contacts.ts';

/** A contact that is over. */
export interface PastContact {
  /** The same token is the same contact, however often it is told. */
  token: string;
  channel: Channel;
  at: Date;
  customer?: { type: 'TELEPHONE_NUMBER' | 'EMAIL_ADDRESS'; address: string };
  /** What the customer calls themselves in a chat. */
  displayName?: string;
  /** Whose it is; absent: whoever the address leads to. */
  profileId?: string;
  /** Subject and text of a task. */
  name?: string;
  description?: string;
  /** Number that was called. */
  called?: string;
  queueId: string;
  /** Absent: nobody took it. */
  agentId?: string;
  /** Seconds until it was taken, or until the customer gave up. */
  waited: number;
  talked: number;
  /** Seconds on hold, in the middle of the talk. */
  held?: number;
  wroteUp: number;
  endedBy: 'CUSTOMER' | 'AGENT';
  /** What was said in a chat, over the time of the talk. */
  messages: readonly { from: 'CUSTOMER' | 'AGENT'; text: string }[];
}

/** Takes in what happened before the house was there. */
export interface Past {
  /** Lets a contact happen again, step by step as it would have, at the times it had. Gives its id. */
  tell(domain: Domain, past: PastContact): Promise<string>;
}

/** What one telling needs: the room by the clock of the past. */
interface Telling {
  core: ContactsCore;
  chat: ChatRoom;
  domain: Domain;
  past: PastContact;
  agent: User | undefined;
  /** Sets the clock to so many seconds after the beginning. */
  after(seconds: number): void;
}

/**
 * The same room by a clock of its own. Nobody is offered what is long over; keys and records come to profiles as
 * always. One contact is told at a time; whoever has many takes several of these.
 */
export function createPast(present: ContactsCore): Past {
  let now = present.house.clock();
  const core: ContactsCore = {
    ...present,
    house: { ...present.house, clock: () => now },
    hooks: { changed: [], summaries: async () => new Map() },
    route: () => undefined,
  };
  const chat = createChat(core);
  // One clock shows one time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    tell(domain, past) {
      const after = (seconds: number) => {
        now = new Date(past.at.getTime() + seconds * 1_000);
      };
      const told = last.then(async () => {
        const agent = past.agentId ? await findUserById(core.house.sql, past.agentId) : undefined;
        return tell({ core, chat, domain, past, agent, after });
      });
      last = told.catch(() => undefined);
      return told;
    },
  };
}

async function tell(telling: Telling): Promise<string> {
  const { core, domain, past, agent, after } = telling;
  after(0);
  let { contact, token } = await begin(telling);
  const { contactId } = contact;
  if (agent && (contact.state === 'QUEUED' || contact.state === 'OFFERED'))
    contact = await take(telling, agent, contact);
  if (agent && contact.state === 'CONNECTED' && isOthers(contact, past))
    await linkContact(core, domain, contactId, past.profileId ?? '', personCaller(agent).arn);
  if (agent && contact.state === 'CONNECTED')
    await (token
      ? chatAway(telling, agent, contactId, token).catch(overAlready)
      : keepWaiting(telling, agent, contactId));
  after(past.waited + (agent ? past.talked : 0));
  const ended = {
    action: 'end' as const,
    reason: past.endedBy === 'CUSTOMER' ? 'CUSTOMER_DISCONNECT' : 'AGENT_DISCONNECT',
    ...(past.endedBy === 'AGENT' && agent ? { actor: personCaller(agent).arn } : {}),
  };
  // The house itself may have ended a chat that is long over.
  contact = (await findContact(core.house.sql, domain.domainId, contactId)) ?? contact;
  const over = contact.state === 'AFTER_CONTACT_WORK' || contact.state === 'ENDED';
  if (!over) contact = await changeContact(core, domain.domainId, contactId, ended);
  if (agent && contact.state === 'AFTER_CONTACT_WORK') {
    after(past.waited + past.talked + past.wroteUp);
    const actor = personCaller(agent).arn;
    await changeContact(core, domain.domainId, contactId, { action: 'finish', actor });
  }
  return contactId;
}

/** Time for the house is the present: it may have closed a chat, or a connection to it, that is long over. */
function overAlready(cause: unknown): void {
  if (!(cause instanceof Refusal)) throw cause;
}

interface Begun {
  contact: ContactRow;
  /** For the customer of a chat. */
  token?: string;
}

/** The contact stands in its queue; a chat also has its first message and a token for the customer. */
async function begin(telling: Telling): Promise<Begun> {
  const { core, domain, past } = telling;
  if (past.channel === 'CHAT') return beginChat(telling);
  const { token, channel, queueId, customer, displayName, name, description, profileId, called } = past;
  const { contact } = await startContact(core, domain, {
    ...{ channel, queueId, customer, displayName, name, description, clientToken: token },
    initiationMethod: channel === 'VOICE' ? 'INBOUND' : 'API',
    ...(called ? { systemType: 'TELEPHONE_NUMBER' as const, systemAddress: called } : {}),
    ...(profileId ? { profileId, linkedBy: 'AGENT' as const } : {}),
    ...(channel === 'VOICE' ? { answeredAt: past.at } : {}),
  });
  return { contact };
}

async function beginChat({ core, chat, domain, past }: Telling): Promise<Begun> {
  const { displayName = '', messages, queueId, token } = past;
  const { instanceId } = await openInstance(core.house, domain);
  const started = await chat.startChatContact(
    {
      InstanceId: instanceId,
      ContactFlowId: instanceId,
      ParticipantDetails: { DisplayName: displayName },
      ChatDurationInMinutes: longestChat,
      InitialMessage: { ContentType: 'text/plain', Content: messages[0]?.text ?? '…' },
      ClientToken: token,
    },
    systemCall,
  );
  const contactId = toId(started.ContactId) ?? '';
  const contact = await findContact(core.house.sql, domain.domainId, contactId);
  if (!contact) throw noContact();
  const begun = started.ParticipantToken ? { token: started.ParticipantToken } : {};
  if (contact.state !== 'QUEUED' || contact.queueId === queueId) return { contact, ...begun };
  const moved = await changeContact(core, domain.domainId, contactId, { action: 'enqueue', queueId });
  return { contact: moved, ...begun };
}

const systemCall: Call = { caller: systemCaller, requestId: 'past' };

/** Minutes (AWS: at most seven days). A chat from before that is over for the house while it is told. */
const longestChat = 10_080;

const ringSeconds = 4;

/** Offered to its agent, who takes it. The offer's end lies far ahead, so that nobody takes it for one that was missed. */
async function take(
  { core, domain, past, after }: Telling,
  agent: User,
  { contactId, state }: ContactRow,
): Promise<ContactRow> {
  const { domainId } = domain;
  after(Math.max(0, past.waited - ringSeconds));
  const offerExpiresAt = new Date(Date.UTC(9999, 0));
  const offer = { action: 'offer' as const, agentId: agent.userId, offerExpiresAt };
  if (state === 'QUEUED') await changeContact(core, domainId, contactId, offer);
  after(past.waited);
  return changeContact(core, domainId, contactId, { action: 'accept', actor: personCaller(agent).arn });
}

/** Several customers have the address: the agent chose the one it was. */
const isOthers = (contact: ContactRow, { profileId }: PastContact): boolean =>
  profileId !== undefined && contact.profileId === undefined;

/** The customer waits in the middle of the talk. */
async function keepWaiting(
  { core, domain, past, after }: Telling,
  agent: User,
  contactId: string,
): Promise<void> {
  if (!past.held) return;
  const { arn: actor } = personCaller(agent);
  const middle = past.waited + Math.max(1, (past.talked - past.held) / 2);
  after(middle);
  await changeContact(core, domain.domainId, contactId, { action: 'hold', actor });
  after(middle + past.held);
  await changeContact(core, domain.domainId, contactId, { action: 'resume', actor });
}

/** Everything that was written after the first message, in its turn. */
async function chatAway(
  { chat, domain, past, after }: Telling,
  agent: User,
  contactId: string,
  token: string,
): Promise<void> {
  const rest = past.messages.slice(1);
  const send = chat.operations.find(({ name }) => name === 'SendChatMessage');
  const { CreateParticipantConnection: connect, SendMessage: say } = chat.participant;
  if (!send || typeof connect !== 'function' || typeof say !== 'function') return;
  const call = { ...systemCall, caller: personCaller(agent) };
  const { ConnectionCredentials } = await connect(
    { ParticipantToken: token, Type: ['CONNECTION_CREDENTIALS'] },
    call,
  );
  const ConnectionToken = ConnectionCredentials?.ConnectionToken ?? '';
  for (const [index, { from, text }] of rest.entries()) {
    after(past.waited + ((index + 1) * past.talked) / (rest.length + 2));
    const ClientToken = `${past.token}-${index}`;
    if (from === 'CUSTOMER')
      await say({ ConnectionToken, ContentType: 'text/plain', Content: text, ClientToken }, call);
    else await send.run({ DomainName: domain.name, ContactId: contactId, ClientToken, Text: text }, call);
  }
}
