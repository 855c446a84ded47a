import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this is a clone, running its sources; the installed package runs what was compiled into dist. */
export const isClone = import.meta.url.endsWith('.ts');

/** Folder of the package: the clone, or where it is installed. */
export const packageFolder = fileURLToPath(new URL(isClone ? '../../' : '../../../', import.meta.url));

/** Version in package.json. */
export async function readVersion(): Promise<string> {
  return JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')).version;
}
