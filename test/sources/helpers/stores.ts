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

/** Buckets of a server that speaks S3, started for the test. */
export async function s3Store(t: TestContext): Promise<Buckets> {
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: temporaryFolder(t) });
  const { port } = await server.run();
  t.after(() => server.close());
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return s3Buckets({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', ...keys });
}
