import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnavailable } from '../../src/database/unavailable.ts';
import { lockDomain } from '../../src/profiles/store/lock.ts';
import { until } from '../helpers/until.ts';
import { encode, gzip } from './helpers/files.ts';
import { openRoom } from './helpers/room.ts';
import { s3Store } from './helpers/stores.ts';

const customers = [
  'customer_id,氏名,フリガナ,電話番号,メールアドレス,郵便番号,都道府県,住所,Ok_to_call,肌質',
  'C1,山田　太郎,ヤマダ タロウ,03-1234-5678,taro@example.jp,100-0001,東京都,千代田区１－１,yes,乾燥肌',
  'C2,佐藤 花子,サトウ ハナコ,090-1111-2222,HANAKO@example.jp,530-0001,大阪府,北区１,no,',
  'C3,鈴木 一郎,スズキ イチロウ,9.01235E+09,ichiro@example.jp,060-0000,北海道,中央区,yes,',
  'C4,高橋,タカハシ,06-1111-2222',
  ',,,,,,,,,',
  'C2,佐藤 花子,サトウ ハナコ,090-1111-2222,HANAKO@example.jp,530-0001,大阪府,北区２,no,敏感肌',
  `C5,${'長'.repeat(300)} 太郎,,,,,,,,`,
  '',
].join('\r\n');

test('a CP932 file becomes profiles; bad rows are reported with line, column and reason', async (t) => {
  const room = await openRoom(t);
  await room.put('2026/顧客一覧.csv', encode(customers, 'shift_jis'));
  const done = await room.importFile('2026/顧客一覧.csv');
  assert.equal(done.Status, 'COMPLETED', done.Message);
  assert.equal(done.Encoding, 'shift_jis');
  assert.deepEqual(
    [done.RowsRead, done.Created, done.Updated, done.Unchanged, done.Rejected],
    [7, 2, 1, 0, 4],
  );
  assert.deepEqual(
    done.FirstRejects.map(({ Line, Field }) => [Line, Field]),
    [
      [4, '電話番号'],
      [5, undefined],
      [6, undefined],
      [8, '氏名'],
    ],
  );
  assert.match(done.ObjectTypeName, /^import_[0-9a-f]{8}$/);
  assert.equal(done.BytesRead, done.BytesTotal);
  assert.equal(done.RejectedKey, '2026/顧客一覧.rejected.csv');
  const report = (await room.text('2026/顧客一覧.rejected.csv')).split('\r\n');
  assert.equal(
    report[0],
    '\ufeffline,field,reason,customer_id,氏名,フリガナ,電話番号,メールアドレス,郵便番号,都道府県,住所,Ok_to_call,肌質',
  );
  assert.match(report[1] ?? '', /^4,電話番号,"?a spreadsheet has rounded.*,C3,鈴木 一郎,/);
  const fields = await room.sql`select name from custom_field order by name collate "C"`;
  assert.deepEqual(
    fields.map(({ name }) => name),
    ['Ok_to_call', 'フリガナ', '肌質'],
  );
  const names = await room.sql`select last_name, first_name from profile order by last_name collate "C"`;
  assert.equal(names.length, 2);
  const last = room.events.filter(({ topic }) => topic === `import:${done.ImportId}`).at(-1);
  assert.equal(last?.data.Status, 'COMPLETED');
  const left = await room.sql`select 1 from import_reject`;
  assert.equal(left.length, 0);
});

test('the same file again changes nothing; a dry run counts the same and writes nothing', async (t) => {
  const room = await openRoom(t);
  await room.put('customers.csv', customers);
  const dry = await room.importFile('customers.csv', { DryRun: true });
  assert.equal(dry.Status, 'COMPLETED', dry.Message);
  for (const table of ['profile', 'profile_object', 'object_type', 'custom_field', 'import_reject']) {
    assert.equal((await room.sql`select 1 from ${room.sql(table)}`).length, 0, table);
  }
  const real = await room.importFile('customers.csv');
  const counted = ({
    RowsRead,
    Created,
    Updated,
    Unchanged,
    Rejected,
    FirstRejects,
    ObjectTypeName,
  }: typeof real) => ({ RowsRead, Created, Updated, Unchanged, Rejected, FirstRejects, ObjectTypeName });
  assert.deepEqual(counted(dry), counted(real));
  const dryAgain = await room.importFile('customers.csv', { DryRun: true });
  const again = await room.importFile('customers.csv');
  assert.deepEqual(counted(dryAgain), counted(again));
  assert.equal(again.Created, 0);
  assert.equal(again.ObjectTypeName, 'customers');
  const { Imports } = await room.run<{ Imports: unknown[] }>('ListImports', {});
  assert.equal(Imports.length, 4);
});

test('InspectFile proposes a mapping; a corrected one makes a type of its own', async (t) => {
  const room = await openRoom(t);
  await room.put('customers.csv', customers);
  type Inspection = {
    Columns: { Header: string; Target: string; Kind: string; Key?: string }[];
    Problems: { Line: number }[];
    ExistingObjectTypeName?: string;
    FirstRows: string[][];
  };
  const inspect = () => room.run<Inspection>('InspectFile', { Bucket: 'imports', Key: 'customers.csv' });
  const found = await inspect();
  assert.deepEqual(found.Columns.slice(0, 3), [
    { Header: 'customer_id', Target: '_profile.AccountNumber', Kind: 'standard', Key: 'unique' },
    { Header: '氏名', Target: '_profile.FullName', Kind: 'standard' },
    { Header: 'フリガナ', Target: '_profile.Attributes.フリガナ', Kind: 'custom' },
  ]);
  assert.equal(found.Columns.at(-1)?.Target, '_profile.Attributes.肌質');
  assert.deepEqual(
    found.Problems.map(({ Line }) => Line),
    [5],
  );
  assert.equal(found.FirstRows[0]?.[1], '山田　太郎');
  assert.equal(found.ExistingObjectTypeName, undefined);
  await room.importFile('customers.csv', { Columns: found.Columns, ObjectTypeName: 'customers' });
  const known = await inspect();
  assert.equal(known.ExistingObjectTypeName, 'customers');
  assert.deepEqual(known.Columns, found.Columns);
  const corrected = found.Columns.map((column) =>
    column.Header === 'フリガナ' ? { Header: column.Header, Kind: 'ignored' } : column,
  );
  const other = await room.importFile('customers.csv', { Columns: corrected });
  assert.equal(other.ObjectTypeName, 'customers_2');
  assert.equal(other.Created + other.Updated, 3);
  await assert.rejects(
    room.run('StartImport', {
      Bucket: 'imports',
      Key: 'customers.csv',
      ObjectTypeName: 'customers',
      Columns: corrected,
    }),
    /another mapping/,
  );
  await assert.rejects(
    room.run('StartImport', {
      Bucket: 'imports',
      Key: 'customers.csv',
      Columns: [{ Header: 'none', Kind: 'custom', Target: '_profile.Attributes.x' }],
    }),
    /does not have/,
  );
});

test('rows without anything that tells them apart are known by their whole content', async (t) => {
  const room = await openRoom(t);
  await room.put('notes.csv', 'title,body\na,1\na,2\na,1\n');
  const done = await room.importFile('notes.csv');
  assert.deepEqual([done.Status, done.Created, done.Unchanged], ['COMPLETED', 2, 1], done.Message);
});

test('JSON Lines, gzip, with nested values', async (t) => {
  const room = await openRoom(t);
  const lines = [
    '{"customer_id":"1","email":"a@example.jp","address":{"city":"大阪"}}',
    '{"customer_id":"2","email":',
    '{"customer_id":"3","email":"c@example.jp"}',
  ];
  await room.put('people.jsonl.gz', gzip(lines.join('\n')));
  const done = await room.importFile('people.jsonl.gz');
  assert.deepEqual(
    [done.Status, done.RowsRead, done.Created, done.Rejected],
    ['COMPLETED', 3, 2, 1],
    done.Message,
  );
  assert.deepEqual((await room.objects('people'))[0], JSON.parse(lines[0] ?? ''));
});

test('hostile names and cells travel as data', async (t) => {
  const room = await openRoom(t);
  await room.put('odd.csv', 'id,__proto__,constructor,a.b,金額[円]\n1,p,c,d,100\n2,,,,\n');
  const done = await room.importFile('odd.csv');
  assert.deepEqual([done.Status, done.Created], ['COMPLETED', 2], done.Message);
  const [object] = await room.objects('odd');
  assert.deepEqual(
    object,
    JSON.parse('{"id":"1","__proto__":"p","constructor":"c","a.b":"d","金額［円］":"100"}'),
  );
});

test('a file that cannot be read is refused at the start, one that breaks off later fails with what it had', async (t) => {
  const room = await openRoom(t);
  await room.put('page.csv', '<!DOCTYPE html><html>');
  await assert.rejects(room.run('StartImport', { Bucket: 'imports', Key: 'page.csv' }), /HTML page/);
  await assert.rejects(room.run('StartImport', { Bucket: 'imports', Key: 'none.csv' }), {
    name: 'ResourceNotFoundException',
  });
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i},name ${i},${Math.sin(i)}`);
  await room.put('cut.csv.gz', gzip(['id,name,x', ...rows].join('\n')).subarray(0, -60_000));
  const done = await room.importFile('cut.csv.gz');
  assert.equal(done.Status, 'FAILED');
  assert.match(done.Message ?? '', /ends too early/);
  assert.ok(done.RowsRead > 0);
  assert.equal(done.RowsRead, done.Created + done.Updated + done.Unchanged + done.Rejected);
});

test('an import can be cancelled', async (t) => {
  const room = await openRoom(t);
  const rows = Array.from({ length: 50_000 }, (_, i) => `C${i},name ${i}`);
  await room.put('many.csv', ['customer_id,name', ...rows].join('\n'));
  const { ImportId } = await room.run<{ ImportId: string }>('StartImport', {
    Bucket: 'imports',
    Key: 'many.csv',
  });
  const cancelled = await room.run<{ Status: string }>('CancelImport', { ImportId });
  assert.equal(cancelled.Status, 'CANCELLED');
  const before = (await room.sql`select count(*) as n from profile`)[0]?.n;
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.equal((await room.sql`select count(*) as n from profile`)[0]?.n, before);
  const [row] = await room.sql`select rows_read, status from import`;
  assert.deepEqual([row?.status, row?.rows_read], ['CANCELLED', before]);
});

test('a cancelled import is never told as running again, however long the batch at hand takes', async (t) => {
  const room = await openRoom(t);
  await room.put('few.csv', manyRows('A', 10));
  const asked = { Bucket: 'imports', Key: 'few.csv' };
  const { ImportId } = await room.sql.begin(async (tx) => {
    await lockDomain(tx, room.domainId);
    const started = await room.run<{ ImportId: string }>('StartImport', asked);
    await until('the import waits for the domain', async () => {
      const [row] = await room.sql`
        select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      return row?.waiting > 0;
    });
    await room.run('CancelImport', started);
    const told = room.events.length;
    await until('it is told about once more', () => room.events.length > told);
    return started;
  });
  await room.ended(ImportId);
  const told = room.events.map(({ data }) => data['Status']);
  assert.deepEqual(new Set(told.slice(told.indexOf('CANCELLED'))), new Set(['CANCELLED']));
});

test('from an S3 bucket, with the report beside the source', async (t) => {
  const room = await openRoom(t, { buckets: await s3Store(t) });
  await room.put('crm/customers.csv', encode(customers, 'euc-jp'));
  const done = await room.importFile('crm/customers.csv');
  assert.deepEqual(
    [done.Status, done.Encoding, done.RowsRead, done.Rejected],
    ['COMPLETED', 'euc-jp', 7, 4],
    done.Message,
  );
  assert.match(await room.text('crm/customers.rejected.csv'), /C3,鈴木 一郎/);
});

const manyRows = (prefix: string, count: number) =>
  ['customer_id,name', ...Array.from({ length: count }, (_, i) => `${prefix}${i},name ${i}`)].join('\n');

test('one import at a time in a domain', async (t) => {
  const room = await openRoom(t);
  await room.put('a.csv', manyRows('A', 3_000));
  await room.put('b.csv', manyRows('B', 3_000));
  const start = (Key: string) =>
    room.run<{ ImportId: string }>('StartImport', { Bucket: 'imports', Key, ObjectTypeName: 'Many' });
  const started = [await start('a.csv'), await start('b.csv')];
  let atOnce = 0;
  const watch = setInterval(async () => {
    const [row] = await room.sql`select count(*) as n from import where status = 'RUNNING'`;
    atOnce = Math.max(atOnce, row?.n ?? 0);
  }, 20);
  const ended = await Promise.all(started.map(({ ImportId }) => room.ended(ImportId)));
  clearInterval(watch);
  assert.deepEqual(
    ended.map(({ Status, Created }) => [Status, Created]),
    [
      ['COMPLETED', 3_000],
      ['COMPLETED', 3_000],
    ],
  );
  assert.equal(atOnce, 1);
});

function onlyUnavailable(cause: unknown): undefined {
  if (!isUnavailable(cause)) throw cause;
}

test('connections cut under an import cost time, not rows', { timeout: 180_000 }, async (t) => {
  const room = await openRoom(t);
  await room.put('many.csv', manyRows('C', 12_000));
  const { ImportId } = await room.run<{ ImportId: string }>('StartImport', {
    Bucket: 'imports',
    Key: 'many.csv',
  });
  for (let cut = 0; cut < 4; cut++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await room.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.catch(onlyUnavailable);
  }
  // Who asks may meet one of the connections that were cut.
  const done = await until('the end', () => room.ended(ImportId).catch(onlyUnavailable));
  assert.deepEqual([done.Status, done.RowsRead, done.Created], ['COMPLETED', 12_000, 12_000], done.Message);
});
