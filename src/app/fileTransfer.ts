import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountId as ownAccount, personCaller } from '../access/account.ts';
import { isAtLeast } from '../access/permissions.ts';
import type { Caller, Role } from '../wire/call.ts';
import { accessDenied, Refusal } from '../wire/refusal.ts';
import { verifySignature } from '../wire/sigv4.ts';
import type { AppDeps } from './deps.ts';
import { sessionOf } from './sessionDoor.ts';

/** Who asks, and what the signer says the body hashes to. */
export interface Asker {
  caller: Caller;
  payloadSha256: string | undefined;
}

/** Answers with a file to keep: never shown by the browser, whatever is in it or it is called. */
export function sendDownload(reply: FastifyReply, file: { name: string; bytes: number; content: Readable }) {
  const name = encodeURIComponent(file.name).replace(/['()*]/g, escapeMark);
  return reply
    .type('application/octet-stream')
    .header('content-length', file.bytes)
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(file.content);
}

/** The body of an upload as it arrives; it fails when the sender goes away or the bytes are not those that were signed. */
export function contentOf(request: FastifyRequest, asker: Asker): Readable {
  const body = (request.body ?? request.raw) as Readable;
  const content = body.pipe(hashGate(asker.payloadSha256));
  body.on('error', (cause) => content.destroy(cause));
  request.raw.once('close', () => {
    if (!request.raw.complete) content.destroy(new Error('the sender went away'));
  });
  return content;
}

const escapeMark = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** Whether an access key signed the request; else its cookie counts. */
export const isSigned = (request: FastifyRequest) =>
  request.headers.authorization?.startsWith('AWS4-') ?? false;

/** Who asks for a file. Undefined without a session; refuses (403) a role below the least one. */
export async function whoAsks(
  deps: AppDeps,
  request: FastifyRequest,
  least: Role,
): Promise<Asker | undefined> {
  const asker = isSigned(request) ? await verifySigner(deps, request) : await sessionAsker(deps, request);
  if (asker && !isAtLeast(asker.caller.role, least)) throw accessDenied(`Files need the role ${least}.`);
  return asker;
}

async function sessionAsker(deps: AppDeps, request: FastifyRequest): Promise<Asker | undefined> {
  const session = await sessionOf(deps, request);
  return session && { caller: personCaller(session), payloadSha256: undefined };
}

async function verifySigner(deps: AppDeps, request: FastifyRequest): Promise<Asker> {
  const { method, headers } = request.raw;
  const { credential, region, payloadSha256 } = await verifySignature(
    { method: method ?? 'GET', url: request.originalUrl, headers, body: undefined },
    {
      find: (accessKeyId) => deps.credentials.find(accessKeyId),
      services: new Set(['nayose']),
      now: deps.clock(),
      unsignedPayload: true,
    },
  );
  const { accountId, arn, role } = credential;
  if (accountId !== ownAccount) throw accessDenied('The access key belongs to another account.');
  return { caller: { accountId, arn, role, region }, payloadSha256 };
}

/** Fails the stream at its end when the bytes are not those that were signed, before anybody keeps the file. */
function hashGate(expected: string | undefined): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk, _, done) {
      if (expected) hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const differs = expected !== undefined && hash.digest('hex') !== expected;
      done(differs ? new Refusal('AccessDeniedException', 'The body is not the one that was signed.') : null);
    },
  });
}
