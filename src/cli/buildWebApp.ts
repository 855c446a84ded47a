import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Log } from '../app/log.ts';
import { isClone, packageFolder } from './package.ts';

/**
 * Folder of the built web app. In a clone it is built first when it is missing or older than its sources; when that
 * fails the server runs without it, or with the earlier one. Several processes may build at once: one build is taken.
 */
export async function buildWebApp(
  log: Log,
  folder = join(packageFolder, 'web'),
  build = runVite,
): Promise<string | undefined> {
  const built = join(folder, 'dist');
  if (isClone && existsSync(join(folder, 'vite.config.ts')) && (await isStale(folder, built))) {
    log.info('building the web app; this takes a few seconds');
    await buildAside(folder, built, build).catch((cause) =>
      log.error('the web app could not be built; run "npm run build:web"', cause),
    );
  }
  return existsSync(join(built, 'index.html')) ? built : undefined;
}

async function isStale(folder: string, builtFolder: string): Promise<boolean> {
  const built = await stat(join(builtFolder, 'index.html')).catch(() => undefined);
  if (!built) return true;
  const sources = (await filesOf(folder)).map((name) => join(folder, name));
  const times = await Promise.all(
    sources.filter((file) => !file.startsWith(builtFolder)).map((file) => stat(file)),
  );
  return times.some((time) => time.mtimeMs > built.mtimeMs);
}

/**
 * Built aside and moved in file by file, the first page last: whoever serves or builds at the same time never meets half
 * of a build, and one that ends after another process has built changes nothing.
 */
async function buildAside(folder: string, built: string, build: typeof runVite): Promise<void> {
  const aside = await mkdtemp(`${built}.`);
  try {
    await build(folder, aside);
    if (await isStale(folder, built)) await moveIn(aside, built);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function moveIn(aside: string, built: string): Promise<void> {
  const fresh = await filesOf(aside);
  const rank = (name: string) => (name === 'index.html' ? 2 : Number(name.endsWith('.html')));
  for (const name of fresh.toSorted((one, other) => rank(one) - rank(other))) {
    await mkdir(dirname(join(built, name)), { recursive: true });
    await rename(join(aside, name), join(built, name));
  }
  for (const name of await filesOf(built))
    if (!fresh.includes(name)) await rm(join(built, name), { force: true });
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

function runVite(folder: string, outDir: string): Promise<void> {
  const vite = join(packageFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  return run(process.execPath, [vite, 'build', folder, '--outDir', outDir, '--logLevel', 'warn']);
}

function run(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: packageFolder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(output.trim().slice(-2_000)))));
  });
}
