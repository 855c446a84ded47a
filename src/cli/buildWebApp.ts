import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../app/log.ts';
import { isClone, packageFolder } from './package.ts';

const webFolder = join(packageFolder, 'web');
const builtFolder = join(webFolder, 'dist');

/**
 * Folder of the built web app. In a clone it is built first when it is missing or older than its sources; when that
 * fails the server runs without it, or with the earlier one.
 */
export async function buildWebApp(log: Log): Promise<string | undefined> {
  if (isClone && existsSync(join(webFolder, 'vite.config.ts')) && (await isStale())) {
    log.info('building the web app; this takes a few seconds');
    await build().catch((cause) =>
      log.error('the web app could not be built; run "npm run build:web"', cause),
    );
  }
  return existsSync(join(builtFolder, 'index.html')) ? builtFolder : undefined;
}

async function isStale(): Promise<boolean> {
  const built = await stat(join(builtFolder, 'index.html')).catch(() => undefined);
  if (!built) return true;
  const entries = await readdir(webFolder, { recursive: true, withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(builtFolder));
  const times = await Promise.all(sources.map((file) => stat(join(file.parentPath, file.name))));
  return times.some((time) => time.mtimeMs > built.mtimeMs);
}

/** Built aside and swapped in, so that a failed or doubled build never leaves half of one. */
async function build(): Promise<void> {
  const aside = `${builtFolder}.${process.pid}`;
  const vite = join(packageFolder, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', webFolder, '--outDir', aside, '--logLevel', 'warn'];
  try {
    await run(process.execPath, args);
    await rm(builtFolder, { recursive: true, force: true });
    await rename(aside, builtFolder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
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
