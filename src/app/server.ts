import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { answerError, sendFailure } from './answers.ts';
import { registerAuth } from './authDoor.ts';
import { awsPath, isForAwsDoor, registerAwsDoor } from './awsDoor.ts';
import { registerChatDoor } from './chatDoor.ts';
import { isChatSocket, registerChatSocket } from './chatSocket.ts';
import type { AppDeps } from './deps.ts';
import { registerEvents } from './eventStream.ts';
import { registerFiles } from './files.ts';
import { securityHeaders } from './headers.ts';
import { registerHealth } from './health.ts';
import { registerHooks } from './hooks.ts';
import type { Labels } from './metrics.ts';
import { registerSessionDoor } from './sessionDoor.ts';
import { registerWebApp } from './webApp.ts';

/** BatchPutProfileObject takes ten objects of 250 KB each; nothing else is larger. */
const bodyLimit = 4 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** Moment the request arrived, by the process's own clock (milliseconds). */
    arrived: number;
  }
}

/** The HTTP listener with all its routes; `listen` is the caller's. */
export async function createServer(deps: AppDeps): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit,
    // Signed requests keep their raw path for the signature, and routing must not trip over it.
    rewriteUrl: (request: IncomingMessage) => (isForAwsDoor(request) ? awsPath : (request.url ?? '/')),
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // After the requests under way have been answered (see drain), open sockets hold nothing worth waiting for.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2_048, caseSensitive: true, ignoreTrailingSlash: false },
    http: { headersTimeout: 20_000, maxHeaderSize: 32_768, shouldUpgradeCallback: isChatSocket },
    // Uploads may take long; node's five minutes for a whole request would cut them.
    requestTimeout: 0,
    frameworkErrors: (error, request, reply) => void answerError(deps.log, error, request, reply),
  });
  server.decorateRequest('arrived', 0);
  server.setErrorHandler((error, request, reply) => answerError(deps.log, error, request, reply));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  measure(server, deps);
  const preClose = drain(server);
  registerHealth(server, deps);
  registerAuth(server, deps);
  registerFiles(server, deps);
  registerEvents(server, deps);
  registerChatDoor(server, deps);
  registerChatSocket(server, deps);
  registerHooks(server, deps);
  registerSessionDoor(server, deps);
  registerAwsDoor(server, deps);
  // After the event streams' own hook, which ends them.
  server.addHook('preClose', preClose);
  await registerWebApp(server, deps);
  return server;
}

/** Closing waits until the requests under way are answered, eight seconds at most; new ones are turned away. */
function drain(server: FastifyInstance): () => Promise<void> {
  let underWay = 0;
  let closing = false;
  let drained: () => void = () => undefined;
  server.addHook('onRequest', async (_, reply) => {
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
      if (closing && underWay === 0) drained();
    });
    if (!closing) return;
    const message = 'The server is shutting down. Send the request again.';
    return sendFailure(reply.header('connection', 'close'), {
      status: 503,
      name: 'ServiceUnavailableException',
      message,
    });
  });
  return async () => {
    closing = true;
    if (underWay === 0) return;
    const timeout = setTimeout(() => drained(), 8_000);
    await new Promise<void>((resolve) => {
      drained = resolve;
    });
    clearTimeout(timeout);
  };
}

function measure(server: FastifyInstance, { metrics }: AppDeps): void {
  const requests = metrics.counter('nayose_http_requests_total', 'Requests answered, by door and status.');
  const seconds = metrics.histogram('nayose_http_request_seconds', 'Time to answer, by door.');
  server.addHook('onRequest', async (request, reply) => {
    request.arrived = performance.now();
    // Signed requests come from programs; what protects a page would only be weight there.
    if (request.url === awsPath) return;
    reply.headers(securityHeaders);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    const door = doorOf(request.routeOptions.url);
    requests.add(statusLabels(door, reply.statusCode));
    if (door !== 'events') seconds.observe(doorLabels[door], (performance.now() - request.arrived) / 1000);
  });
}

const doorLabels = {
  aws: { door: 'aws' },
  files: { door: 'files' },
  events: { door: 'events' },
  chat: { door: 'chat' },
  auth: { door: 'auth' },
  session: { door: 'session' },
  web: { door: 'web' },
};

type Door = keyof typeof doorLabels;

function doorOf(route: string | undefined): Door {
  if (route === awsPath) return 'aws';
  if (route?.startsWith('/api/files')) return 'files';
  if (route?.startsWith('/api/events')) return 'events';
  if (route === '/public/chat-events') return 'events';
  if (route?.startsWith('/public/')) return 'chat';
  if (route?.startsWith('/api/auth')) return 'auth';
  if (route?.startsWith('/api')) return 'session';
  return 'web';
}

const labelsByStatus = new Map<string, Labels>();

function statusLabels(door: Door, status: number): Labels {
  const key = `${door} ${status}`;
  const labels = labelsByStatus.get(key) ?? { door, status: String(status) };
  labelsByStatus.set(key, labels);
  return labels;
}
