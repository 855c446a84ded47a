import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: the clone, or where it is installed. The same distance from src/cli and dist/cli. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

/** Whether this is a clone, running its sources. */
export const isClone = import.meta.url.endsWith('.ts');

/** Version in package.json. */
export async function readVersion(): Promise<string> {
  return JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')).version;
}
