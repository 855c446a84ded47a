import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Pool } from './connection.ts';

const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url));
const fileName = /^(\d{4})_\w+\.sql$/;

/**
 * Applies the numbered files of migrations/ that this database has not seen, each in its own transaction.
 * An advisory lock lets several starters race safely; a database newer than the code is refused.
 */
export async function migrate(pool: Pool, folder: string = migrationsFolder): Promise<void> {
  const files = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  await pool`create table if not exists migration (number integer primary key, name text not null, applied_at timestamptz not null default now())`;
  await refuseNewer(pool, files);
  for (const name of files) await apply(pool, folder, name);
}

async function refuseNewer(pool: Pool, files: string[]): Promise<void> {
  const known = Math.max(0, ...files.map((name) => Number(name.slice(0, 4))));
  const [row] = await pool`select max(number) as newest from migration`;
  if ((row?.newest ?? 0) > known) {
    throw new Error(
      `The database was made by a newer version (migration ${row?.newest}; this version knows ${known}). Start the newer version.`,
    );
  }
}

async function apply(pool: Pool, folder: string, name: string): Promise<void> {
  const number = Number(name.slice(0, 4));
  const text = await readFile(`${folder}/${name}`, 'utf8');
  await pool.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext('nayose.migration'))`;
    const seen = await sql`select 1 from migration where number = ${number}`;
    if (seen.length > 0) return;
    await sql.unsafe(text);
    await sql`insert into migration (number, name) values (${number}, ${name})`;
  });
}
