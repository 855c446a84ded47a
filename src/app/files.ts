import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountId as ownAccount, personCaller } from '../access/account.ts';
import { recordAudit } from '../access/audit.ts';
import { isAtLeast } from '../access/permissions.ts';
import type { Caller } from '../wire/call.ts';
import { accessDenied, badRequest, Refusal } from '../wire/refusal.ts';
import { verifySignature } from '../wire/sigv4.ts';
import { foreignOrigin, notSignedIn, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { comesFromOwnPage, sessionOf } from './sessionDoor.ts';

interface Target {
  Params: { bucket: string; '*': string };
}

/** Who asks, and what the signer says the body hashes to. */
interface Asker {
  caller: Caller;
  payloadSha256: string | undefined;
}

/**
 * `PUT|GET /api/files/<bucket>/<key>`: files into and out of buckets as streams, for supervisors with a session and for
 * access keys that sign (service `nayose`).
 */
export function registerFiles(server: FastifyInstance, deps: AppDeps): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.put<Target>('/api/files/:bucket/*', async (request, reply) => {
      if (!isSigned(request) && !comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
      const asker = await whoAsks(deps, request);
      if (!asker) return sendFailure(reply, notSignedIn);
      const { bucket, key } = target(request.params);
      const body = (request.body ?? emptyBody(request)) as Readable;
      const content = body.pipe(hashGate(asker.payloadSha256));
      body.on('error', (cause) => content.destroy(cause));
      request.raw.once('close', () => {
        if (!request.raw.complete) content.destroy(new Error('the sender went away'));
      });
      const bytes = await deps.files.write(asker.caller, bucket, key, content);
      return { Bucket: bucket, Key: key, Bytes: bytes };
    });
    scope.get<Target>('/api/files/:bucket/*', async (request, reply) => {
      const asker = await whoAsks(deps, request);
      if (!asker) return sendFailure(reply, notSignedIn);
      const { bucket, key } = target(request.params);
      const { content, bytes } = await deps.files.read(asker.caller, bucket, key);
      await recordAudit(deps.sql, asker.caller, {
        action: 'DownloadFile',
        target: `${bucket}/${key}`,
        address: request.ip,
      });
      const name = encodeURIComponent(key.split('/').at(-1)!).replace(/['()*]/g, escapeMark);
      return reply
        .type('application/octet-stream')
        .header('content-length', bytes)
        .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
        .send(content);
    });
  });
}

const escapeMark = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

const isSigned = (request: FastifyRequest) => request.headers.authorization?.startsWith('AWS4-') ?? false;

const emptyBody = (request: FastifyRequest): Readable => request.raw;

async function whoAsks(deps: AppDeps, request: FastifyRequest): Promise<Asker | undefined> {
  const asker = isSigned(request) ? await verifySigner(deps, request) : await sessionAsker(deps, request);
  if (asker && !isAtLeast(asker.caller.role, 'supervisor')) {
    throw accessDenied('Files need the role supervisor.');
  }
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

function target({ bucket, '*': key }: Target['Params']): { bucket: string; key: string } {
  const climbs = key.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (!bucket || !key || climbs || /[\0\\]/.test(bucket + key)) {
    throw badRequest(
      'The path has to be /api/files/<bucket>/<key>; the parts of a key may not be empty or dots.',
    );
  }
  return { bucket, key };
}
