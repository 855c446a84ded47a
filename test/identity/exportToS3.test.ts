import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bucket } from '../../src/sources/buckets/bucket.ts';
import { bucketsAt, s3Endpoint } from '../sources/helpers/stores.ts';
import { openRoom } from './support/room.ts';

const rules = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }],
  MaxAllowedRuleLevelForMatching: 1,
  MaxAllowedRuleLevelForMerging: 1,
  AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE' as const, EmailAddress: ['EmailAddress'] },
};
const into = (S3BucketName: string, S3KeyName: string) => ({ S3Exporting: { S3BucketName, S3KeyName } });

async function textOf(bucket: Bucket, key: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of await bucket.read(key)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function keysOf(bucket: Bucket): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of bucket.list('')) keys.push(key);
  return keys.sort();
}

test('results go to a store that speaks S3: both methods, folders of any name, and what waits and merges', async (t) => {
  const buckets = bucketsAt(await s3Endpoint(t));
  const results = await buckets.open('results', { create: true });
  const { create, configure, quiet } = await openRoom(t, { buckets });
  const person = { LastName: '髙橋', FirstName: '健太' };
  const a = await create({ ...person, EmailAddress: 'kenta@example.jp' });
  const b = await create({ ...person, EmailAddress: 'KENTA@example.jp' });
  await configure(
    { Enabled: true, ExportingConfig: into('results', '名寄せ 結果/model/') },
    { ...rules, ExportingConfig: into('results', 'rules') },
  );
  const job = (await quiet())!;
  assert.equal(job.Status, 'COMPLETED', job.Message);
  const files = ['decisions.csv', 'decisions.jsonl', 'run.json'];
  const written = ['名寄せ 結果/model', 'rules'].flatMap((folder) =>
    files.map((file) => `${folder}/${job.JobId}/${file}`),
  );
  const notes = ['rules/README.txt', '名寄せ 結果/model/README.txt'];
  assert.deepEqual(await keysOf(results), [...written, ...notes].sort());
  assert.deepEqual([job.Export?.Bucket, job.Export?.Keys], ['results', written]);
  const rows = (await textOf(results, `rules/${job.JobId}/decisions.jsonl`)).trim().split('\n');
  const [row] = rows.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    [rows.length, row?.['LeftProfileId'], row?.['RightProfileId'], row?.['RuleLevel'], row?.['Decision']],
    [1, a, b, 1, 'MERGED'],
  );
  const csv = await textOf(results, `名寄せ 結果/model/${job.JobId}/decisions.csv`);
  assert.match(csv, /^\ufeffMatchId,LeftProfileId,.*\r\n[0-9a-f]{32},/);
  assert.match(csv, /email:same:/);
  const log = JSON.parse(await textOf(results, `rules/${job.JobId}/run.json`)) as { Stats: object };
  assert.deepEqual(log.Stats, job.Stats);
});

test('a bucket that is not there, a key that is not known and a store that is away are refused with what to do', async (t) => {
  const endpoint = await s3Endpoint(t);
  const settings = { Enabled: true, ExportingConfig: into('nowhere', 'results') };
  const refused = (error: Error) =>
    error.name === 'BadRequestException' &&
    /"nowhere" .*cannot be written to.*lets this server write/.test(error.message);
  for (const buckets of [
    bucketsAt(endpoint),
    bucketsAt(endpoint, 'SOMEBODY'),
    bucketsAt('http://127.0.0.1:1'),
  ]) {
    const { configure } = await openRoom(t, { buckets, start: false });
    await assert.rejects(configure(settings), refused);
  }
  assert.deepEqual(await bucketsAt(endpoint).list(), [], 'no bucket is made in a store of somebody else');
});
