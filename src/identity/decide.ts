import type { Sql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { MergeRow } from '../profiles/store/merges.ts';
import { lockProfiles } from '../profiles/store/profiles.ts';
import { consolidate } from './consolidate.ts';
import { type DesiredPart, desiredParts, type MatchGroup, mergeableSets } from './desired.ts';
import { type MergePlan, planMerges } from './planMerges.ts';
import { conflictRules, criteriaOf, policyOf, type ResolutionSettings } from './settings.ts';
import type { PeoplesWord } from './store/judgements.ts';

/** What a decision stands on. */
export interface DecisionInput {
  groups: readonly MatchGroup[];
  word: PeoplesWord;
  /** Live merges of the profiles in question: those of people, and those of the engine, which may be undone. */
  live: readonly MergeRow[];
  settings: ResolutionSettings;
}

/** What should be one, and what leads there. */
export interface Decision {
  parts: DesiredPart[];
  plan: MergePlan;
}

/**
 * Decides what should be shown as one and plans the way from what is. Reads facts only where consolidation criteria are
 * set, and changes nothing.
 */
export async function decide(sql: Sql, domain: Domain, input: DecisionInput): Promise<Decision> {
  const { groups, word, live, settings } = input;
  const consolidated = await consolidateAll(sql, domain, input);
  const parts = desiredParts({ groups, ...word, policy: policyOf(settings), consolidated });
  return { parts, plan: planMerges(parts, live, conflictRules(settings, domain)) };
}

/** Groups whose facts are read at once. */
const chunk = 500;

/** What the criteria leave of each group of the model; undefined when there are none, or nothing merges. */
async function consolidateAll(
  sql: Sql,
  domain: Domain,
  { groups, live, settings }: DecisionInput,
): Promise<((group: MatchGroup) => string[][]) | undefined> {
  const criteria = criteriaOf(settings);
  const policy = policyOf(settings);
  if (criteria.length === 0 || !policy.model) return undefined;
  const byProfile = new Map<string, MergeRow[]>();
  for (const merge of live.filter(({ cause }) => cause.method === 'MANUAL'))
    byProfile.set(merge.survivorId, [...(byProfile.get(merge.survivorId) ?? []), merge]);
  const rule = conflictRules(settings, domain)('MODEL');
  const left = new Map<MatchGroup, string[][]>();
  const wanted = groups
    .filter(({ method }) => method === 'MODEL')
    .map((group) => ({ group, sets: mergeableSets(group, policy) }))
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
      left.set(group, parts);
    }
  }
  return (group) => left.get(group) ?? [];
}
