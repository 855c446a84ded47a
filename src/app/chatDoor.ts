import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChatDoor } from '../contacts/chat/door.ts';
import { parseJson } from '../wire/json.ts';
import { accessDenied, badRequest, Refusal } from '../wire/refusal.ts';
import { foreignOrigin, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { framedPagePolicy } from './headers.ts';
import { comesFromOwnPage } from './sessionDoor.ts';

/** A first message and a few attributes fit; nothing else is read from a stranger. */
const bodyLimit = 16 * 1024;

type DomainRoute = { Params: { domain: string } };

/**
 * What customers reach without signing in.
 *
 * - `GET /public/chat/<domain>`: 200 when customers may chat there, else 404.
 * - `POST /public/chat/<domain>/start`: opens a chat, for our own page and those of sites an administrator has named; gives
 *   the participant token. From there on the page speaks the
 *   participant service (`POST /participant/…`, token in `X-Amz-Bearer`).
 * - `GET /public/chat-events`: server-sent events of a chat. The connection token travels in `X-Amz-Bearer`, never in
 *   the address, so it stands in no log and no history; `Last-Event-ID` resumes.
 */
export function registerChatDoor(server: FastifyInstance, deps: AppDeps): void {
  const { chat } = deps;
  if (!chat) return;
  server.addHook('preClose', async () => chat.stop());
  deps.metrics.gauge('nayose_chat_streams', 'Pages of customers that follow a chat.', () => [
    { value: chat.count() },
  ]);
  server.get<DomainRoute>('/public/chat/:domain', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return withRetryAfter(reply, async () => {
      await chat.check(request.params.domain, request.ip);
      return { Enabled: true };
    });
  });
  server.post<DomainRoute>('/public/chat/:domain/start', { bodyLimit }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!comesFromOwnPage(request) && !(await isNamed(chat, request, reply))) {
      return sendFailure(reply, foreignOrigin);
    }
    const from = { address: request.ip, language: languageOf(request) };
    return withRetryAfter(reply, () => chat.start(request.params.domain, readBody(request.body), from));
  });
  server.options<DomainRoute>('/public/chat/:domain/start', async (request, reply) => {
    const named = await withRetryAfter(reply, () => isNamed(chat, request, reply));
    if (!named) return sendFailure(reply, foreignOrigin);
    reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
    return reply.code(204).send();
  });
  server.get('/public/chat-events', async (request, reply) => {
    if (!comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
    return withRetryAfter(reply, () => stream(deps, request, reply));
  });
  openParticipantService(server);
}

/** Whether the page is of a site that an administrator has named for this domain's chat; its browser is told so. */
async function isNamed(
  chat: ChatDoor,
  request: FastifyRequest<DomainRoute>,
  reply: FastifyReply,
): Promise<boolean> {
  const { origin } = request.headers;
  reply.header('vary', 'origin');
  if (origin === undefined || !(await chat.opensFor(request.params.domain, origin, request.ip))) return false;
  reply.header('access-control-allow-origin', origin);
  reply.header('access-control-expose-headers', 'x-amzn-errortype, retry-after');
  return true;
}

/** Tells browsers that pages of any site may speak the participant service (see app/awsDoor.ts). */
function openParticipantService(server: FastifyInstance): void {
  server.options('/participant/*', async (_, reply) => {
    reply.headers({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': participantHeaders,
      'access-control-max-age': '7200',
    });
    return reply.code(204).send();
  });
}

/** What the AWS SDKs for browsers send. */
const participantHeaders = [
  ...['content-type', 'x-amz-bearer', 'authorization', 'x-amz-date', 'x-amz-content-sha256'],
  ...['x-amz-security-token', 'x-amz-user-agent', 'amz-sdk-invocation-id', 'amz-sdk-request'],
].join(', ');

function readBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw badRequest('The body has to be JSON');
  return parseJson(body);
}

const languageOf = (request: FastifyRequest): 'ja' | 'en' =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'ja';

/** Tells when to come back, where the refusal knows. */
async function withRetryAfter<Result>(reply: FastifyReply, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const seconds = cause instanceof Refusal ? cause.details['retryAfter'] : undefined;
    if (typeof seconds === 'number') reply.header('retry-after', String(seconds));
    throw cause;
  }
}

async function stream(
  { chat }: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const token = request.headers['x-amz-bearer'];
  if (typeof token !== 'string')
    throw accessDenied('The header X-Amz-Bearer has to carry a connection token');
  const lastEventId = request.headers['last-event-id'];
  const { raw } = reply;
  const write = (text: string) => {
    if (!raw.headersSent) {
      reply.hijack();
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        connection: 'close',
      });
    }
    raw.write(text);
  };
  const id = typeof lastEventId === 'string' ? lastEventId : undefined;
  const end = await chat!.open(token, id, {
    ...{ write, buffered: () => raw.writableLength, end: () => raw.end() },
  });
  request.raw.once('close', end);
  if (request.raw.destroyed) end();
  return reply;
}

/** Pages with a bundle of their own, by address; both are served to whoever asks, and ask for a session themselves. */
const pages = { '/chat': 'chat.html', '/phone': 'phone.html' };

/** The widget, which other sites may frame, and the handset. */
export function registerOwnPages(server: FastifyInstance, deps: AppDeps): void {
  for (const [path, file] of Object.entries(pages)) {
    if (!deps.webDir || !existsSync(join(deps.webDir, file))) continue;
    server.get<{ Querystring: { domain?: string } }>(path, async (request, reply) => {
      reply.header('cache-control', 'no-cache');
      if (path === '/chat') await allowFrames(deps, request.query.domain, reply);
      return reply.sendFile(file);
    });
  }
}

async function allowFrames(deps: AppDeps, domain: string | undefined, reply: FastifyReply): Promise<void> {
  const framers = (await deps.chat?.framers(typeof domain === 'string' ? domain : '')) ?? [];
  if (framers.length === 0) return;
  reply.removeHeader('x-frame-options');
  reply.header('content-security-policy', framedPagePolicy(framers));
  reply.header('cross-origin-resource-policy', 'cross-origin');
}
