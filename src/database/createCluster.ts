import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, glob, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** User and group that PostgreSQL runs as, when we are root (it refuses to run as root). */
export interface Identity {
  uid?: number;
  gid?: number;
}

/** What makes a cluster. */
export interface ClusterMaker {
  /** The program of that name. */
  initdb: string;
  identity: Identity;
  environment: Record<string, string | undefined>;
}

/**
 * Makes a PostgreSQL cluster in `folder`, whose owner `nayose` has this password. It is made beside its place and put
 * there when it is whole: a start that is killed meanwhile does not stand in the way of the next. Throws an Error that
 * says what is in the way.
 */
export async function createCluster(
  { initdb, identity, environment }: ClusterMaker,
  folder: string,
  password: string,
): Promise<void> {
  await removeBegun(folder);
  const begun = `${folder}.new-${randomUUID()}`;
  const passwordFile = `${begun}.password`;
  await mkdir(begun, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    await chown(begun, identity.uid, identity.gid);
    await chown(passwordFile, identity.uid, identity.gid);
  }
  // libc C.UTF-8: the only choice under which pg_trgm keeps kanji and byte order is the sort order.
  const flags = ['--username=nayose', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'];
  try {
    await run(initdb, [`--pgdata=${begun}`, `--pwfile=${passwordFile}`, '--data-checksums', ...flags], {
      ...identity,
      cwd: '/',
      env: environment,
    });
    await rm(passwordFile);
    await rename(begun, folder);
    await syncFolder(dirname(folder));
  } catch (cause) {
    await removeBegun(folder);
    throw new Error(await explain(folder, initdb, identity, cause), { cause });
  }
}

/** What killed starts have left; their own initdb may still be at it, and gives up then. */
async function removeBegun(folder: string): Promise<void> {
  const parent = dirname(folder);
  for await (const name of glob(`${basename(folder)}.new-*`, { cwd: parent }))
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 10 });
}

/** Makes a rename last; Windows knows no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}

async function explain(folder: string, initdb: string, { uid }: Identity, cause: unknown): Promise<string> {
  const detail = cause instanceof Error ? cause.message : String(cause);
  for (const path of uid === undefined ? [] : [folder, initdb]) {
    const closed = await firstClosedFolder(path);
    if (closed) {
      return `PostgreSQL runs as user ${uid} and may not enter ${closed}. Open it (chmod o+x) or set NAYOSE_DATA_DIR elsewhere.`;
    }
  }
  return `PostgreSQL could not create its cluster in ${folder}: ${detail}`;
}

async function firstClosedFolder(path: string): Promise<string | undefined> {
  const parts = path.split('/').slice(1, -1);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const folder = `/${parts.slice(0, depth).join('/')}`;
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) return folder;
  }
  return undefined;
}
