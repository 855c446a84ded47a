import type { TestContext } from 'node:test';
import type { Domain } from '../../../src/profiles/domain.ts';
import { type House, openHouse } from '../../../src/profiles/house.ts';
import { ingest } from '../../../src/profiles/ingest.ts';
import type { IncomingObject, Outcome } from '../../../src/profiles/ingestPlan.ts';
import { insertDomain } from '../../../src/profiles/store/domains.ts';
import { testDatabase } from '../../helpers/database.ts';

export const accountId = '000000000000';
export const actor = 'arn:aws:iam::000000000000:user/test';

/** A house on a database of its own, with fresh domains on demand. */
export interface TestHouse {
  house: House;
  url: string;
  /** Makes a domain and gives its name. */
  newDomain(): Promise<string>;
  /** The domain as it is now. */
  domain(name: string): Promise<Domain>;
  /** Sets the clock. */
  setClock(time: Date): void;
}

/** Opens it for one test. */
export async function testHouse(t: TestContext): Promise<TestHouse> {
  const { sql, url } = await testDatabase(t);
  let now = new Date('2026-01-02T03:04:05Z');
  const house = openHouse(sql, { defaultCountry: 'JP', clock: () => now });
  let made = 0;
  return {
    house,
    url,
    newDomain: async () => {
      made += 1;
      const name = `domain${made}`;
      await insertDomain(sql, { accountId, name, settings: { DefaultExpirationDays: 366 }, at: now });
      return name;
    },
    domain: (name) => house.domains.get(accountId, name),
    setClock: (time) => {
      now = time;
    },
  };
}

/** A row to take in. */
export const incoming = (objectTypeName: string, value: Record<string, unknown>): IncomingObject => ({
  objectTypeName,
  json: JSON.stringify(value),
  value,
});

/** Takes objects in. */
export const take = (house: House, domain: Domain, rows: IncomingObject[]): Promise<Outcome[]> =>
  ingest(house, domain, rows, { actor });
