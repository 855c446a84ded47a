import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import {
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  type MatchingRequest,
  type RuleBasedMatchingRequest,
  UpdateDomainCommand,
} from '@aws-sdk/client-customer-profiles';
import type { z } from 'zod';
import { createJobs, type Jobs } from '../../../src/database/jobs.ts';
import { createIdentity, type Identity } from '../../../src/identity/identity.ts';
import type { jobShape } from '../../../src/identity/operations/shapes.ts';
import type { House } from '../../../src/profiles/house.ts';
import { customerProfilesOperations } from '../../../src/profiles/operations/operations.ts';
import type { Buckets } from '../../../src/sources/buckets/bucket.ts';
import { folderBuckets } from '../../../src/sources/buckets/folder.ts';
import type { Call } from '../../../src/wire/call.ts';
import { startAwsServer } from '../../helpers/awsServer.ts';

export const DomainName = 'shop';

/** Somebody at the review desk. */
export const call: Call = {
  requestId: 'test',
  caller: {
    accountId: '000000000000',
    arn: 'arn:aws:iam::000000000000:user/desk',
    region: 'us-east-1',
    role: 'admin',
  },
};

export type Job = z.input<typeof jobShape>;

/** The identity room behind a real listener, on a database and bucket folder of the test's own, with a domain. */
export async function openRoom(
  t: TestContext,
  /** `buckets`: a store of somebody else, in which no bucket is made. */
  options: { start?: boolean; follow?: boolean; buckets?: Buckets } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'nayose-identity-'));
  const events: { topic: string; data: Record<string, unknown> }[] = [];
  let made: { identity: Identity; house: House; jobs: Jobs } | undefined;
  // Registered before the database's own: the room lets go of it first.
  t.after(async () => {
    if (options.start !== false) await made?.identity.stop().then(made.jobs.stop);
    rmSync(folder, { recursive: true, force: true });
  });
  const server = await startAwsServer(t, (house) => {
    const jobs = createJobs(house.sql);
    const identity = createIdentity({
      house,
      buckets: options.buckets ?? folderBuckets(folder),
      createBuckets: options.buckets === undefined,
      jobs,
      publish: (topic, data) => events.push({ topic, data }),
      log: (message) => console.error(message),
      silence: 2_000,
      follow: options.follow ?? false,
    });
    made = { identity, house, jobs };
    return { ...customerProfilesOperations(house, identity.domainHooks), ...identity.awsOperations };
  });
  const { identity, house } = made!;
  if (options.start !== false) await identity.start();
  const { client } = server;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const run = async <T>(name: string, input: object = {}): Promise<T> => {
    const operation = identity.operations.find((found) => found.name === name);
    if (!operation) throw new Error(`no operation ${name}`);
    return (await operation.run({ DomainName, ...input }, call)) as T;
  };
  const create = async (profile: object) =>
    (await client.send(new CreateProfileCommand({ DomainName, ...profile }))).ProfileId ?? '';
  const get = async (...ids: string[]) => {
    const found = [];
    for (let at = 0; at < ids.length; at += 20) {
      const ProfileIds = ids.slice(at, at + 20);
      const { Profiles = [] } = await client.send(new BatchGetProfileCommand({ DomainName, ProfileIds }));
      found.push(...Profiles);
    }
    return found;
  };
  const configure = (Matching?: MatchingRequest, RuleBasedMatching?: RuleBasedMatchingRequest) =>
    client.send(new UpdateDomainCommand({ DomainName, Matching, RuleBasedMatching }));
  const ended = async (JobId: string): Promise<Job> => {
    for (;;) {
      const { Job: job } = await run<{ Job: Job }>('GetResolutionJob', { JobId });
      if (job.EndedAt) return job;
      await wait(30);
    }
  };
  /** Waits until no run is under way, as after enabling. */
  const quiet = async (): Promise<Job | undefined> => {
    for (;;) {
      const { Items } = await run<{ Items: Job[] }>('ListResolutionJobs');
      if (Items.every(({ EndedAt }) => EndedAt)) return Items[0];
      await wait(30);
    }
  };
  const resolve = async (): Promise<Job> => {
    await quiet();
    const { JobId } = await run<{ JobId: string }>('StartResolutionJob');
    return ended(JobId);
  };
  return { ...server, house, identity, folder, events, run, create, get, configure, ended, quiet, resolve };
}
