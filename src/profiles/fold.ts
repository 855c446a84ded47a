import { eachFact, type Fact, type Facts, manual } from './facts.ts';
import type { FieldValue } from './mapping.ts';

/** What the fold must know of an object type. */
export interface FoldType {
  name: string;
  /** 1 is the highest; absent is lower than any number. */
  priority: number | undefined;
}

/** Object types by id. Facts of a type that is not here any more do not count: its deletion scrubs them at once. */
export type FoldTypes = ReadonlyMap<number, FoldType>;

/** A visible field: the value that won, where it is from, and what lost to it. */
export interface VisibleField {
  value: FieldValue;
  from: Fact;
  others: Fact[];
}

/** Visible fields by flat name. */
export type Visible = Map<string, VisibleField>;

/**
 * Folds the facts of a survivor's members into what is shown. Pure, and independent of the order of its arguments.
 * Rules (AWS: who wins a field): facts are taken in the order in which they became known; a person's value always
 * takes the field and holds it against types without a SourcePriority; a type takes a field from an equal or lower
 * rank, between equals the newer source time (else ingestion time) wins; a person's clearing forgets what was before.
 */
export function fold(members: readonly Facts[], types: FoldTypes): Visible {
  const byField = new Map<string, Fact[]>();
  for (const facts of members) {
    for (const fact of eachFact(facts)) {
      if (fact.source !== manual && !types.has(fact.source)) continue;
      const list = byField.get(fact.field);
      if (list) list.push(fact);
      else byField.set(fact.field, [fact]);
    }
  }
  const visible: Visible = new Map();
  for (const [field, found] of byField) {
    const facts = found.length === 1 ? found : found.sort(inOrderOfKnowledge);
    const winner = winnerOf(facts, types);
    if (!winner || winner.value === null) continue;
    const others = facts.filter((fact) => fact !== winner && fact.value !== null);
    visible.set(field, { value: winner.value, from: winner, others });
  }
  return visible;
}

/** The fact that holds a field after these, given in the order in which they became known. */
export function winnerOf(known: Fact[], types: FoldTypes): Fact | undefined {
  let winner: Fact | undefined;
  for (const fact of known) {
    if (!winner || winner.value === null || takes(fact, winner, types)) winner = fact;
  }
  return winner;
}

/** Order in which facts became known. Ties are settled by content, so that the order of members cannot matter. */
export function inOrderOfKnowledge(a: Fact, b: Fact): number {
  return a.ingestedAt - b.ingestedAt || b.source - a.source || compareText(textOf(a), textOf(b));
}

const textOf = (fact: Fact) => JSON.stringify([fact.value, fact.sourceTime ?? null, fact.by ?? null]);
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function takes(fact: Fact, holder: Fact, types: FoldTypes): boolean {
  if (fact.source === manual) return true;
  const mine = rankOf(fact, types);
  const theirs = rankOf(holder, types);
  if (mine !== theirs) return mine < theirs;
  return (fact.sourceTime ?? fact.ingestedAt) >= (holder.sourceTime ?? holder.ingestedAt);
}

const manualRank = 1e9;

/** SourcePriority first, then people, then types without a priority. */
function rankOf(fact: Fact, types: FoldTypes): number {
  if (fact.source === manual) return manualRank;
  return types.get(fact.source)?.priority ?? manualRank + 1;
}

/** The plain values of a visible profile by flat name. */
export function valuesOf(visible: Visible): Record<string, FieldValue> {
  return Object.fromEntries([...visible].map(([field, { value }]) => [field, value]));
}
