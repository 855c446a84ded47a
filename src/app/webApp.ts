import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendFailure } from './answers.ts';
import { answerAws } from './awsDoor.ts';
import { registerOwnPages } from './chatDoor.ts';
import type { AppDeps } from './deps.ts';

/**
 * The built web app. Its routes live in the browser, so a page that is asked for is always index.html. What is not a
 * page and matches nothing is most likely an AWS request without a signature, and is refused at that door.
 */
export async function registerWebApp(server: FastifyInstance, deps: AppDeps): Promise<void> {
  const hasApp = deps.webDir !== undefined && existsSync(join(deps.webDir, 'index.html'));
  if (hasApp) {
    await server.register(fastifyStatic, {
      root: deps.webDir!,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Built names carry a hash of the content.
        const kept = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
        reply.header('cache-control', kept);
        // The script tag of the widget stands in pages of other sites.
        if (path.endsWith('/chat.js')) reply.header('cross-origin-resource-policy', 'cross-origin');
      },
    });
    registerOwnPages(server, deps);
  }
  server.setNotFoundHandler(async (request, reply) => {
    if (request.url.startsWith('/api/')) {
      const message = 'There is no such route. Operations are called by POST /api/<service>/<Operation>.';
      return sendFailure(reply, { status: 404, name: 'UnknownOperationException', message });
    }
    if (!wantsPage(request)) return answerAws(deps, request, reply);
    if (hasApp) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply.code(404).type('text/plain').send('The web app is not built. Run "npm run build:web".\n');
  });
}

const wantsPage = (request: FastifyRequest) =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.url === '/' || (request.headers.accept ?? '').includes('text/html'));
