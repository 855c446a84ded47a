import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { badRequest } from '../wire/refusal.ts';
import type { Bucket, Buckets, StoredFile } from './buckets/bucket.ts';
import type { ImportQueue } from './importQueue.ts';
import { isOfDatabase, lookProblem } from './lookProblem.ts';
import { isRejectedKey } from './rejectedFile.ts';
import { isDue } from './schedule.ts';
import { scheduleOf } from './scheduleOf.ts';
import { prepareOrFail } from './startImport.ts';
import { insertImport } from './store/imports.ts';
import {
  type IntegrationRow,
  listScheduled,
  noteContent,
  noteLook,
  noteRun,
  seenStamps,
} from './store/integrations.ts';

/** What watching needs. */
export interface WatchDeps {
  house: House;
  buckets: Buckets;
  queue: Pick<ImportQueue, 'send'>;
  log: (message: string) => void;
}

/** A file in a folder that changed this lately (milliseconds) may still be being copied. */
const settling = 2_000;
const page = 500;

/** Runs the integrations whose time has come. What fails is told and tried again at its next time. */
export async function runDue(deps: WatchDeps): Promise<void> {
  const now = deps.house.clock();
  for (const integration of await listScheduled(deps.house.sql)) {
    if (!isDue(scheduleOf(integration), now)) continue;
    try {
      if (!(await noteRun(deps.house.sql, integration, now))) continue;
      await runIntegration(deps, integration, new Date(now.getTime() - settling));
    } catch (error) {
      deps.log(`integration ${integration.uri}: ${(error as Error).message}`);
    }
  }
}

/**
 * Looks through the integration's files, queues an import of each content not seen before, whatever the file's date,
 * and notes what the look came to. Returns the ids of the imports. `before` leaves out files changed since, which may
 * still be growing. Refuses (400) with the remedy when the files cannot be read.
 */
export async function runIntegration(
  deps: WatchDeps,
  integration: IntegrationRow,
  before?: Date,
): Promise<string[]> {
  const { sql, clock } = deps.house;
  try {
    const { found, started } = await look(deps, integration, before);
    const outcome = { at: clock(), found, taken: started.length, problem: undefined };
    await noteLook(sql, integration, outcome);
    return started;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    const problem = lookProblem(error);
    await noteLook(sql, integration, { at: clock(), found: undefined, taken: undefined, problem });
    throw badRequest(problem);
  }
}

async function look(deps: WatchDeps, integration: IntegrationRow, before: Date | undefined) {
  const { bucket: bucketName, prefix, accountId, domainName } = integration;
  const started: string[] = [];
  let found = 0;
  if (!bucketName) return { found, started };
  const domain = await deps.house.domains.get(accountId, domainName);
  const bucket = await deps.buckets.open(bucketName);
  let files: StoredFile[] = [];
  const flush = async () => {
    started.push(...(await takeFiles(deps, domain, integration, bucket, files)));
    files = [];
  };
  for await (const file of bucket.list(prefix)) {
    if (isRejectedKey(file.key) || file.bytes === 0 || (before && file.modifiedAt > before)) continue;
    found += 1;
    files.push(file);
    if (files.length === page) await flush();
  }
  await flush();
  return { found, started };
}

async function takeFiles(
  deps: WatchDeps,
  domain: Domain,
  integration: IntegrationRow,
  bucket: Bucket,
  files: StoredFile[],
): Promise<string[]> {
  const { sql } = deps.house;
  const started: string[] = [];
  const place = { domainId: domain.domainId, bucket: bucket.name, objectType: integration.objectType ?? '' };
  const seen = await seenStamps(
    sql,
    place,
    files.map(({ key }) => key),
  );
  for (const file of files) {
    if (seen.has(`${file.key}\0${file.stamp}`)) continue;
    const fingerprint = await bucket.fingerprint(file.key);
    const given = await prepareOrFail(deps.house, deps.buckets, domain, {
      ...{ bucket: bucket.name, key: file.key, stamp: file.stamp, bytes: file.bytes },
      ...{ encoding: undefined, delimiter: undefined, columns: undefined, dryRun: false },
      objectTypeName: integration.objectType,
      startedBy: integration.uri,
    });
    const isNew = await sql.begin(async (tx) => {
      const content = { ...place, key: file.key, fingerprint, stamp: file.stamp, importId: given.importId };
      if (!(await noteContent(tx, { ...content, at: given.createdAt }))) return false;
      await insertImport(tx, given);
      return true;
    });
    if (!isNew) continue;
    started.push(given.importId);
    if (given.failure === undefined) await deps.queue.send(given.importId, domain.domainId);
  }
  return started;
}
