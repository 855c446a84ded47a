import type { FastifyInstance } from 'fastify';
import { answerAuth } from '../access/authRoutes.ts';
import { foreignOrigin, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { comesFromOwnPage } from './sessionDoor.ts';

/** `/api/auth/…`: signing in and out. */
export function registerAuth(server: FastifyInstance, deps: AppDeps): void {
  server.all<{ Params: { '*': string } }>('/api/auth/*', async (request, reply) => {
    if (!comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
    const { cookie, 'user-agent': agent } = request.headers;
    const response = await answerAuth(deps, {
      method: request.method,
      path: `/${request.params['*']}`,
      headers: new Headers({ ...(cookie && { cookie }), ...(agent && { 'user-agent': printable(agent) }) }),
      body: readJson(request.body),
      address: request.ip,
    });
    reply.code(response.status);
    for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
    const secure = request.protocol === 'https' ? '; Secure' : '';
    for (const line of response.headers.getSetCookie()) reply.header('set-cookie', `${line}${secure}`);
    return reply.send(Buffer.from(await response.arrayBuffer()));
  });
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 300);

function readJson(body: unknown): unknown {
  try {
    return Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    return undefined;
  }
}
