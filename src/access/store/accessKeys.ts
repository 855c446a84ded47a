import type { Sql } from '../../database/connection.ts';
import type { Role } from '../../wire/call.ts';

/** An access key as listed: never with its secret. */
export interface AccessKey {
  accessKeyId: string;
  name: string;
  role: Role;
  createdBy: string;
  createdAt: Date;
}

/** All access keys, oldest first. */
export const listAccessKeys = (sql: Sql, accountId: string): Promise<AccessKey[]> =>
  sql<AccessKey[]>`
    select access_key_id as "accessKeyId", name, role, created_by as "createdBy", created_at as "createdAt"
    from access_key where account_id = ${accountId} order by created_at, access_key_id`;

/** What verifying a signature needs. */
export async function readSealedKey(
  sql: Sql,
  accessKeyId: string,
): Promise<{ accountId: string; role: Role; sealedSecret: Uint8Array } | undefined> {
  const [row] = await sql<{ accountId: string; role: Role; sealedSecret: Uint8Array }[]>`
    select account_id as "accountId", role, sealed_secret as "sealedSecret"
    from access_key where access_key_id = ${accessKeyId}`;
  return row;
}

/** Adds a key, or replaces the secret and role of one with the same id. */
export async function putAccessKey(
  sql: Sql,
  accountId: string,
  key: AccessKey,
  sealedSecret: Buffer,
): Promise<void> {
  await sql`
    insert into access_key (access_key_id, account_id, name, role, sealed_secret, created_by, created_at)
    values (${key.accessKeyId}, ${accountId}, ${key.name}, ${key.role}, ${sealedSecret}, ${key.createdBy},
            ${key.createdAt})
    on conflict (access_key_id) do update set sealed_secret = excluded.sealed_secret, role = excluded.role`;
}

/** Removes a key; false when there is none. */
export async function deleteAccessKey(sql: Sql, accountId: string, accessKeyId: string): Promise<boolean> {
  const gone =
    await sql`delete from access_key where account_id = ${accountId} and access_key_id = ${accessKeyId}`;
  return gone.count > 0;
}
