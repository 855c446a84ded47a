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
 * A lost connection fails the queries on it and is replaced; the process lives.
 */
export function connect(url: string, options: { max?: number; database?: string } = {}): Pool {
  return driver(url, {
    max: options.max ?? 16,
    ...(options.database ? { database: options.database } : {}),
    onnotice: () => undefined,
    // Seconds before the next attempt: a database that restarts is back in one, the driver's own choice waits twenty.
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 0.5),
    connection: { application_name: 'nayose' },
    types: {
      uuid: { to: 2950, from: [2950], serialize: String, parse: withoutDashes },
      date: { to: 1082, from: [1082], serialize: String, parse: String },
      bigint: { to: 20, from: [20], serialize: String, parse: Number },
    },
  }) as unknown as Pool;
}

/** What a jsonb parameter may hold; the driver's own type refuses interfaces without an index signature. */
export function asJson(sql: Sql, value: unknown) {
  return sql.json(value as postgres.JSONValue);
}
