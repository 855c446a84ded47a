import type { Pool, Sql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Caller, Role } from '../wire/call.ts';
import { badRequest, notFound, Refusal } from '../wire/refusal.ts';
import { recordAudit } from './audit.ts';
import { hashPassword } from './passwords.ts';
import * as store from './store/users.ts';

/** Length of passwords, in characters (NIST 800-63B asks for at least 8). */
export const passwordLength = { min: 8, max: 256 };

/** A person to be added. */
export interface NewUser {
  name: string;
  email: string;
  role: Role;
  password: string;
}

/** Adds a person who signs in by e-mail and password. Refuses an e-mail that is taken. */
export async function createUser(
  pool: Pool,
  caller: Caller,
  wanted: NewUser,
  now: Date,
): Promise<store.User> {
  const hashed = await withHash(wanted);
  return pool.begin((sql) => addUser(sql, caller, hashed, now));
}

/** A person to be added, with the hash of the password in its place. */
export type HashedUser = Omit<NewUser, 'password'> & { passwordHash: string };

/** Hashes the password, which takes a tenth of a second: before a transaction, not while it holds a connection. */
export async function withHash({ password, ...person }: NewUser): Promise<HashedUser> {
  return { ...person, passwordHash: await hashPassword(password) };
}

/** As `createUser`, within a transaction. */
export async function addUser(sql: Sql, caller: Caller, wanted: HashedUser, now: Date): Promise<store.User> {
  const user: store.User = {
    userId: newId(),
    name: wanted.name.trim(),
    email: wanted.email.trim().toLowerCase(),
    role: wanted.role,
    disabled: false,
    createdAt: now,
    updatedAt: now,
  };
  const added = await store.insertUser(
    sql,
    caller.accountId,
    user,
    { loginId: newId() },
    wanted.passwordHash,
  );
  if (!added) throw new Refusal('ConflictException', 'A user with this Email exists already.');
  const detail = { email: user.email, role: user.role };
  await recordAudit(sql, caller, { action: 'CreateUser', target: user.userId, detail }, now);
  return user;
}

/** What may change about a person; what is absent stays. */
export interface UserChange {
  name?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
  password?: string | undefined;
}

/**
 * Changes a person. A new role, a new password and a disabled account sign the person out everywhere.
 * Refuses to leave the house without an admin who can sign in.
 */
export async function updateUser(
  pool: Pool,
  caller: Caller,
  userId: string,
  change: UserChange,
  now: Date,
): Promise<store.User> {
  const passwordHash = change.password === undefined ? undefined : await hashPassword(change.password);
  return pool.begin(async (sql) => {
    await store.lockUsers(sql);
    const before = await store.lockUser(sql, caller.accountId, userId);
    if (!before) throw notFound('There is no user with this UserId.');
    const user: store.User = {
      ...before,
      name: change.name?.trim() ?? before.name,
      role: change.role ?? before.role,
      disabled: change.disabled ?? before.disabled,
      updatedAt: now,
    };
    await store.updateUser(sql, user);
    if (passwordHash) await store.updatePasswordHash(sql, userId, passwordHash, now);
    await refuseWithoutAdmin(sql, caller);
    const signsOut = user.role !== before.role || user.disabled || passwordHash !== undefined;
    if (signsOut) await store.deleteSessions(sql, userId);
    const detail = { role: user.role, disabled: user.disabled, password: passwordHash !== undefined };
    await recordAudit(sql, caller, { action: 'UpdateUser', target: userId, detail }, now);
    return user;
  });
}

async function refuseWithoutAdmin(sql: Sql, caller: Caller): Promise<void> {
  if ((await store.countAdmins(sql, caller.accountId)) > 0) return;
  throw badRequest('Somebody has to remain admin: give another user the role admin first.');
}
