import { newId } from '../../src/database/ids.ts';
import { mergeProfiles, undoMerge } from '../../src/identity/merge.ts';
import type { House } from '../../src/profiles/house.ts';
import { ingest } from '../../src/profiles/ingest.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { insertDomain } from '../../src/profiles/store/domains.ts';

/** Milliseconds of each merge and each undo, in the order in which they were made. */
export interface MergeUndoTimes {
  merge: number[];
  undo: number[];
  objects: number;
}

const accountId = '000000000000';
const actor = 'arn:nayose:bench';

/**
 * Measures merging two profiles of so many objects each, and undoing it, again and again, in a domain of its own; each as
 * the API does it, to the commit.
 */
export async function measureMergeUndo(house: House, objects = 1_000, rounds = 50): Promise<MergeUndoTimes> {
  const name = `merge-undo-${newId().slice(-8)}`;
  await insertDomain(house.sql, {
    accountId,
    name,
    settings: { DefaultExpirationDays: 366 },
    at: house.clock(),
  });
  const domain = () => house.domains.get(accountId, name);
  await putObjectType(house, await domain(), 'Visit', {
    Description: 'Visit',
    AllowProfileCreation: true,
    Fields: {
      person: { Source: '_source.person' },
      visit: { Source: '_source.visit' },
      last: { Source: '_source.last', Target: '_profile.LastName' },
      phone: { Source: '_source.phone', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
    },
    Keys: {
      personId: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['person'] }],
      visitId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['person', 'visit'] }],
    },
  });
  for (const person of ['1', '2']) {
    const rows = Array.from({ length: objects }, (_, at) => {
      const value = {
        person,
        visit: String(at),
        last: `山田${at}`,
        phone: `090000${String(at).padStart(5, '0')}`,
      };
      return { objectTypeName: 'Visit', json: JSON.stringify(value), value };
    });
    await ingest(house, await domain(), rows, { actor });
  }
  const { domainId } = await domain();
  const [one, other] = await house.sql`
    select profile_id from profile where domain_id = ${domainId} order by profile_id`;
  const times: MergeUndoTimes = { merge: [], undo: [], objects };
  for (let round = 0; round < rounds; round++) {
    const request = {
      mainId: one?.profile_id,
      otherIds: [other?.profile_id],
      rule: { kind: 'RECENCY' as const },
    };
    const start = performance.now();
    const mergeId = await mergeProfiles(house, await domain(), request, actor);
    const merged = performance.now();
    await undoMerge(house, await domain(), mergeId, actor, false);
    times.merge.push(merged - start);
    times.undo.push(performance.now() - merged);
  }
  return times;
}
