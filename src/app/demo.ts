import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCaller } from '../access/account.ts';
import type { Buckets } from '../sources/buckets/bucket.ts';
import type { Call } from '../wire/call.ts';
import type { Operations } from '../wire/operations.ts';

/** Where the demo lives: domain and bucket have the same name. */
export const demoName = 'demo';
const demoKey = 'customers.csv';
const patienceMillis = 60_000;

/** Rules that merge what is certain and show the rest to people. */
const rules = {
  Enabled: true,
  MatchingRules: [
    { Rule: ['LastName', 'FirstName', 'BirthDate', 'PhoneNumber'] },
    { Rule: ['LastName', 'FirstName', 'EmailAddress'] },
    { Rule: ['LastName', 'BirthDate', 'PhoneNumber'] },
  ],
  MaxAllowedRuleLevelForMatching: 3,
  MaxAllowedRuleLevelForMerging: 2,
  AttributeTypesSelector: {
    AttributeMatchingModel: 'MANY_TO_MANY' as const,
    PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber', 'HomePhoneNumber'],
    EmailAddress: ['EmailAddress', 'PersonalEmailAddress', 'BusinessEmailAddress'],
  },
  ConflictResolution: { ConflictResolvingModel: 'RECENCY' as const },
};
/** The model too, every night; whom it finds waits at the review desk. */
const matching = { Enabled: true };

type Run = <Output>(name: string, input: object) => Promise<Output>;

/**
 * Makes the demo: its domain, the customer file in its bucket, the import of that file, and identity resolution over
 * the customers, whichever is missing. Resolves when import and first run have ended, or after a minute each.
 */
export async function prepareDemo(
  operations: Operations,
  buckets: Buckets,
  makeFile: () => Promise<Buffer>,
): Promise<void> {
  const call = { caller: systemCaller, requestId: 'demo' };
  const run: Run = <Output>(name: string, input: object): Promise<Output> => {
    const operation = operations.nayose.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`There is no operation ${name}`);
    return operation.run({ DomainName: demoName, ...input }, call) as Promise<Output>;
  };
  await ensureDomain(operations, call);
  await ensureCustomers(run, buckets, makeFile);
  await ensureMatching(operations, run, call);
}

async function ensureCustomers(run: Run, buckets: Buckets, makeFile: () => Promise<Buffer>): Promise<void> {
  const { Imports } = await run<{ Imports: Import[] }>('ListImports', {});
  if (Imports.some((one) => one.Status === 'COMPLETED')) return;
  const bucket = await buckets.open(demoName, { create: true });
  if (!(await bucket.stat(demoKey))) await bucket.write(demoKey, Readable.from([await makeFile()]));
  const under = Imports.find((one) => one.Status === 'QUEUED' || one.Status === 'RUNNING');
  const started =
    under ?? (await run<{ ImportId: string }>('StartImport', { Bucket: demoName, Key: demoKey }));
  await until(async () => {
    const { Status } = await run<Import>('GetImport', { ImportId: started.ImportId });
    return Status !== 'QUEUED' && Status !== 'RUNNING';
  });
}

/** Switched on once; whoever switches it off in the demo keeps it off. */
async function ensureMatching(operations: Operations, run: Run, call: Call): Promise<void> {
  const { GetDomain, UpdateDomain } = operations.profile;
  if (typeof GetDomain !== 'function' || typeof UpdateDomain !== 'function') return;
  const { Matching, RuleBasedMatching } = await GetDomain({ DomainName: demoName }, call);
  if (Matching || RuleBasedMatching) return;
  const settings = { DomainName: demoName, Matching: matching, RuleBasedMatching: rules };
  await UpdateDomain(settings, call);
  await until(async () => {
    const { LastJob } = await run<{ LastJob?: { EndedAt?: number } }>('GetResolutionSettings', {});
    return LastJob?.EndedAt !== undefined;
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMillis;
  while (performance.now() < deadline && !(await isSo())) await sleep(100);
}

interface Import {
  ImportId: string;
  Status: string;
}

async function ensureDomain(operations: Operations, call: Call): Promise<void> {
  const { CreateDomain, ListDomains } = operations.profile;
  if (typeof CreateDomain !== 'function' || typeof ListDomains !== 'function') return;
  const { Items = [] } = await ListDomains({}, call);
  if (Items.some((item) => item.DomainName === demoName)) return;
  await CreateDomain({ DomainName: demoName, DefaultExpirationDays: 1_098 }, call);
}
