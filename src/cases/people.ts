import { userArn } from '../access/account.ts';
import { listUsers } from '../access/store/users.ts';
import type { Sql } from '../database/connection.ts';

/** Somebody who can look after cases. */
export interface Person {
  arn: string;
  name: string;
  /** Cannot sign in any more. */
  disabled: boolean;
}

/** Everybody who can sign in, by ARN as cases and audit record it. */
export async function peopleOf(sql: Sql, accountId: string): Promise<Map<string, Person>> {
  const users = await listUsers(sql, accountId);
  return new Map(
    users.map(({ email, name, disabled }) => {
      const arn = userArn(email);
      return [arn, { arn, name, disabled }];
    }),
  );
}
