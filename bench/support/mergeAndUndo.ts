import type { Pool } from '../../src/database/connection.ts';
import { mergeProfiles, undoMerge } from '../../src/identity/merge.ts';
import { openHouse } from '../../src/profiles/house.ts';
import { ingest } from '../../src/profiles/ingest.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { insertDomain } from '../../src/profiles/store/domains.ts';
import { percentile } from './line.ts';

/** Milliseconds at the middle and near the worst. */
interface Times {
  p50: number;
  p99: number;
}

export interface MergeFigures {
  /** Objects of the larger profile. */
  objects: number;
  merge: Times;
  undo: Times;
}

const [accountId, name, actor] = ['000000000000', 'merge-and-undo', 'arn:nayose:bench'];
const [objects, turns] = [1_000, 100];

/** Merges a profile of a thousand objects with another and undoes it, again and again. */
export async function measureMergeAndUndo(sql: Pool): Promise<MergeFigures> {
  const house = openHouse(sql, { defaultCountry: 'JP' });
  await sql`delete from domain where account_id = ${accountId} and name = ${name}`;
  const settings = { DefaultExpirationDays: 366 };
  const { domainId } = (await insertDomain(sql, { accountId, name, settings, at: new Date() }))!;
  await putObjectType(house, await house.domains.get(accountId, name), 'Orders', orders);
  house.domains.forget(accountId, name);
  const domain = await house.domains.get(accountId, name);
  const [mainId, otherId] = await Promise.all(
    ['P1', 'P2'].map(async (person, at) => {
      const rows = Array.from({ length: at === 0 ? objects : 10 }, (_none, row) => {
        const value = { person, order: `${person}-${row}`, name: '佐藤', city: '大津市' };
        return { objectTypeName: 'Orders', json: JSON.stringify(value), value };
      });
      await ingest(house, domain, rows, { actor });
      const [known] = await sql`select profile_id from profile_key
        where domain_id = ${domainId} and key_name = 'personId' and value = ${person}`;
      return known?.profile_id as string;
    }),
  );
  const [merges, undos]: number[][] = [[], []];
  for (let turn = 0; turn < turns + 10; turn++) {
    const started = performance.now();
    const request = { mainId: mainId!, otherIds: [otherId!], rule: { kind: 'RECENCY' as const } };
    const mergeId = await mergeProfiles(house, domain, request, actor);
    const merged = performance.now();
    await undoMerge(house, domain, mergeId, actor, false);
    if (turn < 10) continue;
    merges!.push(merged - started);
    undos!.push(performance.now() - merged);
  }
  await sql`delete from domain where domain_id = ${domainId}`;
  for (const table of ['profile', 'profile_key', 'profile_object', 'merge', 'history', 'outbox'])
    await sql`delete from ${sql(table)} where domain_id = ${domainId}`;
  return { objects, merge: timesOf(merges!), undo: timesOf(undos!) };
}

const timesOf = (times: readonly number[]): Times => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
});

const orders = {
  Description: 'orders',
  AllowProfileCreation: true,
  Fields: {
    person: { Source: '_source.person' },
    order: { Source: '_source.order' },
    name: { Source: '_source.name', Target: '_profile.LastName' },
    city: { Source: '_source.city', Target: '_profile.Address.City' },
  },
  Keys: {
    personId: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['person'] }],
    orderId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['order'] }],
  },
};
