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

/**
 * Folds base profiles that merges show as one. Facts and merges are replayed in the order in which they happened: each
 * side has its own winner for a field until a merge settles it by its rule; what becomes known later competes as ever.
 * Pure, and independent of the order of its arguments; leaving a merge out gives what would be without it.
 */
export function foldMerged(members: readonly Member[], merges: readonly Merge[], types: FoldTypes): Visible {
  if (merges.length === 0)
    return fold(
      members.map((member) => member.facts),
      types,
    );
  const ordered = inOrder(merges);
  const visible: Visible = new Map();
  for (const [field, facts] of factsByField(members, types)) {
    const winner = replay(field, facts, ordered, types);
    if (!winner || winner.value === null) continue;
    const others = facts.filter((fact) => fact !== winner && fact.value !== null);
    visible.set(field, { value: winner.value, from: winner, others });
  }
  return visible;
}

function factsByField(members: readonly Member[], types: FoldTypes): Map<string, OwnedFact[]> {
  const byField = new Map<string, OwnedFact[]>();
  for (const { profileId, facts } of members) {
    for (const fact of eachFact(facts)) {
      if (fact.source !== manual && !types.has(fact.source)) continue;
      byField.set(fact.field, [...(byField.get(fact.field) ?? []), { ...fact, profileId }]);
    }
  }
  for (const facts of byField.values()) facts.sort(inOrderOfKnowledge);
  return byField;
}

function replay(field: string, facts: OwnedFact[], merges: Merge[], types: FoldTypes): Fact | undefined {
  const roots = new Roots();
  const winners = new Map<string, Fact | undefined>();
  const take = (fact: OwnedFact) => {
    const root = roots.of(fact.profileId);
    const holder = winners.get(root);
    winners.set(root, winnerOf(holder ? [holder, fact] : [fact], types));
  };
  let next = 0;
  for (const merge of merges) {
    for (; next < facts.length && (facts[next]?.ingestedAt ?? 0) <= merge.at; next += 1) take(facts[next]!);
    const sides = roots.sidesOf(merge);
    const settled = settle(field, merge, sides, (id) => winners.get(roots.of(id)), types);
    roots.join(merge);
    for (const side of sides) winners.delete(side);
    winners.set(roots.of(merge.mainId), settled);
  }
  for (; next < facts.length; next += 1) take(facts[next]!);
  const [first] = merges;
  return first && winners.get(roots.of(first.mainId));
}

function settle(
  field: string,
  merge: Merge,
  sides: string[],
  winnerAt: (profileId: string) => Fact | undefined,
  types: FoldTypes,
): Fact | undefined {
  const held = sides.map(winnerAt).filter((fact): fact is Fact => fact !== undefined && fact.value !== null);
  if (merge.rule.kind === 'MAIN') {
    const source = sourceOf(field, merge.rule.fieldSources);
    return source === undefined ? held[0] : winnerAt(source);
  }
  const { rule } = merge;
  const ofType = rule.kind === 'SOURCE' ? held.filter((fact) => fact.source === rule.typeId) : [];
  const byPeople = held.filter((fact) => fact.source === manual);
  const candidates = byPeople.length > 0 ? byPeople : ofType.length > 0 ? ofType : held;
  return winnerOf(candidates.sort(inOrderOfKnowledge), types);
}

/** The profile a field was chosen from: the field itself, or the address or list it belongs to. */
function sourceOf(field: string, sources: Record<string, string> | undefined): string | undefined {
  if (!sources) return undefined;
  if (Object.hasOwn(sources, field)) return sources[field];
  const root = field.split('.')[0] ?? '';
  return Object.hasOwn(sources, root) ? sources[root] : undefined;
}
