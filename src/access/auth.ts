import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import type { Pool } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { Secrets } from './secrets.ts';
import type { Session } from './session.ts';
import { findLiveSession } from './store/sessions.ts';
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
  const library = betterAuth({
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
  return Object.assign(library, { sql, tokenOf: new Map<string, string>() });
}

/** better-auth as set up here, with the session tokens of cookies it has found genuine. */
export type Auth = ReturnType<typeof createAuth>;

async function refuseDisabled(sql: Pool, userId: string): Promise<void> {
  const user = await findUserById(sql, userId);
  if (user && !user.disabled) return;
  throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'This account is disabled.' });
}

const rememberAtMost = 1_000;
const longestRemembered = 1_000;

/**
 * The live session of a request's cookies; read from the database each time, so that a revoked one ends at once. That a
 * cookie is genuine is asked once: the library's way to a session costs more than most of what people ask for.
 */
export async function findSession(auth: Auth, headers: Headers): Promise<Session | undefined> {
  const { sql, tokenOf } = auth;
  const cookie = headers.get('cookie') ?? '';
  const token = tokenOf.get(cookie);
  const live = token === undefined ? undefined : await findLiveSession(sql, token);
  if (live) return live;
  tokenOf.delete(cookie);
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (!found) return undefined;
  if (cookie.length <= longestRemembered) {
    if (tokenOf.size >= rememberAtMost) tokenOf.delete(tokenOf.keys().next().value!);
    tokenOf.set(cookie, found.session.token);
  }
  return findLiveSession(sql, found.session.token);
}
