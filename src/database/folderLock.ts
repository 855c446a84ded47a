import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Takes the data directory for this process. A socket is the lock: the kernel drops it when the process dies,
 * however it dies, and process numbers that come round again cannot fool it.
 * Throws an Error that names the directory when another server holds it. Returns the release.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  const path =
    process.platform === 'win32' ? `\\\\.\\pipe\\nayose-${name}` : join(tmpdir(), `nayose-${name}.sock`);
  if (await answers(path)) {
    throw new Error(`Another Nayose server is running on ${folder}. Stop it, or set NAYOSE_DATA_DIR.`);
  }
  if (process.platform !== 'win32') await rm(path, { force: true });
  const server = await listen(path, folder);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function listen(path: string, folder: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (cause) => reject(new Error(`Cannot lock ${folder}: ${cause.message}`, { cause })));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}
