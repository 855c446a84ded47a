import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, Sql } from '../database/connection.ts';
import { replacePrivately } from '../database/privateFile.ts';
import { newKeyPair } from './accessKeys.ts';
import { accountId, systemCaller } from './account.ts';
import { recordAudit } from './audit.ts';
import { verifyPassword } from './passwords.ts';
import type { Secrets } from './secrets.ts';
import { listAccessKeys, putAccessKey, readSealedKey } from './store/accessKeys.ts';
import { findUserByEmail, readPasswordHash } from './store/users.ts';
import { addUser, updateUser, withHash } from './users.ts';

/** E-mail of the admin that the first start makes. */
export const adminEmail = 'admin@nayose.local';

/** What `<data dir>/credentials.json` holds: the first admin's way in and the first access key. */
export interface FirstCredentials {
  accountId: string;
  adminEmail: string;
  adminPassword: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** What the environment says about the first credentials. */
export interface WantedCredentials {
  adminPassword: string | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
}

interface Deps {
  sql: Pool;
  secrets: Secrets;
  clock: () => Date;
  dataDir: string;
}

/**
 * Sees to it that somebody can get in: the admin, an access key and `credentials.json` (mode 600). Settings in the
 * environment win over what is kept, at every start. `made` tells whether this was the first start. The file is written
 * first and the rest is one transaction, so that a start that is killed in between shuts nobody out.
 */
export async function prepareAccess(deps: Deps, wanted: WantedCredentials) {
  refuseHalfPair(wanted);
  await refuseForeignKeyFile(deps);
  const path = join(deps.dataDir, 'credentials.json');
  const kept = await readKept(path);
  const made = !(await findUserByEmail(deps.sql, adminEmail));
  const credentials = complete(kept, wanted);
  const changed = JSON.stringify(kept) !== JSON.stringify(credentials);
  const overridden = wanted.adminPassword !== undefined || wanted.accessKeyId !== undefined;
  if (changed && (made || (kept && overridden)))
    await replacePrivately(path, `${JSON.stringify(credentials, null, 2)}\n`);
  if (!made && wanted.adminPassword) await resetAdminPassword(deps, wanted.adminPassword);
  const admin = made ? await firstAdmin(credentials) : undefined;
  if (admin || wanted.accessKeyId)
    await deps.sql.begin(async (sql) => {
      if (admin) await addUser(sql, systemCaller, admin, deps.clock());
      await keepAccessKey(sql, deps, credentials);
    });
  return { made, credentials: made || kept ? credentials : undefined };
}

function complete(kept: FirstCredentials | undefined, wanted: WantedCredentials): FirstCredentials {
  const pair = wanted.accessKeyId
    ? { accessKeyId: wanted.accessKeyId, secretAccessKey: wanted.secretAccessKey! }
    : kept
      ? { accessKeyId: kept.accessKeyId, secretAccessKey: kept.secretAccessKey }
      : newKeyPair();
  const adminPassword = wanted.adminPassword ?? kept?.adminPassword ?? randomBytes(15).toString('base64url');
  return { accountId, adminEmail, adminPassword, ...pair };
}

function refuseHalfPair(wanted: WantedCredentials): void {
  if (Boolean(wanted.accessKeyId) !== Boolean(wanted.secretAccessKey)) {
    throw new Error(
      'NAYOSE_ACCESS_KEY_ID and NAYOSE_SECRET_ACCESS_KEY belong together; set both or neither.',
    );
  }
  if (wanted.accessKeyId && !/^\w{16,128}$/.test(wanted.accessKeyId)) {
    throw new Error('NAYOSE_ACCESS_KEY_ID has to be 16 to 128 letters, digits or underscores.');
  }
}

/** A database restored without its key file would refuse every access key, one by one; better to say so at once. */
async function refuseForeignKeyFile({ sql, secrets, dataDir }: Deps): Promise<void> {
  const [first] = await listAccessKeys(sql, accountId);
  const key = first && (await readSealedKey(sql, first.accessKeyId));
  if (!first || !key) return;
  try {
    secrets.unseal(key.sealedSecret, first.accessKeyId);
  } catch (cause) {
    throw new Error(
      `${join(dataDir, 'secret.key')} is not the key this database was written with. Restore the file from the backup of the data directory.`,
      { cause },
    );
  }
}

const firstAdmin = ({ adminPassword }: FirstCredentials) =>
  withHash({ name: 'Administrator', email: adminEmail, role: 'admin', password: adminPassword });

async function resetAdminPassword(deps: Deps, password: string): Promise<void> {
  const admin = await findUserByEmail(deps.sql, adminEmail);
  const hash = admin && (await readPasswordHash(deps.sql, admin.userId));
  if (!admin || (hash && (await verifyPassword(hash, password)))) return;
  await updateUser(deps.sql, systemCaller, admin.userId, { password }, deps.clock());
}

async function keepAccessKey(sql: Sql, deps: Deps, credentials: FirstCredentials): Promise<void> {
  const { accessKeyId, secretAccessKey } = credentials;
  const existing = await readSealedKey(sql, accessKeyId);
  if (existing && deps.secrets.unseal(existing.sealedSecret, accessKeyId) === secretAccessKey) return;
  const now = deps.clock();
  const key = {
    accessKeyId,
    name: 'first',
    role: 'admin' as const,
    createdBy: systemCaller.arn,
    createdAt: now,
  };
  await putAccessKey(sql, accountId, key, deps.secrets.seal(secretAccessKey, accessKeyId));
  await recordAudit(sql, systemCaller, { action: 'CreateAccessKey', target: accessKeyId }, now);
}

async function readKept(path: string): Promise<FirstCredentials | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as FirstCredentials;
  } catch (cause) {
    throw new Error(`${path} is not JSON. Mend it, or remove it and set NAYOSE_ADMIN_PASSWORD.`, { cause });
  }
}
