import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { answerError, sendFailure, shuttingDown } from './answers.ts';
import { registerAuth } from './authDoor.ts';
import { awsListener, isForAwsDoor } from './awsDoor.ts';
import { registerChatDoor } from './chatDoor.ts';
import { isChatSocket, registerChatSocket } from './chatSocket.ts';
import type { AppDeps } from './deps.ts';
import { registerEvents } from './eventStream.ts';
import { registerFiles } from './files.ts';
import { securityHeaders } from './headers.ts';
import { registerHealth } from './health.ts';
import { registerHooks } from './hooks.ts';
import { createRequestWatch, type Door, type RequestWatch } from './requestWatch.ts';
import { registerSessionDoor } from './sessionDoor.ts';
import { registerWebApp } from './webApp.ts';

/**
 * BatchPutProfileObject takes ten objects of 250 KB each; nothing else is larger. A client that writes Japanese as \u3042
 * needs twice as much.
 */
const bodyLimit = 6 * 1024 * 1024;

/** The HTTP listener with all its routes; `listen` is the caller's. */
export async function createServer(deps: AppDeps): Promise<FastifyInstance> {
  const watch = createRequestWatch(deps.metrics);
  const server = fastify({
    bodyLimit,
    serverFactory: (handle) => listen(deps, watch, handle),
    trustProxy: 'loopback',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // After the requests under way have been answered (see drain), open sockets hold nothing worth waiting for.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 2_048, caseSensitive: true, ignoreTrailingSlash: false },
    frameworkErrors: (error, request, reply) => void answerError(deps.log, error, request, reply),
  });
  server.setErrorHandler((error, request, reply) => answerError(deps.log, error, request, reply));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  observeRequests(server, watch);
  registerHealth(server, deps);
  registerAuth(server, deps);
  registerFiles(server, deps);
  registerEvents(server, deps);
  registerChatDoor(server, deps);
  registerChatSocket(server, deps);
  registerHooks(server, deps);
  registerSessionDoor(server, deps);
  // After the event streams' own hook, which ends them.
  server.addHook('preClose', () => watch.close());
  await registerWebApp(server, deps);
  return server;
}

/** Signed requests go straight to their door, all others through the framework. */
function listen(deps: AppDeps, watch: RequestWatch, handle: RequestListener): HttpServer {
  const answerSigned = awsListener(deps, watch, bodyLimit);
  const http = { headersTimeout: 20_000, maxHeaderSize: 32_768, shouldUpgradeCallback: isChatSocket };
  const server = createHttpServer({ ...http, keepAliveTimeout: 72_000 }, (request, response) =>
    isForAwsDoor(request) ? answerSigned(request, response) : handle(request, response),
  );
  // Uploads may take long; node's five minutes for a whole request would cut them.
  server.requestTimeout = 0;
  return server;
}

function observeRequests(server: FastifyInstance, watch: RequestWatch): void {
  server.addHook('onRequest', async (request, reply) => {
    const open = watch.enter(reply.raw, () => doorOf(request.routeOptions.url));
    reply.headers(securityHeaders);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (!open) return sendFailure(reply.header('connection', 'close'), shuttingDown);
  });
}

function doorOf(route: string | undefined): Door {
  if (route?.startsWith('/api/files')) return 'files';
  if (route?.startsWith('/api/events')) return 'events';
  if (route === '/public/chat-events') return 'events';
  if (route?.startsWith('/public/')) return 'chat';
  if (route?.startsWith('/api/auth')) return 'auth';
  if (route?.startsWith('/api')) return 'session';
  return 'web';
}
