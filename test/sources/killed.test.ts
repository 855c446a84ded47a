import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../../src/database/connection.ts';
import type { Import } from '../../src/sources/operations/shapes.ts';
import { openRoom } from './helpers/room.ts';

const importer = new URL('./helpers/importer.ts', import.meta.url).pathname;

async function startImporter(url: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [importer, url, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function rowsRead(sql: Pool): Promise<number> {
  const [row] = await sql`select rows_read from import`;
  return row?.rows_read;
}

const rows = 30_000;
const badLines = [5, 9_000, 29_999];
const customers = new Set<number>();

/** Every line n holds customer n, some lines are ragged, and every tenth customer comes twice. */
function fileText(): string {
  const lines = ['customer_id,name,memo'];
  for (let n = 2; n <= rows + 1; n++) {
    const id = n % 10 === 0 ? n - 1 : n;
    if (!badLines.includes(n)) customers.add(id);
    lines.push(badLines.includes(n) ? `C${n},ragged` : `C${id},name ${n},"memo ""${n}"""`);
  }
  return `${lines.join('\n')}\n`;
}

test('killed at any point, several times, an import ends with every row once', {
  timeout: 180_000,
}, async (t) => {
  const room = await openRoom(t, { start: false });
  await room.put('customers.csv', fileText());
  const { ImportId } = await room
    .run<{ ImportId: string }>('StartImport', { Bucket: 'imports', Key: 'customers.csv' })
    .catch(async () => {
      // The queue of this process does not run; the import is stored and the child takes it up.
      const [row] = await room.sql`select import_id from import`;
      return { ImportId: row?.import_id as string };
    });
  let reached = 0;
  for (let kills = 0; kills < 4; kills++) {
    const child = await startImporter(room.url, room.folder);
    while (reached < rows && (await rowsRead(room.sql)) <= reached) await wait(20);
    await wait(Math.random() * 400);
    // Once it is asked to stop, the other times it has no say in it.
    child.kill(kills === 2 ? 'SIGTERM' : 'SIGKILL');
    await once(child, 'exit');
    // At one moment: a commit that was on its way may arrive after the death of who sent it.
    const [left] = await room.sql`
      select rows_read, created + updated + unchanged + rejected as handled, created,
        (select count(*) from profile_object) as stored
      from import`;
    reached = left?.rows_read;
    assert.equal(left?.handled, reached);
    assert.equal(left?.stored, left?.created, 'objects stored are those counted');
  }
  const child = await startImporter(room.url, room.folder);
  const done: Import = await room.ended(ImportId);
  child.kill('SIGTERM');
  await once(child, 'exit');
  assert.equal(done.Status, 'COMPLETED', done.Message);
  assert.equal(done.RowsRead, rows);
  assert.equal(done.Rejected, badLines.length);
  assert.deepEqual(
    done.FirstRejects.map(({ Line }) => Line),
    badLines,
  );
  const found = await room.sql`select distinct value from profile_key where key_name = '_account'`;
  assert.equal(found.length, customers.size, 'every customer is there');
  assert.equal(done.Created, customers.size);
  assert.equal(done.Created + done.Updated, rows - badLines.length);
  const [profiles] = await room.sql`select count(*) as n from profile`;
  assert.equal(profiles?.n, done.Created);
  const report = (await room.text('customers.rejected.csv')).trim().split('\r\n');
  assert.equal(report.length, 1 + badLines.length);
});
