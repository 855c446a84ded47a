import type { Pool } from '../database/connection.ts';
import { accountId, userArn } from './account.ts';
import { recordAudit } from './audit.ts';
import { type Auth, addressHeader, authOrigin, findSession } from './auth.ts';
import { type AttemptLimit, knownAddressDays, knownSubject, signInLimits } from './signInLimits.ts';
import { isRemembered, releaseAttempts, rememberSubject, takeAttempt } from './store/attempts.ts';
import { findUserByEmail } from './store/users.ts';

/** A request under `/api/auth`, as the door hands it over. */
export interface AuthRequest {
  method: string;
  /** Below `/api/auth`, for example `/sign-in/email`. */
  path: string;
  headers: Headers;
  /** Parsed JSON body, if any. */
  body: unknown;
  /** Address of the client. */
  address: string;
}

interface Deps {
  sql: Pool;
  auth: Auth;
  clock: () => Date;
}

/**
 * Answers the four routes a browser needs: sign in, sign out, read the session, change the own password.
 * Everything else that better-auth can do is closed.
 */
export async function answerAuth(deps: Deps, request: AuthRequest): Promise<Response> {
  const route = `${request.method} ${request.path}`;
  if (route === 'POST /sign-in/email') return signIn(deps, request);
  if (route === 'POST /change-password') return changePassword(deps, request);
  if (route === 'POST /sign-out') return signOut(deps, request);
  if (route === 'GET /get-session') return forward(deps, request, undefined);
  return refuse(404, 'NOT_FOUND', 'There is no such route.');
}

async function signIn(deps: Deps, request: AuthRequest): Promise<Response> {
  const { email, password } = members(request.body);
  if (typeof email !== 'string' || typeof password !== 'string') {
    return refuse(400, 'BAD_REQUEST', 'email and password are required, both as text.');
  }
  const limits = await limitsFor(deps, email, request.address);
  const tooMany = await takeAttempts(deps, limits);
  if (tooMany) return tooMany;
  const response = await forward(deps, request, { email, password });
  const now = deps.clock();
  const user = await findUserByEmail(deps.sql, email);
  if (response.ok) await welcome(deps, limits, knownSubject(email, request.address));
  const action = response.ok ? 'SignIn' : 'SignInFailed';
  // What was typed as e-mail is kept only when it is one: people type passwords into the wrong field.
  const arn = user ? userArn(user.email) : 'unknown';
  await recordAudit(
    deps.sql,
    { accountId, arn },
    { action, address: request.address, target: user?.userId ?? null },
    now,
  );
  return response;
}

async function welcome(deps: Deps, limits: AttemptLimit[], known: string): Promise<void> {
  const now = deps.clock();
  const until = new Date(now.getTime() + knownAddressDays * 86_400_000);
  await releaseAttempts(
    deps.sql,
    limits.map((limit) => limit.subject),
    now,
  );
  await rememberSubject(deps.sql, known, until);
}

async function changePassword(deps: Deps, request: AuthRequest): Promise<Response> {
  const session = await findSession(deps.auth, request.headers);
  if (!session) return refuse(401, 'UNAUTHORIZED', 'Sign in first.');
  const { currentPassword, newPassword } = members(request.body);
  const limits = await limitsFor(deps, session.email, request.address);
  const tooMany = await takeAttempts(deps, limits);
  if (tooMany) return tooMany;
  const response = await forward(deps, request, { currentPassword, newPassword, revokeOtherSessions: true });
  if (response.ok) {
    const subjects = limits.map((limit) => limit.subject);
    await releaseAttempts(deps.sql, subjects, deps.clock());
    const event = { action: 'ChangePassword', target: session.userId, address: request.address };
    await recordAudit(deps.sql, { accountId, arn: userArn(session.email) }, event, deps.clock());
  }
  return response;
}

async function signOut(deps: Deps, request: AuthRequest): Promise<Response> {
  const session = await findSession(deps.auth, request.headers);
  const response = await forward(deps, request, {});
  if (session) {
    const event = { action: 'SignOut', target: session.userId, address: request.address };
    await recordAudit(deps.sql, { accountId, arn: userArn(session.email) }, event, deps.clock());
  }
  return response;
}

async function limitsFor(deps: Deps, email: string, address: string): Promise<AttemptLimit[]> {
  const known = await isRemembered(deps.sql, knownSubject(email, address), deps.clock());
  return signInLimits(email, address, known);
}

async function takeAttempts(deps: Deps, limits: AttemptLimit[]): Promise<Response | undefined> {
  for (const limit of limits) {
    const { waitSeconds } = await takeAttempt(deps.sql, limit, deps.clock());
    if (waitSeconds > 0) {
      const message = `Too many attempts. Try again in ${waitSeconds} seconds.`;
      return refuse(429, 'TOO_MANY_ATTEMPTS', message, { 'retry-after': String(waitSeconds) });
    }
  }
  return undefined;
}

function forward(deps: Deps, request: AuthRequest, body: unknown): Promise<Response> {
  const headers = new Headers({ [addressHeader]: request.address });
  for (const name of ['cookie', 'user-agent']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  if (body !== undefined) headers.set('content-type', 'application/json');
  return deps.auth.handler(
    new Request(`${authOrigin}/api/auth${request.path}`, {
      method: request.method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

const members = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

const refuse = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  Response.json({ code, message }, { status, headers });
