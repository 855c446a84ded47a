import type postgres from 'postgres';
import { driver } from './driver.ts';

/** A pool or a transaction: store functions take either as their first argument. */
export type Sql = postgres.Sql | postgres.TransactionSql;

/** The pool itself, where transactions are opened. */
export type Pool = postgres.Sql;

/** An open transaction. */
export type TransactionSql = postgres.TransactionSql;

const withoutDashes = (uuid: string) => uuid.replaceAll('-', '');

/**
 * Opens a pool. Ids read as 32 lower-case hex, dates as `yyyy-mm-dd`, bigint as number (counts stay far below 2^53).
 * A lost connection fails the queries on it and is replaced; the process lives. `parameters` are PostgreSQL's settings by
 * name, for the connections of this pool.
 */
export function connect(
  url: string,
  options: { max?: number; database?: string; parameters?: Readonly<Record<string, string>> } = {},
): Pool {
  return driver(url, {
    max: options.max ?? 16,
    ...(options.database ? { database: options.database } : {}),
    onnotice: () => undefined,
    // Seconds before the next attempt: a database that restarts is back in one, the driver's own choice waits twenty.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 0.5),
    // Every statement here is written for one index path; planning it anew for each call costs more than running it.
    connection: {
      application_name: 'nayose',
      plan_cache_mode: 'force_generic_plan',
      ...options.parameters,
    },
    types: {
      uuid: { to: 2950, from: [2950], serialize: String, parse: withoutDashes },
      date: { to: 1082, from: [1082], serialize: String, parse: String },
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
    },
  }) as unknown as Pool;
}

/** The URL of a pool's database, for threads that open connections of their own. */
export function urlOf({ options }: Pool): string {
  const { host, port, database, user, pass, ssl } = options;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(String(pass ?? ''))}`;
  const mode = typeof ssl === 'string' ? `?sslmode=${ssl}` : '';
  return `postgres://${login}@${host[0]}:${port[0]}/${encodeURIComponent(database)}${mode}`;
}

/** What a jsonb parameter may hold; the driver's own type refuses interfaces without an index signature. */
export function asJson(sql: Sql, value: unknown) {
  return sql.json(value as postgres.JSONValue);
}

/**
 * Commits a transaction in the same breath as its last statements, so that their answer is the last that is waited for. All
 * of them must have been sent when `statements` is given here, none after another's answer; nothing can be sent afterwards.
 * When one of them fails nothing is committed, and its error is thrown.
 */
export async function commitWith<Result>(sql: TransactionSql, statements: Promise<Result>): Promise<Result> {
  // The driver takes a statement over a few microtasks after it was asked for.
  await new Promise<void>((taken) => process.nextTick(taken));
  const commit = (sql as TransactionSql & { sendCommit(): Promise<unknown> }).sendCommit();
  const [result] = await Promise.allSettled([statements, commit]);
  if (result.status === 'rejected') throw result.reason;
  await commit;
  return result.value;
}
