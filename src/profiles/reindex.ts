import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from './domain.ts';
import { keyDifference } from './editProfile.ts';
import { ownFields } from './ingestPlan.ts';
import { nameParts, searchNames } from './searchNames.ts';
import { changeKeys } from './store/keys.ts';
import { insertNameParts } from './store/names.ts';
import { announce } from './store/outbox.ts';
import { listContested, lockProfiles, updateProfiles } from './store/profiles.ts';

const chunk = 1000;

/**
 * Brings search keys and names of profiles into line when the rank of an object type changes: among what several sources
 * gave, another value may show now. Only profiles with facts of that type and of another source can be touched.
 */
export async function reindexSource(
  sql: TransactionSql,
  before: Domain,
  after: Domain,
  typeId: number,
): Promise<void> {
  const { domainId } = before;
  let from: string | undefined;
  for (;;) {
    const ids = await listContested(sql, domainId, typeId, from, chunk);
    if (ids.length === 0) return;
    from = ids.at(-1);
    const rows = await lockProfiles(sql, domainId, ids);
    const changes = rows.flatMap((row) =>
      keyDifference(row.profileId, ownFields(row.facts, before), ownFields(row.facts, after), before),
    );
    const writes = rows.map((row) => ({ ...row, names: searchNames(ownFields(row.facts, after)) }));
    await updateProfiles(sql, domainId, writes);
    await insertNameParts(
      sql,
      domainId,
      writes.flatMap(({ names }) => nameParts(names)),
    );
    await changeKeys(sql, domainId, changes);
    await announce(sql, domainId, ids, after.updatedAt);
  }
}
