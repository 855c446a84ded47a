import type { Sql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { MergeRow } from '../profiles/store/merges.ts';
import { lockProfiles } from '../profiles/store/profiles.ts';
import { consolidate } from './consolidate.ts';
import { type Desired, desired, type MatchGroup, mergeableSets } from './desired.ts';
import { type LedgerRow, type PlanAndOutcome, planWithOutcome } from './planMerges.ts';
import type { IdPair, Names, Pair, ProfileRef } from './profileRefs.ts';
import { conflictRules, criteriaOf, policyOf, type ResolutionSettings } from './settings.ts';
import type { PeoplesWord } from './store/judgements.ts';

/** What a decision stands on. */
export interface DecisionInput<Ref extends ProfileRef> {
  groups: readonly MatchGroup<Ref>[];
  /** How the groups refer to profiles. */
  names: Names<Ref>;
  word: PeoplesWord;
  /** Live merges of the profiles in question: those of people, and those of the engine, which may be undone. */
  live: readonly MergeRow[];
  settings: ResolutionSettings;
}

/** What should be one, what leads there, what comes of it, and the live merges as they were looked at. */
export interface Decision<Ref extends ProfileRef> extends PlanAndOutcome<Ref> {
  desired: Desired<Ref>;
  live: LedgerRow<Ref>[];
}

/**
 * Decides what should be shown as one and plans the way from what is. Reads facts only where consolidation criteria are
 * set, and changes nothing.
 */
export async function decide<Ref extends ProfileRef>(
  sql: Sql,
  domain: Domain,
  input: DecisionInput<Ref>,
): Promise<Decision<Ref>> {
  const { groups, names, word, settings } = input;
  const consolidated = await consolidateAll(sql, domain, input);
  const pair = ([one, other]: IdPair): Pair<Ref> => [names.refOf(one), names.refOf(other)];
  const [together, apart] = [word.together.map(pair), word.apart.map(pair)];
  const wanted = desired({ groups, together, apart, policy: policyOf(settings), consolidated });
  const live = input.live.map((row) => ledgerRow(row, names));
  return { desired: wanted, ...planWithOutcome(wanted, live, conflictRules(settings, domain)), live };
}

/** A merge, with references in place of ids. */
export const ledgerRow = <Ref extends ProfileRef>(
  { mergeId, mainId, absorbedIds, rule, cause, jobId }: MergeRow,
  names: Names<Ref>,
): LedgerRow<Ref> => ({
  mergeId,
  mainId: names.refOf(mainId),
  absorbedIds: absorbedIds.map((id) => names.refOf(id)),
  rule,
  cause,
  jobId,
});

/** Groups whose facts are read at once. */
const chunk = 500;

/** What the criteria leave of each group of the model; undefined when there are none, or nothing merges. */
async function consolidateAll<Ref extends ProfileRef>(
  sql: Sql,
  domain: Domain,
  { groups, names, live, settings }: DecisionInput<Ref>,
): Promise<((group: MatchGroup<Ref>) => Ref[][]) | undefined> {
  const criteria = criteriaOf(settings);
  const policy = policyOf(settings);
  if (criteria.length === 0 || !policy.model) return undefined;
  const byProfile = Map.groupBy(
    live.filter(({ cause }) => cause.method === 'MANUAL'),
    ({ survivorId }) => survivorId,
  );
  const rule = conflictRules(settings, domain)('MODEL');
  const left = new Map<MatchGroup<Ref>, Ref[][]>();
  const wanted = groups
    .filter(({ method }) => method === 'MODEL')
    .map((group) => ({
      group,
      sets: mergeableSets(group, policy).map((set) => set.map((ref) => names.idOf(ref))),
    }))
    .filter(({ sets }) => sets.length > 0);
  for (let start = 0; start < wanted.length; start += chunk) {
    const some = wanted.slice(start, start + chunk);
    const ids = [...new Set(some.flatMap(({ sets }) => sets.flat()))];
    const rows = await lockProfiles(sql, domain.domainId, ids, 'look');
    const found = new Map(rows.map((row) => [row.profileId, row]));
    for (const { group, sets } of some) {
      const parts = sets.flatMap((set) => {
        const members = set.flatMap((id) => found.get(id) ?? []);
        const merges = [...new Set(members.flatMap(({ survivorId }) => byProfile.get(survivorId) ?? []))];
        return consolidate({ members, merges, criteria, rule, types: domain.foldTypes });
      });
      left.set(
        group,
        parts.map((part) => part.map((id) => names.refOf(id))),
      );
    }
  }
  return (group) => left.get(group) ?? [];
}
