import { mkdir } from 'node:fs/promises';
import { checkDatabase } from './check.ts';
import { connect, type Pool } from './connection.ts';
import { startEmbedded } from './embedded.ts';
import { lockFolder } from './folderLock.ts';
import { migrate } from './migrate.ts';

/** An open, migrated database. */
export interface Database {
  sql: Pool;
  /**
   * A pool of few connections for short lookups. Statements of one connection travel together, and a handful of busy
   * backends leaves the processor to the others; transactions never hold these up.
   */
  lookups: Pool;
  /** Connection URL, for libraries that open their own connections. */
  url: string;
  /** Closes the pool, stops the embedded PostgreSQL and frees the data directory. */
  close(): Promise<void>;
}

/**
 * Opens the database of this installation: the one at `databaseUrl`, else an embedded PostgreSQL under `dataDir`.
 * Refuses (Error) a data directory in use and a database that cannot work.
 */
export async function openDatabase(options: {
  dataDir: string;
  databaseUrl: string | undefined;
}): Promise<Database> {
  await mkdir(options.dataDir, { recursive: true });
  const release = await lockFolder(options.dataDir);
  const embedded = options.databaseUrl ? undefined : await startEmbedded(options.dataDir);
  const url = options.databaseUrl ?? embedded!.url;
  const sql = connect(url);
  const lookups = connect(url, { max: 4 });
  const close = async () => {
    await Promise.all([sql.end({ timeout: 5 }), lookups.end({ timeout: 5 })]);
    await embedded?.stop();
    await release();
  };
  try {
    await checkDatabase(sql);
    await migrate(sql);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { sql, lookups, url, close };
}
