import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { notFound } from '../../wire/refusal.ts';
import { type Bucket, type Buckets, checkBucketName, checkKey, type StoredFile } from './bucket.ts';
import { inParts } from './parts.ts';

/** Where the S3-compatible store is and how to sign in. */
export interface S3Settings {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Bytes of one part of an upload; S3 allows 10,000 parts of at least 5 MB. */
const partSize = 8 * 1_048_576;

/** Buckets of an S3-compatible store, addressed by path, with no checksum extensions that older stores refuse. */
export function s3Buckets({ endpoint, region, ...credentials }: S3Settings): Buckets {
  const client = new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async list() {
      const { Buckets: found = [] } = await client.send(new ListBucketsCommand({}));
      return found.flatMap(({ Name }) => (Name ? [Name] : [])).sort();
    },
    async open(name, options = {}) {
      checkBucketName(name);
      const found = await client.send(new HeadBucketCommand({ Bucket: name })).catch(missing);
      if (!found && !options.create) throw notFound(`There is no bucket "${name}".`);
      if (!found) await client.send(new CreateBucketCommand({ Bucket: name }));
      return s3Bucket(client, name);
    },
  };
}

function s3Bucket(client: S3Client, name: string): Bucket {
  const describe = async (key: string): Promise<StoredFile | undefined> => {
    const found = await client
      .send(new HeadObjectCommand({ Bucket: name, Key: checkKey(key) }))
      .catch(missing);
    return found && fileOf(key, found.ContentLength, found.LastModified, found.ETag);
  };
  const need = async (key: string) => {
    const file = await describe(key);
    if (!file) throw notFound(`There is no file "${key}" in bucket "${name}".`);
    return file;
  };
  return {
    name,
    list: (prefix) => listObjects(client, name, prefix),
    stat: describe,
    fingerprint: async (key) => (await need(key)).stamp,
    async read(key, start = 0) {
      const file = await need(key);
      const range = start > 0 && start < file.bytes ? { Range: `bytes=${start}-` } : {};
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key, ...range }));
      return Body as Readable;
    },
    async write(key, content) {
      await upload(client, { Bucket: name, Key: checkKey(key) }, content);
      return need(key);
    },
  };
}

async function* listObjects(client: S3Client, bucket: string, prefix: string): AsyncGenerator<StoredFile> {
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const { Key, Size, LastModified, ETag } of page.Contents ?? []) {
      // A key that ends in "/" is how consoles show an empty folder.
      if (Key && !Key.endsWith('/')) yield fileOf(Key, Size, LastModified, ETag);
    }
    token = page.NextContinuationToken;
  } while (token);
}

function fileOf(key: string, bytes = 0, modifiedAt = new Date(0), etag = ''): StoredFile {
  return { key, bytes, modifiedAt, stamp: `${etag.replaceAll('"', '')}-${bytes}` };
}

type Target = { Bucket: string; Key: string };

async function upload(client: S3Client, target: Target, content: AsyncIterable<Buffer>): Promise<void> {
  const parts = inParts(content, partSize);
  const first = await parts.next();
  const second = first.done ? first : await parts.next();
  if (second.done) {
    const Body = first.done ? Buffer.alloc(0) : first.value;
    await client.send(new PutObjectCommand({ ...target, Body, ContentLength: Body.length }));
    return;
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    const send = async (Body: Buffer) => {
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag });
    };
    await send(first.value as Buffer);
    await send(second.value);
    for await (const part of parts) await send(part);
    await client.send(
      new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
    );
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
    throw error;
  }
}

function missing(error: { $metadata?: { httpStatusCode?: number } }): undefined {
  if (error.$metadata?.httpStatusCode === 404) return undefined;
  throw error;
}
