import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateDomainCommand, CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { writeCustomerFile } from './customers.ts';
import { say } from './line.ts';
import { type BenchServer, benchDir } from './server.ts';

/** How many customers the benches stand on. */
export const million = Number(process.env.NAYOSE_BENCH_ROWS ?? 1_000_000);

/** Domain that holds them. */
export const DomainName = 'bench';

interface Import {
  Status: string;
  RowsRead: number;
  Created: number;
  Updated: number;
  Unchanged: number;
  Rejected: number;
  StartedAt: number;
  EndedAt: number;
  Message?: string;
}

/** An official client of the bench's server. */
export function sdkClient(server: BenchServer): CustomerProfilesClient {
  return new CustomerProfilesClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: server.credentials,
  });
}

/** Imports the customers into a fresh domain and returns the finished import. */
export async function importCustomers(server: BenchServer): Promise<Import> {
  const Key = `customers-${million}.csv`;
  say(`writing ${million} customers`);
  await writeCustomerFile(join(benchDir, 'buckets', 'imports', Key), million);
  await sdkClient(server).send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const started = { DomainName, Bucket: 'imports', Key, ObjectTypeName: 'customers' };
  const { ImportId } = await server.client.call<{ ImportId: string }>('StartImport', started);
  for (;;) {
    await sleep(1000);
    const job = await server.client.call<Import>('GetImport', { DomainName, ImportId });
    say(`${job.Status} ${job.RowsRead}`);
    if (job.Status === 'FAILED' || job.Status === 'CANCELLED')
      throw new Error(`import ${job.Status}: ${job.Message}`);
    if (job.Status === 'COMPLETED') {
      await writeFile(join(benchDir, 'imported'), String(million));
      return job;
    }
  }
}

/** Sees to it that the customers are there; a bench that reads does not import again. */
export async function ensureCustomers(server: BenchServer): Promise<void> {
  if (!existsSync(join(benchDir, 'imported'))) await importCustomers(server);
}
