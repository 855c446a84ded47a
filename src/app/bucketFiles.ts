import type { Readable } from 'node:stream';
import type { Buckets } from '../sources/buckets/bucket.ts';
import { notFound } from '../wire/refusal.ts';
import type { Files } from './deps.ts';

/** Uploads and downloads over the buckets of the house. */
export const bucketFiles = (buckets: Buckets): Files => ({
  async write(_, bucketName, key, content) {
    const bucket = await buckets.open(bucketName, { create: true });
    return (await bucket.write(key, content as Readable & AsyncIterable<Buffer>)).bytes;
  },
  async read(_, bucketName, key) {
    const bucket = await buckets.open(bucketName);
    const file = await bucket.stat(key);
    if (!file) throw notFound('There is no such file in this bucket.');
    return { content: await bucket.read(key), bytes: file.bytes };
  },
});
