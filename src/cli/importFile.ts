import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { defaultBucket } from '../sources/buckets/bucket.ts';
import { type Client, openClient } from './client.ts';
import { CliError } from './problem.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Import, reportText } from './report.ts';

/** Options of `nayose import`, as parseArgs gives them. */
export interface ImportOptions {
  domain?: string | undefined;
  'object-type'?: string | undefined;
  'dry-run'?: boolean | undefined;
  encoding?: string | undefined;
  delimiter?: string | undefined;
  url?: string | undefined;
}

const bucket = defaultBucket;
const pollMillis = 300;
const delimiters: Record<string, string> = { comma: ',', tab: '\t', semicolon: ';' };

/**
 * Uploads a file to the running server, imports it and prints the report. Resolves to the exit code: 0 when every row
 * came in, 2 when some were rejected, 1 when the import failed.
 */
export async function importFile(config: Config, files: string[], options: ImportOptions): Promise<number> {
  const [path, ...more] = files;
  if (!path || more.length > 0) throw new CliError('Name one file: nayose import FILE --domain D');
  if (!options.domain) throw new CliError('Name the domain: nayose import FILE --domain D');
  const bytes = await sizeOf(path);
  const client = await openClient(config, options.url);
  const progress = createProgress(process.stdout);
  const key = `uploads/${new Date().toISOString().replace(/[-:.]/g, '')}/${basename(path)}`;
  await client.upload(bucket, key, path, bytes, (sent) => progress.show('Sending  ', sent, bytes));
  const { ImportId } = await client.call<{ ImportId: string }>('StartImport', {
    DomainName: options.domain,
    Bucket: bucket,
    Key: key,
    ObjectTypeName: options['object-type'],
    Encoding: options.encoding,
    Delimiter: delimiters[options.delimiter ?? ''] ?? options.delimiter,
    DryRun: options['dry-run'] ?? false,
  });
  const ended = await follow(client, options.domain, ImportId, progress);
  progress.end();
  const rejectsPath = await fetchRejects(client, ended, path);
  process.stdout.write(`${reportText(ended, rejectsPath)}\n`);
  if (ended.Status !== 'COMPLETED') return 1;
  return ended.Rejected > 0 ? 2 : 0;
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CliError(`There is no file ${path}.`);
  return found.size;
}

async function follow(client: Client, domain: string, importId: string, progress: Progress): Promise<Import> {
  const onInterrupt = () => {
    progress.end();
    process.stdout.write(
      `The import goes on in the server: ${client.url.origin}/d/${domain}/imports/${importId}\n`,
    );
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt);
  try {
    for (;;) {
      const now = await client.call<Import>('GetImport', { DomainName: domain, ImportId: importId });
      const rejected = now.Rejected > 0 ? `, ${count(now.Rejected)} rejected` : '';
      progress.show('Importing', now.BytesRead, now.BytesTotal, `${count(now.RowsRead)} rows${rejected}`);
      if (now.Status !== 'QUEUED' && now.Status !== 'RUNNING') return now;
      await sleep(pollMillis);
    }
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

/** Puts the rejected rows beside the file they came from; where that is not possible they stay in the bucket. */
async function fetchRejects(client: Client, ended: Import, path: string): Promise<string | undefined> {
  if (!ended.RejectedKey) return undefined;
  const local = join(dirname(path), basename(ended.RejectedKey));
  try {
    await pipeline(await client.download(ended.Bucket, ended.RejectedKey), createWriteStream(local));
    return local;
  } catch {
    return `${ended.Bucket}/${ended.RejectedKey} (in the server's buckets)`;
  }
}

const count = (value: number) => value.toLocaleString('en');
