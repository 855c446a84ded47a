import { personCaller, systemCaller } from '../access/account.ts';
import type { Cases } from '../cases/cases.ts';
import type { Past } from '../contacts/past.ts';
import type { Pool } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { Call } from '../wire/call.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import type { Operations } from '../wire/operations.ts';

/** The rooms as far as the demo's contact centre needs them. */
export interface CentreRooms {
  sql: Pool;
  operations: Operations;
  domain: Domain;
  past: () => Past;
  /** Cases by another clock. */
  pastCases: (clock: () => Date) => Cases;
  /** How the people of the demo sign in. */
  password: string;
  clock: () => Date;
}

/** A customer of the demo, as contacts reach them. */
export interface Customer {
  profileId: string;
  account: string;
  family: string;
  phone: string;
}

/** The house, making its demo. */
export const systemCall: Call = { caller: systemCaller, requestId: 'demo' };

/** Runs operations of our own in a domain. */
export const runner =
  (operations: readonly NayoseOperation[], domainName: string) =>
  async <Output>(name: string, input: object = {}, call = systemCall): Promise<Output> => {
    const operation = operations.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`There is no operation ${name}`);
    const wanted =
      name.endsWith('User') || name.endsWith('Users') ? input : { DomainName: domainName, ...input };
    return operation.run(wanted, call) as Promise<Output>;
  };

/** Runs one of them. */
export type Run = ReturnType<typeof runner>;

/** Somebody of the demo. */
export const personCall = (email: string): Call => ({
  caller: personCaller({ email, role: 'agent' }),
  requestId: 'demo',
});
