import type { FastifyInstance } from 'fastify';
import type { Hook, HookRequest } from '../contacts/hook.ts';
import type { AppDeps } from './deps.ts';

/** Routes that rooms below bring along: telephone systems call these. They decide themselves who may. */
export function registerHooks(server: FastifyInstance, { hooks = [] }: Pick<AppDeps, 'hooks'>): void {
  for (const hook of hooks) registerHook(server, hook);
}

function registerHook(server: FastifyInstance, hook: Hook): void {
  server.route({
    method: hook.method,
    url: hook.path,
    // An event is small; whoever sends more has not read the reference.
    bodyLimit: 256 * 1024,
    handler: async (request, reply) => {
      const answer = await hook.handle({
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        headers: request.headers,
        params: request.params as HookRequest['params'],
        query: request.query as HookRequest['query'],
        address: request.ip,
      });
      reply.code(answer.status).header('cache-control', 'no-store');
      for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
      return answer.body === undefined
        ? reply.send()
        : reply.type('application/json').send(JSON.stringify(answer.body));
    },
  });
}
