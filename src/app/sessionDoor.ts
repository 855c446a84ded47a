import type { FastifyInstance, FastifyRequest } from 'fastify';
import { personCaller } from '../access/account.ts';
import { findSession } from '../access/auth.ts';
import type { Session } from '../access/session.ts';
import { foreignOrigin, notSignedIn, sendAnswer, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { baseOf, isOwnOrigin } from './origin.ts';

/** The session of a request's cookies. */
export function sessionOf(
  deps: Pick<AppDeps, 'auth'>,
  request: FastifyRequest,
): Promise<Session | undefined> {
  const { cookie } = request.headers;
  return cookie ? findSession(deps.auth, new Headers({ cookie })) : Promise.resolve(undefined);
}

/** Whether the request may act with its cookie. */
export function comesFromOwnPage(request: FastifyRequest): boolean {
  return isOwnOrigin({
    method: request.method,
    fetchSite: oneOf(request.headers['sec-fetch-site']),
    origin: request.headers.origin,
    host: request.host,
  });
}

/** `POST /api/<service>/<Operation>` with a session cookie: the same operations as at the AWS door. */
export function registerSessionDoor(server: FastifyInstance, deps: AppDeps): void {
  server.get('/api/openapi.json', async () => deps.openApi());
  server.get('/api/session', async (request, reply) => {
    const session = await sessionOf(deps, request);
    if (!session) return sendFailure(reply, notSignedIn);
    const { accountId } = personCaller(session);
    return {
      User: { Name: session.name, Email: session.email, Role: session.role },
      Domains: await deps.domainNames(accountId),
      Version: deps.version,
    };
  });
  server.post<{ Params: { service: string; operation: string } }>(
    '/api/:service/:operation',
    async (request, reply) => {
      if (!comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
      const session = await sessionOf(deps, request);
      if (!session) return sendFailure(reply, notSignedIn);
      const { service, operation } = request.params;
      const body = Buffer.isBuffer(request.body) ? request.body : undefined;
      const call = { caller: personCaller(session), requestId: request.id, base: baseOf(request.raw) };
      return sendAnswer(reply, await deps.invoke(service, operation, body, call));
    },
  );
}

const oneOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
