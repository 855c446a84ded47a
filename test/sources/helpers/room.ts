import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createJobs } from '../../../src/database/jobs.ts';
import { openHouse } from '../../../src/profiles/house.ts';
import { customerProfilesOperations } from '../../../src/profiles/operations/operations.ts';
import { insertDomain } from '../../../src/profiles/store/domains.ts';
import type { Buckets } from '../../../src/sources/buckets/bucket.ts';
import { folderBuckets } from '../../../src/sources/buckets/folder.ts';
import type { Import } from '../../../src/sources/operations/shapes.ts';
import { createSources } from '../../../src/sources/sources.ts';
import type { Call } from '../../../src/wire/call.ts';
import { testDatabase } from '../../helpers/database.ts';
import { inPieces } from './files.ts';

/** Somebody at the import desk. */
export const call: Call = {
  requestId: 'test',
  caller: {
    accountId: '000000000000',
    arn: 'arn:aws:iam::000000000000:user/desk',
    region: 'us-east-1',
    role: 'admin',
  },
};

/** The sources room over a database and bucket folder of the test's own, with a domain `shop`. */
export async function openRoom(t: TestContext, options: { start?: boolean; buckets?: Buckets } = {}) {
  const { sql, url } = await testDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'nayose-sources-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const at = new Date();
  const settings = { DefaultExpirationDays: 366 };
  const domain = await insertDomain(sql, { accountId: call.caller.accountId, name: 'shop', settings, at });
  const house = openHouse(sql, { defaultCountry: 'JP', clock: () => new Date() });
  const buckets = options.buckets ?? folderBuckets(folder);
  const bucket = await buckets.open('imports', { create: true });
  const events: { topic: string; data: Record<string, unknown> }[] = [];
  const publish = (topic: string, data: Record<string, unknown>) => events.push({ topic, data });
  const jobs = createJobs(sql);
  const sources = createSources({ house, buckets, jobs, publish, log: () => undefined, silence: 1_500 });
  if (options.start !== false) {
    await sources.start();
    t.after(() => sources.stop().then(jobs.stop));
  }
  const run = async <T>(name: string, input: object): Promise<T> => {
    const operation = sources.operations.find((found) => found.name === name);
    if (!operation) throw new Error(`no operation ${name}`);
    return (await operation.run({ DomainName: 'shop', ...input }, call)) as T;
  };
  const put = (key: string, content: Buffer | string) =>
    bucket.write(key, inPieces(Buffer.from(content as Buffer), 1_000_000));
  const ended = async (ImportId: string): Promise<Import> => {
    for (;;) {
      const now = await run<Import>('GetImport', { ImportId });
      if (now.Status !== 'QUEUED' && now.Status !== 'RUNNING') return now;
      await wait(50);
    }
  };
  const importFile = async (key: string, input: object = {}): Promise<Import> => {
    const { ImportId } = await run<{ ImportId: string }>('StartImport', {
      Bucket: 'imports',
      Key: key,
      ...input,
    });
    return ended(ImportId);
  };
  const objects = async (ObjectTypeName: string): Promise<unknown[]> => {
    const found = [];
    for (const { profile_id: ProfileId } of await sql`select profile_id from profile order by profile_id`) {
      const input = { DomainName: 'shop', ObjectTypeName, ProfileId };
      const { Items } = await customerProfilesOperations(house).ListProfileObjects(input as never, call);
      found.push(...(Items ?? []).map(({ Object: json }) => JSON.parse(json ?? '')));
    }
    return found;
  };
  const text = async (key: string) => {
    const pieces: Buffer[] = [];
    for await (const piece of await bucket.read(key)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  };
  return {
    sql,
    url,
    folder,
    house,
    domainId: domain?.domainId ?? 0,
    sources,
    events,
    run,
    put,
    ended,
    importFile,
    text,
    objects,
  };
}
