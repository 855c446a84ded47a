import type { Sql } from '../../database/connection.ts';
import type { Role } from '../../wire/call.ts';

/** A person who can sign in. */
export interface User {
  userId: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  createdAt: Date;
  updatedAt: Date;
}

const columns = (sql: Sql) => sql`
  id as "userId", name, email, role, disabled, created_at as "createdAt", updated_at as "updatedAt"`;

/** All people, by e-mail. */
export const listUsers = (sql: Sql, accountId: string): Promise<User[]> =>
  sql<User[]>`select ${columns(sql)} from app_user where account_id = ${accountId} order by email`;

/** One person, locked until the transaction ends. */
export async function lockUser(sql: Sql, accountId: string, userId: string): Promise<User | undefined> {
  const [user] = await sql<User[]>`
    select ${columns(sql)} from app_user where account_id = ${accountId} and id = ${userId} for update`;
  return user;
}

/** One person by id. */
export async function findUserById(sql: Sql, userId: string): Promise<User | undefined> {
  const [user] = await sql<User[]>`select ${columns(sql)} from app_user where id = ${userId}`;
  return user;
}

/** One person by e-mail, in any case. */
export async function findUserByEmail(sql: Sql, email: string): Promise<User | undefined> {
  const [user] = await sql<
    User[]
  >`select ${columns(sql)} from app_user where email = ${email.trim().toLowerCase()}`;
  return user;
}

/** Takes turns among transactions that change who is an admin. */
export const lockUsers = (sql: Sql) => sql`select pg_advisory_xact_lock(hashtext('nayose.users'))`;

/** Number of admins that can sign in. */
export async function countAdmins(sql: Sql, accountId: string): Promise<number> {
  const [row] = await sql`
    select count(*)::int as n from app_user where account_id = ${accountId} and role = 'admin' and not disabled`;
  return row!.n;
}

/** Adds a person with a hashed password. False when the e-mail is taken. */
export async function insertUser(
  sql: Sql,
  accountId: string,
  user: User,
  ids: { loginId: string },
  passwordHash: string,
): Promise<boolean> {
  const added = await sql`
    insert into app_user (id, account_id, name, email, email_verified, role, disabled, created_at, updated_at)
    values (${user.userId}, ${accountId}, ${user.name}, ${user.email}, true, ${user.role}, ${user.disabled},
            ${user.createdAt}, ${user.updatedAt})
    on conflict (email) do nothing`;
  if (added.count === 0) return false;
  await sql`
    insert into user_login (id, user_id, provider_id, account_id, password, created_at, updated_at)
    values (${ids.loginId}, ${user.userId}, 'credential', ${user.userId}, ${passwordHash}, ${user.createdAt},
            ${user.updatedAt})`;
  return true;
}

/** Writes name, role and disabled flag. */
export async function updateUser(sql: Sql, user: User): Promise<void> {
  await sql`update app_user set name = ${user.name}, role = ${user.role}, disabled = ${user.disabled},
            updated_at = ${user.updatedAt} where id = ${user.userId}`;
}

/** The hash a person's password is held against. */
export async function readPasswordHash(sql: Sql, userId: string): Promise<string | undefined> {
  const [row] =
    await sql`select password from user_login where user_id = ${userId} and provider_id = 'credential'`;
  return row?.password ?? undefined;
}

/** Replaces a password. */
export async function updatePasswordHash(sql: Sql, userId: string, hash: string, now: Date): Promise<void> {
  await sql`update user_login set password = ${hash}, updated_at = ${now}
            where user_id = ${userId} and provider_id = 'credential'`;
}

/** Signs a person out everywhere. */
export async function deleteSessions(sql: Sql, userId: string): Promise<void> {
  await sql`delete from user_session where user_id = ${userId}`;
}
