import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { notFound } from '../../wire/refusal.ts';
import { type Bucket, type Buckets, checkBucketName, checkKey, type StoredFile } from './bucket.ts';

/** Files being written live here, beside the buckets; no bucket can have this name. */
const scratch = '.writing';

/** Buckets that are folders below `root`. Folders appear as they are needed. */
export function folderBuckets(root: string): Buckets {
  return {
    async list() {
      const entries = await readdir(root, { withFileTypes: true }).catch(ignoreMissing);
      return (entries ?? [])
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
        .sort();
    },
    async open(name, options = {}) {
      const folder = join(root, checkBucketName(name));
      if (options.create) await mkdir(folder, { recursive: true, mode: 0o700 });
      const found = await lstat(folder).catch(ignoreMissing);
      if (!found?.isDirectory()) throw notFound(`There is no bucket "${name}".`);
      return folderBucket(name, await realpath(folder), join(root, scratch));
    },
  };
}

function folderBucket(name: string, folder: string, writing: string): Bucket {
  return {
    name,
    list: (prefix) => listFolder(folder, prefix),
    async stat(key) {
      const path = await pathInside(folder, key);
      return path ? describe(key, path) : undefined;
    },
    async fingerprint(key) {
      const digest = createHash('sha256');
      for await (const chunk of await readFile(folder, name, key, 0)) digest.update(chunk as Buffer);
      return digest.digest('hex');
    },
    read: (key, start = 0) => readFile(folder, name, key, start),
    write: async (key, content) => writeFile(folder, writing, checkKey(key), content),
  };
}

/** Path of an existing file, with no symbolic link on the way that leads out of the bucket. */
async function pathInside(folder: string, key: string): Promise<string | undefined> {
  const path = join(folder, ...checkKey(key).split('/'));
  const real = await realpath(path).catch(ignoreMissing);
  return real === path ? path : undefined;
}

async function describe(key: string, path: string): Promise<StoredFile | undefined> {
  const found = await lstat(path, { bigint: true }).catch(ignoreMissing);
  if (!found?.isFile()) return undefined;
  const stamp = `${found.size}-${found.mtimeNs}-${found.ino}`;
  return { key, bytes: Number(found.size), modifiedAt: found.mtime, stamp };
}

async function readFile(folder: string, bucket: string, key: string, start: number): Promise<Readable> {
  const path = await pathInside(folder, key);
  const found = path && (await stat(path)).isFile();
  if (!path || !found) throw notFound(`There is no file "${key}" in bucket "${bucket}".`);
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  return createReadStream(path, { fd: handle, start, highWaterMark: 262_144 });
}

async function* listFolder(folder: string, prefix: string, within = ''): AsyncGenerator<StoredFile> {
  const entries = (await readdir(join(folder, within), { withFileTypes: true }).catch(ignoreMissing)) ?? [];
  // S3 lists in the order of whole keys: "a/b" sorts by "a/", after "a.csv".
  const named = entries.map((entry) => ({
    entry,
    key: within + entry.name + (entry.isDirectory() ? '/' : ''),
  }));
  for (const { entry, key } of named.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const apart = !key.startsWith(prefix) && !prefix.startsWith(key);
    if (apart || entry.name.includes('\\')) continue;
    if (entry.isDirectory()) yield* listFolder(folder, prefix, key);
    else if (entry.isFile() && key.startsWith(prefix)) {
      const file = await describe(key, join(folder, key));
      if (file) yield file;
    }
  }
}

async function writeFile(
  folder: string,
  writing: string,
  key: string,
  content: AsyncIterable<Buffer>,
): Promise<StoredFile> {
  const target = join(folder, ...key.split('/'));
  await mkdir(writing, { recursive: true, mode: 0o700 });
  const temporary = join(writing, randomUUID());
  try {
    await writeThrough(temporary, content);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const parent = await realpath(dirname(target));
    if (parent !== dirname(target)) throw notFound('The key leads out of the bucket.');
    await rename(temporary, target);
    await syncFolder(parent);
  } finally {
    await rm(temporary, { force: true });
  }
  const file = await describe(key, target);
  if (!file) throw new Error(`${folder}${sep}${key} vanished while it was written`);
  return file;
}

async function writeThrough(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const handle: FileHandle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
  throw error;
}
