import { randomBytes } from 'node:crypto';
import type { Pool } from '../database/connection.ts';
import type { Caller, Role } from '../wire/call.ts';
import { notFound } from '../wire/refusal.ts';
import { recordAudit } from './audit.ts';
import type { Secrets } from './secrets.ts';
import * as store from './store/accessKeys.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new pair. The form AWS tools expect: 20 capital letters and digits, 40 characters of secret. */
export function newKeyPair(): { accessKeyId: string; secretAccessKey: string } {
  const tail = [...randomBytes(16)].map((byte) => letters[byte % 32]).join('');
  return { accessKeyId: `NAYO${tail}`, secretAccessKey: randomBytes(30).toString('base64url') };
}

/** Makes an access key; the only time its secret is told. */
export async function createAccessKey(
  house: { sql: Pool; secrets: Secrets },
  caller: Caller,
  wanted: { name: string; role: Role },
  now: Date,
): Promise<store.AccessKey & { secretAccessKey: string }> {
  const pair = newKeyPair();
  const key: store.AccessKey = {
    accessKeyId: pair.accessKeyId,
    ...wanted,
    createdBy: caller.arn,
    createdAt: now,
  };
  await house.sql.begin(async (sql) => {
    const sealed = house.secrets.seal(pair.secretAccessKey, pair.accessKeyId);
    await store.putAccessKey(sql, caller.accountId, key, sealed);
    const detail = { name: wanted.name, role: wanted.role };
    await recordAudit(sql, caller, { action: 'CreateAccessKey', target: key.accessKeyId, detail }, now);
  });
  return { ...key, secretAccessKey: pair.secretAccessKey };
}

/** Removes an access key; requests signed with it are refused from now on. */
export async function deleteAccessKey(
  house: { sql: Pool; credentials: { forget(accessKeyId: string): void } },
  caller: Caller,
  accessKeyId: string,
  now: Date,
): Promise<void> {
  await house.sql.begin(async (sql) => {
    const gone = await store.deleteAccessKey(sql, caller.accountId, accessKeyId);
    if (!gone) throw notFound('There is no access key with this AccessKeyId.');
    await recordAudit(sql, caller, { action: 'DeleteAccessKey', target: accessKeyId }, now);
  });
  house.credentials.forget(accessKeyId);
}
