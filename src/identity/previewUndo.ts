import type { Domain } from '../profiles/domain.ts';
import { eachFact, manual } from '../profiles/facts.ts';
import { valuesOf } from '../profiles/fold.ts';
import { foldMerged } from '../profiles/foldMerged.ts';
import type { House } from '../profiles/house.ts';
import type { FieldValue } from '../profiles/mapping.ts';
import { survivorsBy } from '../profiles/merges.ts';
import { listLiveMerges } from '../profiles/store/merges.ts';
import { listMembers } from '../profiles/store/profiles.ts';
import { requireLive } from './merge.ts';

/** A profile as it would stand after an undo. */
export interface UndonePreview {
  profileId: string;
  memberIds: string[];
  fields: Record<string, FieldValue>;
  /** Fields that people set on the merged profile; they stay with this, the survivor. */
  staying: string[];
}

/** What undoing a merge would leave, field by field; changes nothing. */
export async function previewUndo(house: House, domain: Domain, mergeId: string): Promise<UndonePreview[]> {
  return house.sql.begin('isolation level repeatable read read only', async (sql) => {
    const merge = await requireLive(sql, domain, mergeId);
    const members = await listMembers(sql, domain.domainId, [merge.survivorId]);
    const live = await listLiveMerges(sql, domain.domainId, [merge.survivorId]);
    const remaining = live.filter((other) => other.mergeId !== mergeId);
    const survivors = survivorsBy(
      members.map((member) => member.profileId),
      remaining,
    );
    return [...new Set(survivors.values())].map((profileId) => {
      const group = members.filter((member) => survivors.get(member.profileId) === profileId);
      const ids = new Set(group.map((member) => member.profileId));
      const merges = remaining.filter((other) => ids.has(other.mainId));
      const survivor =
        profileId === merge.survivorId ? group.find((member) => member.profileId === profileId) : undefined;
      const edits = [...eachFact(survivor?.facts ?? [])].filter(
        (fact) => fact.source === manual && fact.ingestedAt > merge.at,
      );
      return {
        profileId,
        memberIds: [...ids],
        fields: valuesOf(foldMerged(group, merges, domain.foldTypes)),
        staying: edits.map((fact) => fact.field),
      };
    });
  });
}
