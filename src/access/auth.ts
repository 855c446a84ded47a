import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import type { Pool } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Role } from '../wire/call.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { Secrets } from './secrets.ts';
import { signInAdapter, signInTables } from './store/signInTables.ts';
import { findUserById } from './store/users.ts';
import { passwordLength } from './users.ts';

/** The header in which the door hands over the address a request came from. */
export const addressHeader = 'x-nayose-address';

/** better-auth wants to know its address; requests are rewritten to this one, so that any host name works. */
export const authOrigin = 'http://nayose.invalid';

const hours = 3600;

/**
 * Sessions by cookie and sign-in by e-mail and password. Cookies are HttpOnly and SameSite=Strict; the door adds
 * Secure under HTTPS, checks origins for all its routes and limits attempts, so these are off here.
 */
export function createAuth(
  sql: Pool,
  secrets: Secrets,
  logError: (message: string) => void = () => undefined,
) {
  return betterAuth({
    baseURL: authOrigin,
    basePath: '/api/auth',
    secret: secrets.derive('session cookies'),
    database: signInAdapter(sql),
    user: {
      modelName: signInTables.user,
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        disabled: { type: 'boolean', required: true, input: false },
      },
    },
    session: { modelName: signInTables.session, expiresIn: 12 * hours, updateAge: hours / 4 },
    account: { modelName: signInTables.account },
    verification: { modelName: signInTables.verification },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    databaseHooks: {
      session: { create: { before: (session) => refuseDisabled(sql, session.userId) } },
    },
    advanced: {
      cookiePrefix: 'nayose',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId() },
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', disableColors: true, log: (_, message) => logError(message) },
  });
}

/** better-auth as set up here. */
export type Auth = ReturnType<typeof createAuth>;

/** A person with a live session. */
export interface Session {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
}

async function refuseDisabled(sql: Pool, userId: string): Promise<void> {
  const user = await findUserById(sql, userId);
  if (user && !user.disabled) return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'This account is disabled.' });
}

/** The live session of a request's cookies; read from the database each time, so that a revoked one ends at once. */
export async function findSession(auth: Auth, headers: Headers): Promise<Session | undefined> {
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (!found || found.user.disabled) return undefined;
  const { user } = found;
  return {
    sessionId: found.session.id,
    userId: user.id,
    name: user.name,
    email: user.email,
    role: user.role as Role,
  };
}
