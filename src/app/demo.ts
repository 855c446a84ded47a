import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCaller } from '../access/account.ts';
import type { Buckets } from '../sources/buckets/bucket.ts';
import type { Call } from '../wire/call.ts';
import type { Operations } from '../wire/operations.ts';

/** Where the demo lives: domain and bucket have the same name. */
const demoName = 'demo';
const demoKey = 'customers.csv';
const patienceMillis = 60_000;

/**
 * Makes the demo: its domain, the customer file in its bucket, and the import of that file, whichever is missing.
 * Resolves when the import has ended, or after a minute.
 */
export async function prepareDemo(
  operations: Operations,
  buckets: Buckets,
  makeFile: () => Promise<Buffer>,
): Promise<void> {
  const call = { caller: systemCaller, requestId: 'demo' };
  const run = <Output>(name: string, input: object): Promise<Output> => {
    const operation = operations.nayose.find((candidate) => candidate.name === name);
    if (!operation) throw new Error(`There is no operation ${name}`);
    return operation.run({ DomainName: demoName, ...input }, call) as Promise<Output>;
  };
  await ensureDomain(operations, call);
  const { Imports } = await run<{ Imports: Import[] }>('ListImports', {});
  if (Imports.some((one) => one.Status === 'COMPLETED')) return;
  const bucket = await buckets.open(demoName, { create: true });
  if (!(await bucket.stat(demoKey))) await bucket.write(demoKey, Readable.from([await makeFile()]));
  const under = Imports.find((one) => one.Status === 'QUEUED' || one.Status === 'RUNNING');
  const started =
    under ?? (await run<{ ImportId: string }>('StartImport', { Bucket: demoName, Key: demoKey }));
  const deadline = performance.now() + patienceMillis;
  while (performance.now() < deadline) {
    const { Status } = await run<Import>('GetImport', { ImportId: started.ImportId });
    if (Status !== 'QUEUED' && Status !== 'RUNNING') return;
    await sleep(100);
  }
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
