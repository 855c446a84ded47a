import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import S3rver from 's3rver';
import type { Buckets } from '../../../src/sources/buckets/bucket.ts';
import { s3Buckets } from '../../../src/sources/buckets/s3.ts';

/** A folder that goes when the test has ended. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'nayose-buckets-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The address of a server that speaks S3, started for the test. */
export async function s3Endpoint(t: TestContext): Promise<string> {
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: temporaryFolder(t) });
  const { port } = await server.run();
  t.after(() => server.close());
  return `http://127.0.0.1:${port}`;
}

/** Buckets of such a server, signed in as somebody it knows, or not. */
export const bucketsAt = (endpoint: string, keyId = 'S3RVER'): Buckets =>
  s3Buckets({ endpoint, region: 'us-east-1', accessKeyId: keyId, secretAccessKey: 'S3RVER' });

/** Buckets of a server that speaks S3, started for the test. */
export const s3Store = async (t: TestContext): Promise<Buckets> => bucketsAt(await s3Endpoint(t));
