import type { Readable } from 'node:stream';
import { badRequest } from '../../wire/refusal.ts';

/** A stored file, as a listing shows it. */
export interface StoredFile {
  /** Path inside the bucket, parts separated by "/". */
  key: string;
  bytes: number;
  modifiedAt: Date;
  /** Changes whenever the content may have changed; cheap to get. */
  stamp: string;
}

/** A place where customer files are kept: a folder or an S3 bucket. */
export interface Bucket {
  name: string;
  /** Files whose key begins with the prefix, in key order. */
  list(prefix: string): AsyncGenerator<StoredFile>;
  /** One file, or undefined when there is none. */
  stat(key: string): Promise<StoredFile | undefined>;
  /** Same content, same fingerprint; another content, another one. Refuses a missing file. */
  fingerprint(key: string): Promise<string>;
  /** Content from byte `start` on. Refuses a missing file. */
  read(key: string, start?: number): Promise<Readable>;
  /** Stores a file whole or not at all, replacing an earlier one. */
  write(key: string, content: AsyncIterable<Buffer>): Promise<StoredFile>;
}

/** All buckets of the house. */
export interface Buckets {
  /** Names, sorted. */
  list(): Promise<string[]>;
  /** Opens a bucket by name. Refuses an unknown one, unless it may be created. */
  open(name: string, options?: { create?: boolean }): Promise<Bucket>;
}

/** Bucket where uploads go when nobody names another. */
export const defaultBucket = 'imports';

/** Refuses names that S3 does not allow either (3–63 of a–z, 0–9, dot and hyphen, letters or digits at both ends). */
export function checkBucketName(name: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/.test(name)) return name;
  throw badRequest('A bucket name has 3 to 63 of a–z, 0–9, "." and "-", and a letter or digit at both ends.');
}

/** Refuses keys that could leave the bucket or that no file system holds. */
export function checkKey(key: string): string {
  const parts = key.split('/');
  const bad = parts.some(
    (part) => part === '' || part === '.' || part === '..' || Buffer.byteLength(part) > 255,
  );
  if (!bad && Buffer.byteLength(key) <= 1_024 && !/[\0\\]/.test(key) && key.isWellFormed()) return key;
  throw badRequest(
    'A file key is a relative path with "/" between its parts, without "..", "." or empty parts.',
  );
}
