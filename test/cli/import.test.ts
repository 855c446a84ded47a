import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createProgress } from '../../src/cli/progress.ts';
import { cookieFor } from '../app/testApp.ts';
import { until } from '../helpers/until.ts';
import { credentialsOf, databaseOf, dataFolder, runCommand, startProcess } from './serverProcess.ts';

const customers =
  'customer_id,氏名,電話番号,Ok_to_call\n1,山田 太郎,090-1111-2222,Y\n2,佐藤 花子,090-3333-4444,N\n';

test('import: dry run, import, import again, rejects, and each exit code', async (t) => {
  const dataDir = await dataFolder(t);
  const folder = await dataFolder(t);
  const file = join(folder, '顧客 名簿.csv');
  await writeFile(file, customers);
  const noServer = await runCommand(dataDir, ['import', file, '--domain', 'shop'], { PORT: '1' });
  assert.equal(noServer.code, 1);
  assert.match(noServer.stderr, /no access key/);
  const server = await startProcess(t, dataDir);
  const { adminEmail, adminPassword } = await credentialsOf(dataDir);
  const cookie = await cookieFor(server.url, adminEmail, adminPassword);
  const created = await fetch(`${server.url}/api/profile/CreateDomain`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ DomainName: 'shop', DefaultExpirationDays: 30 }),
  });
  assert.equal(created.status, 200, await created.text());
  const run = (...args: string[]) => runCommand(dataDir, ['import', file, '--domain', 'shop', ...args]);

  const dry = await run('--dry-run');
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /Dry run: nothing was written[\s\S]*rows read +2\n +created +2\n/);
  const first = await run();
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /Imported\.[\s\S]*created +2\n +updated +0\n +unchanged +0\n +rejected +0/);
  const again = await run();
  assert.match(again.stdout, /created +0\n +updated +0\n +unchanged +2/);

  await writeFile(file, `${customers}3,"鈴木\n`);
  const broken = await run();
  assert.equal(broken.code, 2, broken.stdout + broken.stderr);
  assert.match(broken.stdout, /rejected +1\n +line 4: /);
  assert.match(await readFile(join(folder, '顧客 名簿.rejected.csv'), 'utf8'), /鈴木/);

  for (const [args, message] of [
    [['import', file, '--domain', 'nowhere'], /"nowhere" does not exist/],
    [['import', file], /--domain/],
    [['import', join(folder, 'missing.csv'), '--domain', 'shop'], /There is no file/],
    [['import', file, '--domain', 'shop', '--colour', 'red'], /--colour/],
    [['fly'], /no command "fly"/],
  ] as const) {
    const { code, stderr } = await runCommand(dataDir, [...args]);
    assert.equal(code, 1);
    assert.match(stderr, message);
  }
  await server.stop();
  const stopped = await runCommand(dataDir, ['import', file, '--domain', 'shop'], { PORT: '1' });
  assert.equal(stopped.code, 1);
  assert.match(
    stopped.stderr,
    /No server answers at http:\/\/127\.0\.0\.1:1\. Start one with "nayose serve"/,
  );
});

test('the demo is there when the address is printed, and once only', async (t) => {
  const dataDir = await dataFolder(t);
  const objects: number[] = [];
  for (let start = 0; start < 2; start += 1) {
    const server = await startProcess(t, dataDir, 'demo');
    const { adminEmail, adminPassword } = await credentialsOf(dataDir);
    const cookie = await cookieFor(server.url, adminEmail, adminPassword);
    const call = async (path: string) => {
      const response = await fetch(`${server.url}/api/${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ DomainName: 'demo' }),
      });
      return (await response.json()) as Record<string, unknown>;
    };
    const { Imports } = (await call('nayose/ListImports')) as { Imports: Record<string, unknown>[] };
    assert.equal(Imports.length, 1);
    assert.equal(Imports[0]!.Status, 'COMPLETED');
    assert.equal(Imports[0]!.Created, 2_000);
    const sql = await databaseOf(t, dataDir);
    // Records of contacts come to their profiles by themselves, like any other day.
    await until('the records', async () => {
      const [row] = await sql`select count(*)::int as n from contact where record_pending`;
      return row?.n === 0;
    });
    await sql.end();
    const { Stats } = (await call('profile/GetDomain')) as {
      Stats: { ProfileCount: number; ObjectCount: number };
    };
    objects.push(Stats.ObjectCount);
    assert.ok(Stats.ProfileCount > 1_850 && Stats.ProfileCount < 1_950, 'some customers were one person');
    const { Open } = (await call('nayose/GetReviewCounts')) as { Open: number };
    assert.ok(Open > 50, 'and some wait for somebody to say so');
    assert.equal(await server.stop(), 0);
  }
  assert.ok(objects[0]! > 2_000, 'purchases and contacts besides the customers of the file');
  assert.equal(objects[1], objects[0]);
});

test('help and version', async (t) => {
  const dataDir = await dataFolder(t);
  assert.match((await runCommand(dataDir, ['version'])).stdout, /^\d+\.\d+\.\d+\n$/);
  for (const args of [[], ['help'], ['--help'], ['import', '--help']]) {
    const { code, stdout } = await runCommand(dataDir, args);
    assert.equal(code, 0);
    assert.match(stdout, /nayose import FILE --domain D/);
  }
});

test('progress: a bar that moves on a terminal, a line now and then elsewhere', () => {
  const written: string[] = [];
  const out = { isTTY: true, columns: 60, write: (text: string) => written.push(text) };
  const bar = createProgress(out, () => 0);
  bar.show('Importing', 50, 200, '5 rows');
  bar.end();
  assert.equal(written[0], `\rImporting ${'█'.repeat(7)}${'░'.repeat(21)}  25%  5 rows\x1b[K`);
  assert.equal(written[1], '\n');
  const lines: string[] = [];
  let now = 0;
  const quiet = createProgress({ write: (text) => lines.push(text) }, () => now);
  for (; now < 5_000; now += 100) quiet.show('Importing', now, 5_000);
  assert.deepEqual(lines, ['Importing 40%\n', 'Importing 80%\n']);
});
