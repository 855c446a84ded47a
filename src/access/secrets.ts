import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrivately } from '../database/privateFile.ts';

/** What the key file of the data directory can do: seal secrets at rest and derive keys for one purpose each. */
export interface Secrets {
  /** AES-256-GCM; `context` is bound to the result and must be given again to open it. */
  seal(text: string, context: string): Buffer;
  /** Throws an Error when the sealed bytes were made under another key or context. */
  unseal(sealed: Uint8Array, context: string): string;
  /** 64 hex characters, the same for the same purpose. */
  derive(purpose: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Reads `<dataDir>/secret.key` (mode 600), making it at the first start. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  if (!existsSync(path)) await createPrivately(path, `${randomBytes(32).toString('base64')}\n`);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes in base64.`);
  return createSecrets(key);
}

/** Secrets under a key of 32 bytes. */
export function createSecrets(master: Uint8Array): Secrets {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `nayose ${purpose}`, 32));
  const sealingKey = derive('access keys at rest');
  return {
    seal(text, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    unseal(sealed, context) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    derive: (purpose) => derive(purpose).toString('hex'),
  };
}
