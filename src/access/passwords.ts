import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** OWASP's argon2id choice: 19 MiB, two passes, one lane. Stored in the PHC string form. */
const memory = 19_456;
const passes = 2;
const stored = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([\w+/]+)\$([\w+/]+)$/;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

/** Hashes a password for keeping; the result names its own parameters. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await digest(password, nonce, memory, passes, 32);
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Whether the password is the one that was hashed; a hash of unknown form matches nothing. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, m, t, nonce, tag] = stored.exec(hash) ?? [];
  if (!m || !t || !nonce || !tag) return false;
  const expected = Buffer.from(tag, 'base64');
  const actual = await digest(password, Buffer.from(nonce, 'base64'), Number(m), Number(t), expected.length);
  return timingSafeEqual(actual, expected);
}

/** NFKC, so that the same password typed on another keyboard or system is the same bytes (NIST 800-63B 5.1.1.2). */
function digest(password: string, nonce: Buffer, memoryKiB: number, rounds: number, tagLength: number) {
  const message = Buffer.from(password.normalize('NFKC'));
  return derive('argon2id', { message, nonce, memory: memoryKiB, passes: rounds, parallelism: 1, tagLength });
}
