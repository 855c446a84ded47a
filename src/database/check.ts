import type { Sql } from './connection.ts';

/** Refuses, with the reason and the remedy, a database on which searches or names would go wrong. */
export async function checkDatabase(sql: Sql): Promise<void> {
  const [row] = await sql`
    select current_setting('server_version_num')::int as version, pg_encoding_to_char(encoding) as encoding,
           datctype as ctype, current_setting('synchronous_commit') as durable, current_database() as name
    from pg_database where datname = current_database()`;
  if (!row) throw new Error('The database does not describe itself; is DATABASE_URL a PostgreSQL?');
  if (row.version < 150000) {
    throw new Error(`PostgreSQL ${Math.floor(row.version / 10000)} is too old; 15 or newer is needed.`);
  }
  if (row.encoding !== 'UTF8') {
    throw new Error(`Database "${row.name}" is encoded in ${row.encoding}; create it with ENCODING 'UTF8'.`);
  }
  if (row.durable === 'off') {
    throw new Error('synchronous_commit is off: an acknowledged write could be lost. Turn it on.');
  }
}
