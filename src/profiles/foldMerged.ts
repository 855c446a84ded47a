import { eachFact, type Fact, type Facts, manual } from './facts.ts';
import { type FoldTypes, fold, inOrderOfKnowledge, type Visible, winnerOf } from './fold.ts';
import { inOrder, type Merge, Roots } from './merges.ts';

/** A base profile as the fold needs it. */
export interface Member {
  profileId: string;
  facts: Facts;
}

interface OwnedFact extends Fact {
  profileId: string;
}

/** What one side of a merge shows of a unit, field by field. */
type Side = ReadonlyMap<string, Fact>;

/**
 * Folds base profiles that merges show as one. Facts and merges are replayed in the order in which they happened: each
 * side has its own winner for a field until a merge settles it by its rule; what becomes known later competes as ever.
 * An address is settled as one (AWS: one source for each address), so that nobody is shown a town of one home with the
 * street of another. Pure, and independent of the order of its arguments; leaving a merge out gives what would be
 * without it.
 */
export function foldMerged(members: readonly Member[], merges: readonly Merge[], types: FoldTypes): Visible {
  if (merges.length === 0)
    return fold(
      members.map((member) => member.facts),
      types,
    );
  const ordered = inOrder(merges);
  const visible: Visible = new Map();
  for (const [unit, facts] of factsByUnit(members, types)) {
    for (const [field, winner] of replay(unit, facts, ordered, types)) {
      if (winner.value === null) continue;
      const others = facts.filter((fact) => fact.field === field && fact !== winner && fact.value !== null);
      visible.set(field, { value: winner.value, from: winner, others });
    }
  }
  return visible;
}

/** Fields that are settled together: the members of one address; any other field stands by itself. */
const unitOf = (field: string) => {
  const root = field.split('.', 1)[0] ?? '';
  return root.endsWith('Address') ? root : field;
};

function factsByUnit(members: readonly Member[], types: FoldTypes): Map<string, OwnedFact[]> {
  const byUnit = new Map<string, OwnedFact[]>();
  for (const { profileId, facts } of members) {
    for (const fact of eachFact(facts)) {
      if (fact.source !== manual && !types.has(fact.source)) continue;
      const unit = unitOf(fact.field);
      const list = byUnit.get(unit);
      if (list) list.push({ ...fact, profileId });
      else byUnit.set(unit, [{ ...fact, profileId }]);
    }
  }
  for (const facts of byUnit.values()) facts.sort(inOrderOfKnowledge);
  return byUnit;
}

function replay(unit: string, facts: OwnedFact[], merges: Merge[], types: FoldTypes): Side {
  const roots = new Roots();
  const sides = new Map<string, Map<string, Fact>>();
  const sideOf = (profileId: string): Map<string, Fact> => {
    const root = roots.of(profileId);
    const side = sides.get(root) ?? new Map<string, Fact>();
    sides.set(root, side);
    return side;
  };
  const take = (fact: OwnedFact) => {
    const side = sideOf(fact.profileId);
    const holder = side.get(fact.field);
    side.set(fact.field, winnerOf(holder ? [holder, fact] : [fact], types) ?? fact);
  };
  let next = 0;
  for (const merge of merges) {
    for (; next < facts.length && (facts[next]?.ingestedAt ?? 0) <= merge.at; next += 1) take(facts[next]!);
    const joined = roots.sidesOf(merge);
    const settled = settle(unit, merge, joined, sideOf, types);
    roots.join(merge);
    for (const side of joined) sides.delete(side);
    sides.set(roots.of(merge.mainId), new Map(settled));
  }
  for (; next < facts.length; next += 1) take(facts[next]!);
  const [first] = merges;
  return first ? sideOf(first.mainId) : new Map();
}

function settle(
  unit: string,
  merge: Merge,
  joined: string[],
  sideOf: (profileId: string) => Side,
  types: FoldTypes,
): Side {
  const held = joined.map(sideOf);
  const settled = settleUnit(unit, merge, held, sideOf, types);
  if (merge.rule.kind !== 'MAIN') return settled;
  // A single member of an address may be named too; it comes from where it is said to come, even when empty there.
  const named = Object.entries(merge.rule.fieldSources ?? {}).filter(
    ([field]) => field !== unit && unitOf(field) === unit,
  );
  if (named.length === 0) return settled;
  const result = new Map(settled);
  for (const [field, source] of named) {
    const fact = sideOf(source).get(field);
    if (fact) result.set(field, fact);
    else result.delete(field);
  }
  return result;
}

function settleUnit(
  unit: string,
  { rule }: Merge,
  held: readonly Side[],
  sideOf: (profileId: string) => Side,
  types: FoldTypes,
): Side {
  const known = held.filter((side) => factsOf(side).length > 0);
  if (rule.kind === 'MAIN') {
    const source =
      rule.fieldSources && Object.hasOwn(rule.fieldSources, unit) ? rule.fieldSources[unit] : undefined;
    return source === undefined ? withGapsFilled(known) : sideOf(source);
  }
  const isByPeople = (fact: Fact) => fact.source === manual;
  const isOfType = (fact: Fact) => rule.kind === 'SOURCE' && fact.source === rule.typeId;
  const preferred = [isByPeople, isOfType, () => true].find((suits) =>
    known.some((side) => factsOf(side).some(suits)),
  );
  const heads = known.flatMap((side) => {
    const fact = winnerOf(factsOf(side).filter(preferred!).sort(inOrderOfKnowledge), types);
    return fact ? [{ fact, side }] : [];
  });
  const winner = winnerOf(heads.map(({ fact }) => fact).sort(inOrderOfKnowledge), types);
  const chosen = heads.find(({ fact }) => fact === winner)?.side;
  if (!chosen) return new Map();
  const latest = (side: Side) => factsOf(side).sort(inOrderOfKnowledge).at(-1)!;
  const others = known.filter((side) => side !== chosen);
  others.sort((one, other) => inOrderOfKnowledge(latest(other), latest(one)));
  return withGapsFilled([chosen, ...others]);
}

const factsOf = (side: Side) => [...side.values()].filter((fact) => fact.value !== null);

/** The first side, completed by those that tell of the same: they share a value, and contradict none. */
function withGapsFilled([first, ...others]: readonly Side[]): Side {
  const result = new Map(first);
  for (const other of others) {
    const shared = factsOf(other).flatMap((fact) => {
      const mine = result.get(fact.field);
      return mine && mine.value !== null ? [mine.value === fact.value] : [];
    });
    if (shared.length === 0 || shared.includes(false)) continue;
    for (const fact of factsOf(other)) if (!result.has(fact.field)) result.set(fact.field, fact);
  }
  return result;
}
