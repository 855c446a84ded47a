import { randomUUID } from 'node:crypto';
import { answerFailure, answerSuccess, type Logger } from './answer.ts';
import type { Call, Caller, Role } from './call.ts';
import { normalisePath, queryPairs, type RawHeaders, splitTarget } from './canonical.ts';
import { validateInput } from './constraints/validate.ts';
import { parseJson } from './json.ts';
import { findOperation, type Operations } from './operations.ts';
import { parseRequest } from './parse.ts';
import { accessDenied, notImplemented, Refusal } from './refusal.ts';
import { runOperation } from './runOperation.ts';
import { type Answer, serialiseResponse } from './serialise.ts';
import type { Service, WireOperation } from './services/service.ts';
import { serviceOfScope, services } from './services/services.ts';
import { verifySignature } from './sigv4.ts';

/** A request as the listener received it. */
export interface DoorRequest {
  method: string;
  /** Raw path and query, still percent-encoded. */
  url: string;
  /** Names in lower case. */
  headers: RawHeaders;
  body: Buffer;
  /** See `Call.base`. */
  base?: string | undefined;
}

/** An access key as access knows it. */
export interface KeyCredential {
  secretAccessKey: string;
  accountId: string;
  role: Role;
  /** Recorded as the one who did it. */
  arn: string;
}

/** What the AWS door needs. */
export interface AwsDoorDeps {
  operations: Operations;
  credentials: { find: (accessKeyId: string) => Promise<KeyCredential | undefined> };
  /** Throws a Refusal when the caller's role does not allow the operation. */
  authorise: (service: string, operation: string, caller: Caller) => void;
  clock: () => Date;
  log: Logger;
  /** Finds who holds a participant or connection token; absent: no participant is let in. */
  participants?: { find: (token: string) => Promise<Caller | undefined> };
  newRequestId?: () => string;
}

/** Answers one request; never throws. */
export type AwsDoor = (request: DoorRequest) => Promise<Answer>;

interface Found {
  service: Service;
  operation: WireOperation;
  labels: Record<string, string>;
  pairs: [string, string][];
}

/** Whether a request is for the AWS door: it is signed, or it is a participant's. */
export function isForAwsDoor(request: Pick<DoorRequest, 'url' | 'headers'>): boolean {
  const { authorization } = request.headers;
  if (typeof authorization === 'string' && authorization.startsWith('AWS4-')) return true;
  if (request.headers['x-amz-bearer'] !== undefined) return request.url.startsWith('/participant/');
  return /[?&]x-amz-(algorithm|signature|credential)=/i.test(request.url);
}

/** The door for AWS SDKs and the CLI. Order: parse, authenticate, authorise, validate, look up. */
export function createAwsDoor(deps: AwsDoorDeps): AwsDoor {
  const scopes = new Set(serviceOfScope.keys());
  const newRequestId = deps.newRequestId ?? randomUUID;

  return async (request) => {
    const requestId = newRequestId();
    let service: Service | undefined;
    let operation: WireOperation | undefined;
    try {
      const { path, query } = splitTarget(request.url);
      const where = { path: normalisePath(path), pairs: queryPairs(query) };
      const participant = participantRoute(request, where);
      const { caller, name } = participant
        ? { caller: await participantCaller(deps, request), name: 'participant' as const }
        : await signedCaller(deps, scopes, request);
      if (name === 'nayose') return await answerNayose(deps, request, where.path, { caller, requestId });
      service = services.get(name);
      const found = participant ?? findRoute(service, request.method, where);
      operation = found.operation;
      return answerSuccess(
        await run(deps, found, request, { caller, requestId, base: request.base }),
        requestId,
      );
    } catch (failure) {
      return answerFailure(failure, requestId, deps.log, service, operation);
    }
  };
}

async function signedCaller(deps: AwsDoorDeps, scopes: ReadonlySet<string>, request: DoorRequest) {
  const verified = await verifySignature(request, {
    find: deps.credentials.find,
    services: scopes,
    now: deps.clock(),
  });
  const { accountId, arn, role } = verified.credential;
  const caller: Caller = { accountId, arn, role, region: verified.region };
  return { caller, name: serviceOfScope.get(verified.service) ?? ('profile' as const) };
}

/** Participant requests carry a token instead of a signature; clients that sign them as well are not checked twice. */
function participantRoute(request: DoorRequest, where: { path: string; pairs: [string, string][] }) {
  if (request.headers['x-amz-bearer'] === undefined) return undefined;
  const service = services.get('participant');
  const match = service?.routes.match(request.method, where.path, where.pairs);
  return service && match
    ? { service, operation: match.found, labels: match.labels, pairs: where.pairs }
    : undefined;
}

async function participantCaller(deps: AwsDoorDeps, request: DoorRequest): Promise<Caller> {
  const token = request.headers['x-amz-bearer'];
  const caller = typeof token === 'string' ? await deps.participants?.find(token) : undefined;
  if (caller) return caller;
  throw accessDenied('The participant or connection token is not valid, or it has expired; start a new chat');
}

function findRoute(
  service: Service | undefined,
  method: string,
  where: { path: string; pairs: [string, string][] },
): Found {
  const match = service?.routes.match(method, where.path, where.pairs);
  if (!service || !match) {
    const scope = service?.name ?? 'unknown';
    throw new Refusal(
      'UnknownOperationException',
      `The service ${scope} has no operation at ${method} on this path`,
    );
  }
  return { service, operation: match.found, labels: match.labels, pairs: where.pairs };
}

async function run(deps: AwsDoorDeps, found: Found, request: DoorRequest, call: Call): Promise<Answer> {
  const { service, operation, labels, pairs } = found;
  deps.authorise(service.name, operation.name, call.caller);
  const handler = findOperation(deps.operations, service.name, operation.name);
  if (!handler) throw notImplemented(operation.name);
  const body = parseJson(request.body);
  const input = parseRequest(operation.input, { labels, pairs, headers: request.headers, body });
  validateInput(service.facts, operation.name, input);
  const output = await runOperation(`${service.name}.${operation.name}`, handler, input, call);
  return serialiseResponse(operation.output, output, operation.status);
}

async function answerNayose(
  deps: AwsDoorDeps,
  request: DoorRequest,
  path: string,
  call: Call,
): Promise<Answer> {
  const name = path.replace(/^\/(?:api\/nayose\/)?/, '');
  const operation = deps.operations.nayose.find((candidate) => candidate.name === name);
  if (!operation || request.method !== 'POST') {
    throw new Refusal(
      'UnknownOperationException',
      'The service nayose has no such operation; expected POST /<Operation>',
    );
  }
  deps.authorise('nayose', operation.name, call.caller);
  const output = await operation.run(parseJson(request.body), call);
  return answerSuccess({ status: 200, headers: {}, body: JSON.stringify(output) }, call.requestId);
}
