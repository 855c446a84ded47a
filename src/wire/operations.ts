import type { Connect } from '@aws-sdk/client-connect';
import type { ConnectCases } from '@aws-sdk/client-connectcases';
import type { ConnectParticipant } from '@aws-sdk/client-connectparticipant';
import type { CustomerProfiles } from '@aws-sdk/client-customer-profiles';
import type { Call, Operation } from './call.ts';
import type { NayoseOperation } from './nayose.ts';
import type { FurtherShapes } from './services/customerProfilesExtra.ts';

/** The SDK types a required member as `T | undefined`; after validation it is there. */
export type Present<T> = T extends string | number | boolean | bigint | Date | Uint8Array | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Present<Item>[]
    : T extends object
      ? { [Key in keyof T]: Present<Exclude<T[Key], undefined>> }
      : T;

type Method = (args: never, options?: never) => Promise<unknown>;

/** Input and output types by operation name, read off an SDK client class. */
type ShapesOf<Client> = {
  [Key in keyof Client as Client[Key] extends Method
    ? Key extends 'send' | 'destroy'
      ? never
      : Capitalize<Key & string>
    : never]: Client[Key] extends {
    (args: infer Input, options?: infer _Options): Promise<infer Output>;
    (args: never, callback: never): void;
    (args: never, options: never, callback: never): void;
  }
    ? [Present<Input>, Omit<Output, '$metadata'>]
    : never;
};

type Table<Shapes> = {
  [Name in keyof Shapes]: Shapes[Name] extends [infer Input, infer Output] ? Operation<Input, Output> : never;
};

/** Every operation of Customer Profiles: a missing or misshapen one is a compile error. */
export type CustomerProfilesOperations = Table<ShapesOf<CustomerProfiles> & FurtherShapes>;

/** Every operation of Connect Cases. */
export type ConnectCasesOperations = Table<ShapesOf<ConnectCases>>;

/** Connect has 397 operations; these are the ones a profile system touches. The others answer 501. */
export type ConnectOperations = Pick<Table<ShapesOf<Connect>>, ConnectOperationName>;

/** Participant operations: the caller is known by the connection token in the input, not by a signature. */
export type ConnectParticipantOperations = Table<ShapesOf<ConnectParticipant>>;

/** Names of the Connect operations in the contract, and of those that take away what it lets one make. */
export type ConnectOperationName =
  | 'ListInstances'
  | 'DescribeInstance'
  | 'CreateContactFlow'
  | 'DescribeContactFlow'
  | 'ListContactFlows'
  | 'SearchContactFlows'
  | 'UpdateContactFlowContent'
  | 'UpdateContactFlowMetadata'
  | 'UpdateContactFlowName'
  | 'DeleteContactFlow'
  | 'CreateQueue'
  | 'DescribeQueue'
  | 'ListQueues'
  | 'SearchQueues'
  | 'UpdateQueueName'
  | 'UpdateQueueStatus'
  | 'CreateRoutingProfile'
  | 'DescribeRoutingProfile'
  | 'ListRoutingProfiles'
  | 'ListRoutingProfileQueues'
  | 'AssociateRoutingProfileQueues'
  | 'UpdateRoutingProfileQueues'
  | 'CreateUser'
  | 'DescribeUser'
  | 'ListUsers'
  | 'SearchUsers'
  | 'DeleteUser'
  | 'UpdateUserRoutingProfile'
  | 'PutUserStatus'
  | 'ListAgentStatuses'
  | 'CreateAgentStatus'
  | 'CreateHoursOfOperation'
  | 'DescribeHoursOfOperation'
  | 'ListHoursOfOperations'
  | 'DescribeContact'
  | 'SearchContacts'
  | 'GetContactAttributes'
  | 'UpdateContactAttributes'
  | 'UpdateContact'
  | 'StartChatContact'
  | 'StartOutboundVoiceContact'
  | 'StartTaskContact'
  | 'StopContact'
  | 'TransferContact'
  | 'ListPhoneNumbersV2'
  | 'AssociatePhoneNumberContactFlow'
  | 'CreatePrompt'
  | 'ListPrompts'
  | 'ListSecurityProfiles'
  | 'DeleteQueue'
  | 'DeleteHoursOfOperation'
  | 'DeleteRoutingProfile';

/** Stands in a table for an operation that is not built; it answers 501 NotImplementedException with its name. */
export const notBuilt = 'not built';

/** A complete table whose unbuilt operations are named explicitly. */
export type PartlyBuilt<Operations> = {
  [Name in keyof Operations]: Operations[Name] | typeof notBuilt;
};

/** Everything the two doors serve. */
export interface Operations {
  profile: PartlyBuilt<CustomerProfilesOperations>;
  /** A service left out answers 501 throughout. */
  cases?: PartlyBuilt<ConnectCasesOperations>;
  connect?: PartlyBuilt<ConnectOperations>;
  participant?: PartlyBuilt<ConnectParticipantOperations>;
  nayose: readonly NayoseOperation[];
}

/** An operation once its types have done their work. */
export type AnyOperation = (input: Record<string, unknown>, call: Call) => Promise<unknown>;

/** Finds the operation in the tables; `undefined` when it is not built. */
export function findOperation(
  operations: Operations,
  service: string,
  name: string,
): AnyOperation | undefined {
  const tables = operations as unknown as Readonly<Record<string, unknown>>;
  const table = Object.hasOwn(tables, service) ? tables[service] : undefined;
  if (typeof table !== 'object' || table === null || !Object.hasOwn(table, name)) return undefined;
  const found = (table as Record<string, unknown>)[name];
  return typeof found === 'function' ? (found as AnyOperation) : undefined;
}
