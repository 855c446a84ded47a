import type { Caller } from '../wire/call.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import {
  type ConnectOperations,
  type ConnectParticipantOperations,
  notBuilt,
  type PartlyBuilt,
} from '../wire/operations.ts';
import { createChat } from './chat/chat.ts';
import type { ChatDoor } from './chat/door.ts';
import type { ContactsCore } from './core.ts';
import { ctiHooks } from './ctiHook.ts';
import { createFollower } from './followContacts.ts';
import { giveContacts, perDomain } from './giveContacts.ts';
import type { Hook } from './hook.ts';
import { awsContactOperations } from './operations/awsContacts.ts';
import { boardOperation } from './operations/board.ts';
import { ctiKeyOperations } from './operations/ctiKeys.ts';
import { customerOperations } from './operations/customers.ts';
import { guarded, guardedOwn } from './operations/guarded.ts';
import { handsetOperations } from './operations/handset.ts';
import { historyOperations } from './operations/history.ts';
import { instanceOperations } from './operations/instances.ts';
import { queueOperations } from './operations/queues.ts';
import { routingOperations } from './operations/routing.ts';
import { routingEdits } from './operations/routingEdits.ts';
import { routingProfileOperations } from './operations/routingProfiles.ts';
import { searchOperation } from './operations/searchContacts.ts';
import { userOperations } from './operations/users.ts';
import { workspaceOperations } from './operations/workspace.ts';
import { createPast, type Past } from './past.ts';
import { settleContacts } from './settleContacts.ts';
import { watchContacts } from './watchContacts.ts';

/** What the room needs from the roof. */
export type ContactsDeps = Pick<ContactsCore, 'house' | 'secrets' | 'publish' | 'followers' | 'log'>;

/** The room: contacts, agents, queues, routing, chat, telephone systems. */
export interface Contacts {
  connect: PartlyBuilt<ConnectOperations>;
  participant: PartlyBuilt<ConnectParticipantOperations>;
  operations: NayoseOperation[];
  /** Finds who holds a participant or connection token, for the AWS door. */
  participants: { find: (token: string) => Promise<Caller | undefined> };
  /** Chats of customers without a session. */
  chat: ChatDoor;
  /** Routes beside the doors. */
  hooks: Hook[];
  /** Takes in contacts from before this house. */
  past: () => Past;
  /** Looks at once for what time has brought, instead of within a second. */
  look(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the room together. Operations answer before `start`; contacts are given to agents at any time. */
export function createContacts(deps: ContactsDeps): Contacts {
  const core: ContactsCore = {
    ...deps,
    hooks: { changed: [], summaries: async () => new Map() },
    tell: (moved) => follower.tell(moved),
    route: (domainId) => router.kick(domainId),
    settle: (domainId) => settler.kick(domainId),
  };
  const follower = createFollower(core);
  const router = perDomain((domainId) => giveContacts(core, domainId), deps.log);
  const settler = perDomain((domainId) => settleContacts(core, domainId), deps.log);
  const chat = createChat(core);
  const watch = watchContacts(core);
  return {
    connect: {
      ...notBuiltYet,
      ...guarded(connectOperations(core)),
      StartChatContact: chat.startChatContact,
    },
    participant: chat.participant,
    operations: [...operationsOf(core).map(guardedOwn), ...chat.operations],
    participants: chat.participants,
    chat: chat.door,
    hooks: ctiHooks(core),
    past: () => createPast(core),
    look: watch.look,
    async start() {
      await follower.start();
      await watch.start();
      await chat.start();
    },
    async stop() {
      await watch.stop();
      await chat.stop();
      await router.stop();
      await settler.stop();
      await follower.stop();
    },
  };
}

const connectOperations = (core: ContactsCore) => ({
  ...instanceOperations(core),
  ...queueOperations(core),
  ...routingProfileOperations(core),
  ...userOperations(core),
  ...awsContactOperations(core),
  ...searchOperation(core),
});

const operationsOf = (core: ContactsCore): NayoseOperation[] => [
  ...workspaceOperations(core),
  ...customerOperations(core),
  ...historyOperations(core),
  boardOperation(core),
  ...routingOperations(core),
  ...routingEdits(core),
  ...ctiKeyOperations(core),
  ...handsetOperations(core),
];

/** Flows are not built yet; until then these answer 501. */
const notBuiltYet = {
  CreateContactFlow: notBuilt,
  DescribeContactFlow: notBuilt,
  ListContactFlows: notBuilt,
  SearchContactFlows: notBuilt,
  UpdateContactFlowContent: notBuilt,
  UpdateContactFlowMetadata: notBuilt,
  UpdateContactFlowName: notBuilt,
  DeleteContactFlow: notBuilt,
  AssociatePhoneNumberContactFlow: notBuilt,
  CreatePrompt: notBuilt,
  ListPrompts: notBuilt,
} as const;
