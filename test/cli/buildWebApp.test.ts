import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLog } from '../../src/app/log.ts';
import { buildWebApp } from '../../src/cli/buildWebApp.ts';

/** A web app whose builds end when the test says so, and what is logged meanwhile. */
async function setUp(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nayose-web-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'vite.config.ts'), '');
  const errors: string[] = [];
  const log = createLog((line) => line.includes('"level":"error"') && errors.push(line));
  const begun = [0, 1].map(() => Promise.withResolvers<void>());
  const gates = [0, 1].map(() => Promise.withResolvers<void>());
  let builds = 0;
  const build = async (_: string, outDir: string) => {
    const at = builds;
    builds += 1;
    begun[at]!.resolve();
    await gates[at]!.promise;
    await mkdir(join(outDir, 'assets'), { recursive: true });
    await writeFile(join(outDir, 'assets', `${at}.js`), '');
    await writeFile(join(outDir, 'index.html'), `build ${at}`);
  };
  return {
    errors,
    start: () => buildWebApp(log, folder, build),
    begun: (at: number) => begun[at]!.promise,
    end: (at: number) => gates[at]!.resolve(),
    built: () => readFile(join(folder, 'dist', 'index.html'), 'utf8'),
    assets: () => readdir(join(folder, 'dist', 'assets')),
    /** The sources are newer than what was built. */
    outdate: () => utimes(join(folder, 'dist', 'index.html'), 0, 0),
    folders: async () => (await readdir(folder)).toSorted(),
  };
}

test('of two builds that end at once one is taken, without a word about the other', async (t) => {
  const { errors, start, begun, end, built, folders } = await setUp(t);
  const both = [start(), start()];
  await Promise.all([begun(0), begun(1)]);
  end(0);
  end(1);
  const served = await Promise.all(both);
  assert.deepEqual(errors, []);
  assert.equal(served[0], served[1]);
  assert.match(await built(), /^build [01]$/);
  assert.deepEqual(await folders(), ['dist', 'vite.config.ts']);
});

test('a newer build takes the place of an older one, with all its files', async (t) => {
  const { errors, start, begun, end, built, outdate, assets } = await setUp(t);
  end(0);
  await start();
  await outdate();
  const second = start();
  await begun(1);
  assert.equal(await built(), 'build 0');
  end(1);
  await second;
  assert.deepEqual(errors, []);
  assert.equal(await built(), 'build 1');
  assert.deepEqual(await assets(), ['1.js']);
});

test('a build that ends after another one leaves that one in its place', async (t) => {
  const { errors, start, begun, end, built, folders } = await setUp(t);
  const both = [start(), start()];
  await Promise.all([begun(0), begun(1)]);
  // Whichever of the two begins to build first.
  end(0);
  await Promise.race(both);
  end(1);
  await Promise.all(both);
  assert.deepEqual(errors, []);
  assert.equal(await built(), 'build 0');
  assert.deepEqual(await folders(), ['dist', 'vite.config.ts']);
});
