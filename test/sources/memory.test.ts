import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const reader = new URL('./helpers/readStandardInput.ts', import.meta.url).pathname;

/** Reads the given bytes in a process of its own. */
async function readApart(
  pieces: Iterable<Buffer>,
): Promise<{ rows: number; rejects: number; refused?: string; peak: number }> {
  const child = spawn(process.execPath, [reader], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stdin.on('error', () => undefined);
  const closed = new Promise((resolve) => child.on('close', resolve));
  for (const piece of pieces) {
    if (!child.stdin.writable) break;
    if (!child.stdin.write(piece))
      await Promise.race([new Promise((resolve) => child.stdin.once('drain', resolve)), closed]);
  }
  child.stdin.end();
  await closed;
  return JSON.parse(output);
}

function* repeated(before: string, piece: Buffer, times: number, after: string): Generator<Buffer> {
  yield Buffer.from(before);
  for (let i = 0; i < times; i++) yield piece;
  yield Buffer.from(after);
}

const megabyte = Buffer.alloc(1_000_000, 'x');

test('a line of 1 GB is one rejected row, in bounded memory', { timeout: 120_000 }, async () => {
  const result = await readApart(repeated('id,name\n1,a\n2,', megabyte, 1_000, '\n3,c\n'));
  assert.equal(result.rows, 2);
  assert.equal(result.rejects, 1);
  assert.ok(result.peak < 300, `${result.peak} MB`);
});

test('a file of one line of 1 GB is refused at once', { timeout: 120_000 }, async () => {
  const result = await readApart(repeated('', megabyte, 1_000, ''));
  assert.match(result.refused ?? '', /longer than/);
  assert.ok(result.peak < 300, `${result.peak} MB`);
});

test('a quote left open before 100 MB of rows costs one row', { timeout: 120_000 }, async () => {
  const rows = Buffer.from('1,abcdefghijklmnopqrstuvw\n'.repeat(40_000));
  const result = await readApart(repeated('id,name\n0,"open\n', rows, 100, ''));
  assert.deepEqual([result.rows, result.rejects], [4_000_000, 1]);
  assert.ok(result.peak < 400, `${result.peak} MB`);
});

test('a gzip bomb is refused in bounded memory', { timeout: 120_000 }, async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('id\n'), Buffer.alloc(200_000_000, '0')]));
  const result = await readApart([bomb]);
  assert.match(result.refused ?? '', /400 times/);
  assert.ok(result.peak < 300, `${result.peak} MB`);
});
