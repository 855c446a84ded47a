import type { Sql } from '../database/connection.ts';

/** Our connections to this database, by what they are doing. */
export const countConnections = (sql: Sql): Promise<{ state: string; count: number }[]> =>
  sql<{ state: string; count: number }[]>`
    select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'nayose' group by 1`;

/** Fails when the database does not answer. */
export const ping = (sql: Sql) => sql`select 1`;
