import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const source = join(root, 'src');

/** Rooms from the ground up; a room imports from itself and from floors below, never from a neighbour. */
const floors = [
  ['database'],
  ['values'],
  ['wire'],
  ['access'],
  ['profiles'],
  ['sources'],
  ['identity'],
  ['cases', 'contacts'],
  ['app'],
  ['cli'],
];
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

const importsOf = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    ),
  ].map((match) => resolve(dirname(file), match[1] ?? match[2] ?? ''));

const roomOf = (file: string) => relative(source, file).split('/')[0] ?? '';

test('rooms import downward only', () => {
  const wrong: string[] = [];
  for (const file of files(source)) {
    const own = roomOf(file);
    const floor = floorOf(own);
    if (floor < 0) continue;
    for (const target of importsOf(file)) {
      const room = roomOf(target);
      const roof = file.includes('/cli/') && ['main.ts', 'config.ts'].includes(room);
      if (!target.startsWith(source) || roof || (floor >= floorOf('app') && room === 'config.ts')) continue;
      if (room !== own && (floorOf(room) < 0 || floorOf(room) >= floor))
        wrong.push(`${relative(root, file)} → ${relative(root, target)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('no file imports itself in a circle', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]) => {
    if (state.get(file) === 'done' || !file.endsWith('.ts')) return;
    if (state.get(file) === 'open') {
      circles.push(
        [...trail.slice(trail.indexOf(file)), file].map((name) => relative(source, name)).join(' → '),
      );
      return;
    }
    state.set(file, 'open');
    for (const target of runTimeImportsOf(file))
      if (target.startsWith(source)) visit(target, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of files(source)) visit(file, []);
  assert.deepEqual(circles, []);
});

/** Types vanish when the program runs; a circle of types alone is a shape, not a knot. */
const runTimeImportsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )([^;]*?)from '(\.[^']+)'/gm)]
    .filter((match) => !/^\{(\s*type [^,}]+,?)+\s*\}/.test(match[1] ?? ''))
    .map((match) => resolve(dirname(file), match[2] ?? ''));

test('SQL stands in stores, in the database room and in benches only', () => {
  const wrong = files(source).filter((file) => {
    const path = relative(source, file);
    if (path.startsWith('database/') || /\/store(\/|\.ts$)/.test(path)) return false;
    return /\bsql(?:<[^`]*>)?`\s*(select|insert|update|delete|with|copy|create|drop)\b/i.test(
      readFileSync(file, 'utf8'),
    );
  });
  assert.deepEqual(
    wrong.map((file) => relative(root, file)),
    [],
  );
});

test('the environment is read in config.ts only, and the web app takes types alone from the house', () => {
  const readers = files(source).filter((file) => /process\.env\.?\w*\.?/.test(readFileSync(file, 'utf8')));
  const allowed = new Set(['config.ts', 'database/embedded.ts', 'cli/buildWebApp.ts', 'cli/client.ts']);
  assert.deepEqual(
    readers.map((file) => relative(source, file)).filter((path) => !allowed.has(path)),
    [],
  );
  const web = join(root, 'web', 'src');
  const reaching = files(web).filter((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*?from '(\.[^']+)'/gm)].some((match) =>
      resolve(dirname(file), match[1] ?? '').startsWith(source),
    ),
  );
  assert.deepEqual(
    reaching.map((file) => relative(root, file)),
    [],
  );
});
