import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Bucket, Buckets } from '../../src/sources/buckets/bucket.ts';
import { folderBuckets } from '../../src/sources/buckets/folder.ts';
import { inPieces } from './helpers/files.ts';
import { s3Store, temporaryFolder } from './helpers/stores.ts';

const kinds: [string, (t: TestContext) => Promise<Buckets>][] = [
  ['folder', async (t) => folderBuckets(temporaryFolder(t))],
  ['S3', s3Store],
];

async function content(bucket: Bucket, key: string, start?: number): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of await bucket.read(key, start)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

async function listed(bucket: Bucket, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of bucket.list(prefix)) keys.push(key);
  return keys.sort();
}

const put = (bucket: Bucket, key: string, text: string) => bucket.write(key, inPieces(Buffer.from(text), 3));

for (const [kind, make] of kinds) {
  test(`${kind}: what is written is listed, described and read`, async (t) => {
    const buckets = await make(t);
    await assert.rejects(buckets.open('customers'), { name: 'ResourceNotFoundException' });
    const bucket = await buckets.open('customers', { create: true });
    assert.deepEqual(await buckets.list(), ['customers']);
    for (const key of ['b.csv', 'a/顧客 一覧.csv', 'a.csv']) await put(bucket, key, `id\n${key}\n`);
    assert.deepEqual(await listed(bucket, ''), ['a.csv', 'a/顧客 一覧.csv', 'b.csv']);
    assert.deepEqual(await listed(bucket, 'a/顧'), ['a/顧客 一覧.csv']);
    assert.equal((await bucket.stat('a.csv'))?.bytes, 9);
    assert.equal(await bucket.stat('none.csv'), undefined);
    assert.equal(await content(bucket, 'b.csv'), 'id\nb.csv\n');
    assert.equal(await content(bucket, 'b.csv', 3), 'b.csv\n');
    await assert.rejects(bucket.read('none.csv'), { name: 'ResourceNotFoundException' });
  });

  test(`${kind}: another content has another fingerprint, the same content the same`, async (t) => {
    const bucket = await (await make(t)).open('customers', { create: true });
    await put(bucket, 'a.csv', 'one');
    const first = await bucket.fingerprint('a.csv');
    await put(bucket, 'a.csv', 'two');
    assert.notEqual(await bucket.fingerprint('a.csv'), first);
    await put(bucket, 'a.csv', 'one');
    assert.equal(await bucket.fingerprint('a.csv'), first);
  });

  test(`${kind}: a large file goes through in pieces; one that fails half way leaves the old content`, async (t) => {
    const bucket = await (await make(t)).open('customers', { create: true });
    const { bytes } = await bucket.write('large', inPieces(Buffer.alloc(20_000_000, 'x'), 1_000_000));
    assert.equal(bytes, 20_000_000);
    const failing = (async function* () {
      yield Buffer.alloc(10_000_000);
      throw new Error('connection lost');
    })();
    await assert.rejects(bucket.write('large', failing), /connection lost/);
    assert.equal((await bucket.stat('large'))?.bytes, 20_000_000);
    assert.equal((await listed(bucket)).length, 1);
  });

  test(`${kind}: names and keys that lead elsewhere are refused`, async (t) => {
    const buckets = await make(t);
    const bucket = await buckets.open('customers', { create: true });
    for (const name of ['..', 'a', '.hidden', 'A_b', 'a/b', 'a..b', `${'x'.repeat(64)}`]) {
      await assert.rejects(buckets.open(name, { create: true }), { name: 'BadRequestException' }, name);
    }
    for (const key of [
      '',
      '/etc/passwd',
      '../x',
      'a/../../x',
      'a//b',
      './a',
      'a\0b',
      'a\\b',
      'x'.repeat(2_000),
    ]) {
      await assert.rejects(bucket.stat(key), { name: 'BadRequestException' }, JSON.stringify(key));
      await assert.rejects(put(bucket, key, 'x'), { name: 'BadRequestException' }, JSON.stringify(key));
    }
  });
}

test('folder: symbolic links out of the bucket are not followed', async (t) => {
  const root = temporaryFolder(t);
  const outside = temporaryFolder(t);
  writeFileSync(join(outside, 'secret.csv'), 'id\n1\n');
  mkdirSync(join(root, 'customers'));
  symlinkSync(outside, join(root, 'customers', 'link'));
  symlinkSync(join(outside, 'secret.csv'), join(root, 'customers', 'file.csv'));
  symlinkSync(outside, join(root, 'elsewhere'));
  const bucket = await folderBuckets(root).open('customers');
  assert.deepEqual(await listed(bucket), []);
  for (const key of ['link/secret.csv', 'file.csv']) {
    assert.equal(await bucket.stat(key), undefined);
    await assert.rejects(bucket.read(key), { name: 'ResourceNotFoundException' });
  }
  await assert.rejects(put(bucket, 'link/new.csv', 'x'), { name: 'ResourceNotFoundException' });
  await assert.rejects(folderBuckets(root).open('elsewhere'), { name: 'ResourceNotFoundException' });
  assert.deepEqual(readdirSync(outside), ['secret.csv']);
});
