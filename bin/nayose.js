#!/usr/bin/env node
// Starts Nayose under a Node that can run it. Plain JavaScript, so that an older Node gets this far.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// A clone runs its sources; the installed package has only what was compiled from them.
const source = join(root, 'src', 'cli.ts');
const entry = existsSync(source) ? source : join(root, 'dist', 'src', 'cli.js');

// What lives for a moment gets 16 MB: with as much as Node would take, a server with a thousand screens takes 140 MB more.
const flags = ['--max-semi-space-size=16'];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 24 || (major === 24 && minor >= 7)) {
  await import(pathToFileURL(entry).href);
} else {
  runUnderPinnedNode();
}

/** Node 24 comes with the package `node`; signals and the exit code pass through. */
function runUnderPinnedNode() {
  const node = pinnedNode();
  if (!node) {
    console.error(
      `Nayose needs Node 24.7 or newer; this is ${process.version}. The package "node" brings one along when npm may run ` +
        'its install script: "npm install-scripts approve node", then "npm rebuild".',
    );
    process.exit(1);
  }
  // The channel closes when this process dies, however it dies; the child then stops in order.
  const child = spawn(node, [...flags, entry, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${node} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

function pinnedNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
