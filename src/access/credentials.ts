import type { Sql } from '../database/connection.ts';
import type { Role } from '../wire/call.ts';
import { accessKeyArn } from './account.ts';
import type { Secrets } from './secrets.ts';
import { readSealedKey } from './store/accessKeys.ts';

/** What an access key stands for once its signature is right. */
export interface Credential {
  secretAccessKey: string;
  accountId: string;
  role: Role;
  arn: string;
}

/** Looks access keys up, remembering answers for a few seconds. */
export interface Credentials {
  /** Undefined when there is no such key. */
  find(accessKeyId: string): Promise<Credential | undefined>;
  /** Drops what is remembered of a key that has changed. */
  forget(accessKeyId: string): void;
}

const keepMillis = 5_000;
const keepAtMost = 10_000;
const shape = /^\w{16,128}$/;

/** Credentials of this database. Another process learns of a deleted key within five seconds. */
export function createCredentials(
  sql: Sql,
  secrets: Secrets,
  now: () => number = () => performance.now(),
): Credentials {
  const kept = new Map<string, { until: number; found: Promise<Credential | undefined> }>();
  return {
    find(accessKeyId) {
      if (!shape.test(accessKeyId)) return Promise.resolve(undefined);
      const entry = kept.get(accessKeyId);
      if (entry && entry.until > now()) return entry.found;
      kept.delete(accessKeyId);
      if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!);
      const found = readCredential(sql, secrets, accessKeyId);
      kept.set(accessKeyId, { until: now() + keepMillis, found });
      found.catch(() => kept.delete(accessKeyId));
      return found;
    },
    forget: (accessKeyId) => void kept.delete(accessKeyId),
  };
}

async function readCredential(sql: Sql, secrets: Secrets, accessKeyId: string) {
  const key = await readSealedKey(sql, accessKeyId);
  if (!key) return undefined;
  return {
    secretAccessKey: secrets.unseal(key.sealedSecret, accessKeyId),
    accountId: key.accountId,
    role: key.role,
    arn: accessKeyArn(accessKeyId),
  };
}
