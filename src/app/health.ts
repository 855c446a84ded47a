import type { FastifyInstance } from 'fastify';
import type { AppDeps } from './deps.ts';
import { ping } from './store.ts';

/** Longest wait for the database before it counts as away. */
const patienceMillis = 3_000;

/** `/health/live`, `/health/ready` and `/metrics`, without a session and without telling anything about customers. */
export function registerHealth(server: FastifyInstance, { sql, metrics, version }: AppDeps): void {
  server.get('/health/live', async (_, reply) =>
    reply.header('cache-control', 'no-store').send({ Live: true, Version: version }),
  );
  server.get('/health/ready', async (_, reply) => {
    const ready = await Promise.race([
      ping(sql).then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, patienceMillis, false).unref()),
    ]);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(ready ? { Ready: true } : { Ready: false, Message: 'The database cannot be reached.' });
  });
  server.get('/metrics', async (_, reply) =>
    reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await metrics.render()),
  );
}
