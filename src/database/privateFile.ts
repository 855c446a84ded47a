import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';

/** Writes a file that nobody else may read (mode 600): whole or not at all, even when the process is killed. */
export async function replacePrivately(path: string, text: string): Promise<void> {
  await rename(await writeBeside(path, text), path);
}

/** As `replacePrivately`, unless the file is there: of two that make it at once, both find the text of the first. */
export async function createPrivately(path: string, text: string): Promise<void> {
  const beside = await writeBeside(path, text);
  await link(beside, path).catch(async (cause: NodeJS.ErrnoException) => {
    // A file system without hard links leaves no better way.
    if (cause.code !== 'EEXIST') await rename(beside, path);
  });
  await rm(beside, { force: true });
}

async function writeBeside(path: string, text: string): Promise<string> {
  const beside = `${path}.new-${randomUUID()}`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return beside;
}
