import { PgBoss } from 'pg-boss';
import type { Pool } from './connection.ts';

/** Queues and schedules of all rooms, in this database. */
export interface Jobs {
  boss: PgBoss;
  /** Makes queues ready; may be called by every room, works once. */
  start(): Promise<void>;
  /** Waits for what is being worked on; the rooms have said before that it is time to come to an end. */
  stop(): Promise<void>;
}

/** Sets up the queues over a small pool of their own, to the database of `sql`. Nothing is opened before `start`. */
export function createJobs(sql: Pool, log: (message: string) => void = () => undefined): Jobs {
  const boss = new PgBoss({
    ...connectionOf(sql),
    schema: 'pgboss',
    max: 2,
    application_name: 'nayose jobs',
  });
  boss.on('error', (error) => log(`queue: ${error.message}`));
  let started: Promise<unknown> | undefined;
  return {
    boss,
    async start() {
      started ??= boss.start();
      await started;
    },
    async stop() {
      if (!started) return;
      await boss.stop({ graceful: true, timeout: 20_000, close: true }).catch(() => undefined);
    },
  };
}

function connectionOf(sql: Pool) {
  const { host, port, database, user, pass, ssl } = sql.options;
  const password =
    typeof pass === 'function' ? (pass as () => string | Promise<string>) : (pass ?? undefined);
  return {
    host: host[0] ?? 'localhost',
    port: port[0] ?? 5432,
    database,
    user,
    ...(password === undefined ? {} : { password }),
    ...(ssl ? { ssl } : {}),
  };
}
