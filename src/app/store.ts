import type { Sql } from '../database/connection.ts';

/** Our connections to this database, by what they are doing. */
export const countConnections = (sql: Sql): Promise<{ state: string; count: number }[]> =>
  sql<{ state: string; count: number }[]>`
    select coalesce(state, 'unknown') as state, count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'nayose' group by 1`;

/** Fails when the database does not answer. */
export const ping = (sql: Sql) => sql`select 1`;

/** How far the demo's contact centre has come. */
export interface DemoState {
  /** The moment that it was planned for. */
  plannedAt: Date;
  /** Names of the steps that are complete. */
  done: ReadonlySet<string>;
}

/** The state of a domain's demo; undefined before it was begun. */
export async function findDemoState(sql: Sql, domainId: number): Promise<DemoState | undefined> {
  const [row] = await sql`select planned_at, done from demo_centre where domain_id = ${domainId}`;
  return row && { plannedAt: row.planned_at, done: new Set(row.done) };
}

/** Begins a domain's demo. */
export async function beginDemo(sql: Sql, domainId: number, { plannedAt, done }: DemoState): Promise<void> {
  await sql`
    insert into demo_centre (domain_id, planned_at, done) values (${domainId}, ${plannedAt}, ${[...done]})
    on conflict do nothing`;
}

/** Notes that a step is complete. */
export async function noteDemoStep(sql: Sql, domainId: number, step: string): Promise<void> {
  await sql`update demo_centre set done = array_append(done, ${step}) where domain_id = ${domainId}`;
}
