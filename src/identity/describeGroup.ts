import type { Domain } from '../profiles/domain.ts';
import { fold, valuesOf } from '../profiles/fold.ts';
import { foldMerged } from '../profiles/foldMerged.ts';
import type { House } from '../profiles/house.ts';
import type { FieldValue } from '../profiles/mapping.ts';
import type { Merge } from '../profiles/merges.ts';
import { listLiveMerges } from '../profiles/store/merges.ts';
import { countObjects, listMembers, lockProfiles, type ProfileRow } from '../profiles/store/profiles.ts';
import { type Origin, originOf } from '../profiles/view.ts';
import type { GroupRow, PairRow } from './matchGroups.ts';
import type { Companions } from './operations/shapes.ts';
import { agreementsOf } from './rules/agreements.ts';
import { compileRules, type RuleBasedMatching, type Values } from './rules/compileRules.ts';
import { conflictRules, type ResolutionSettings } from './settings.ts';
import { listPairs } from './store/groups.ts';
import { type Judgement, listJudgementsAmong } from './store/judgements.ts';
import { findTwins } from './store/twins.ts';

/** Members told of at most: a person cannot look at more side by side. */
const mostMembers = 100;
const afterAll = 8.64e15;

/** Everything a person needs to decide about a match group; changes nothing. */
export async function describeGroup(
  { house, companions }: { house: House; companions: Companions },
  domain: Domain,
  group: GroupRow,
  { settings, rules }: { settings: ResolutionSettings; rules: RuleBasedMatching | undefined },
) {
  const { sql } = house;
  const { domainId } = domain;
  const ids = group.profileIds.slice(0, mostMembers);
  const rows = await lockProfiles(sql, domainId, ids, 'look');
  const clusters = await listMembers(sql, domainId, ids);
  const survivors = [...new Set(clusters.map(({ survivorId }) => survivorId))];
  const twin = (await findTwins(sql, domainId, [group.matchId])).get(group.matchId);
  const [merges, objects, came, found, judged] = await Promise.all([
    listLiveMerges(sql, domainId, survivors),
    countObjects(sql, domainId, ids),
    companions(domainId, ids),
    listPairs(sql, domainId, [group.matchId, ...(twin ? [twin.matchId] : [])]),
    listJudgementsAmong(sql, domainId, ids),
  ]);
  const Members = rows.map((row) => ({
    ProfileId: row.profileId,
    SurvivorId: row.survivorId,
    Fields: ownFieldsOf(domain, row),
    CreatedAt: row.createdAt,
    UpdatedAt: row.updatedAt,
    Objects: objects.get(row.profileId) ?? 0,
    Cases: came.get(row.profileId)?.cases ?? 0,
    Contacts: came.get(row.profileId)?.contacts ?? 0,
  }));
  const rule = conflictRules(settings, domain)(group.method);
  const values = new Map(rows.map((row) => [row.profileId, valuesOf(fold([row.facts], domain.foldTypes))]));
  const agreements = (pair: PairRow) => agreed(pair, rules, domain, values);
  const own = found.get(group.matchId) ?? [];
  const pairs = twin ? withTwins(own, found.get(twin.matchId) ?? [], levelsBy(rules, domain, values)) : own;
  const joined = joinAll(merges, survivors.toSorted(), rule);
  return {
    Members,
    Result: resultOf(domain, clusters, joined),
    Parts: group.parts,
    Pairs: pairs.map((pair) => ({ ...pairItem(pair, judged), Agreements: agreements(pair) })),
  };
}

function ownFieldsOf(domain: Domain, row: ProfileRow) {
  const fields: Record<string, { Value: FieldValue; From: Origin }> = {};
  for (const [name, { value, from }] of fold([row.facts], domain.foldTypes))
    fields[name] = { Value: value, From: originOf(domain, from) };
  return fields;
}

/** The live merges, and one more that makes all of them one as the engine would: the oldest stands for all. */
function joinAll(merges: readonly Merge[], survivors: readonly string[], rule: Merge['rule']): Merge[] {
  const [mainId, ...absorbedIds] = survivors;
  if (!mainId || absorbedIds.length === 0) return [...merges];
  return [...merges, { mergeId: 'f'.repeat(32), at: afterAll, mainId, absorbedIds, rule }];
}

/** The profile that merging all would leave, each field with the profile it comes from and what loses to it. */
function resultOf(domain: Domain, members: readonly ProfileRow[], merges: readonly Merge[]) {
  const owned = members.map(({ profileId, facts }) => ({ profileId, facts }));
  const visible = foldMerged(owned, merges, domain.foldTypes);
  const Fields: Record<
    string,
    {
      Value: FieldValue;
      FromProfileId: string;
      From: Origin;
      Others: { Value: FieldValue; ProfileId: string }[];
    }
  > = {};
  for (const [name, { value, from, others }] of visible) {
    const text = JSON.stringify(value);
    const losers = new Map<string, { Value: FieldValue; ProfileId: string }>();
    for (const fact of others) {
      const key = JSON.stringify(fact.value);
      if (fact.value !== null && key !== text && !losers.has(key))
        losers.set(key, { Value: fact.value, ProfileId: ownerOf(fact) });
    }
    Fields[name] = {
      Value: value,
      FromProfileId: ownerOf(from),
      From: originOf(domain, from),
      Others: [...losers.values()],
    };
  }
  const [oldest = ''] = members.map(({ survivorId }) => survivorId).toSorted();
  return { ProfileId: oldest, Fields };
}

/** Facts of a merged fold know their base profile. */
const ownerOf = (fact: object): string => (fact as { profileId?: string }).profileId ?? '';

/** The pairs of a group, each with what the other method says of the same two profiles. */
function withTwins(pairs: readonly PairRow[], others: readonly PairRow[], levelOf: LevelOf): PairRow[] {
  const said = new Map(others.map((pair) => [`${pair.leftId}/${pair.rightId}`, pair]));
  return pairs.map((pair) => {
    const other = said.get(`${pair.leftId}/${pair.rightId}`);
    return {
      ...pair,
      confidence: pair.confidence ?? other?.confidence,
      prior: pair.prior ?? other?.prior,
      // The links that hold a group of rules together need not be those of the model.
      ruleLevel: pair.ruleLevel ?? other?.ruleLevel ?? levelOf(pair),
      reasons: pair.reasons.length > 0 ? pair.reasons : (other?.reasons ?? []),
      contradicts: pair.contradicts || (other?.contradicts ?? false),
    };
  });
}

type LevelOf = (pair: PairRow) => number | undefined;

/** The lowest level of rules at which two profiles match. */
function levelsBy(
  rules: RuleBasedMatching | undefined,
  { country }: Domain,
  values: ReadonlyMap<string, Values>,
): LevelOf {
  if (!rules) return () => undefined;
  const compiled = compileRules(rules, country);
  const keys = new Map([...values].map(([id, fields]) => [id, compiled.keysOf(fields)]));
  return ({ leftId, rightId }) => {
    const [left, right] = [keys.get(leftId), keys.get(rightId)];
    const level = left?.findIndex((texts, at) => texts.some((text) => right?.[at]?.includes(text))) ?? -1;
    return level < 0 ? undefined : level + 1;
  };
}

/** What the rule of a pair's level found alike; nothing for pairs of the model. */
function agreed(
  { leftId, rightId, ruleLevel }: PairRow,
  rules: RuleBasedMatching | undefined,
  { country }: Domain,
  values: ReadonlyMap<string, Values>,
) {
  const [left, right] = [values.get(leftId), values.get(rightId)];
  if (ruleLevel === undefined || !rules || !left || !right) return undefined;
  return agreementsOf(rules, ruleLevel, country, left, right).map((found) => ({
    Attribute: found.attribute,
    Left: { Field: found.left.field, Value: found.left.value },
    Right: { Field: found.right.field, Value: found.right.value },
  }));
}

function pairItem(pair: PairRow, judged: readonly Judgement[]) {
  const verdict = judged.findLast(
    ({ leftId, rightId }) => leftId === pair.leftId && rightId === pair.rightId,
  );
  return {
    LeftProfileId: pair.leftId,
    RightProfileId: pair.rightId,
    Confidence: pair.confidence,
    RuleLevel: pair.ruleLevel,
    Prior: pair.prior,
    Reasons: pair.reasons.map(({ field, level, weight }) => ({ Field: field, Level: level, Weight: weight })),
    Verdict: verdict?.verdict,
    Contradicts: pair.contradicts,
  };
}
