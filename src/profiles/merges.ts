/** How conflicting fields are settled when profiles are merged. */
export type MergeRule =
  /** By hand: the main profile's values win, the others fill gaps; a named field comes from the profile named, even when empty there. */
  | { kind: 'MAIN'; fieldSources?: Record<string, string> }
  /** The value that became known last (AWS: RECENCY). */
  | { kind: 'RECENCY' }
  /** The newest value of one object type, else the one known last (AWS: SOURCE). */
  | { kind: 'SOURCE'; typeId: number };

/** Why profiles were merged. MANUAL: by a person, on a match group or without one. */
export interface MergeCause {
  method: 'MODEL' | 'RULE' | 'MANUAL';
  /** 1–15; rules only. */
  ruleLevel?: number | undefined;
  /** 0–1; model only. */
  confidence?: number | undefined;
  /** Match group that led to it. */
  matchId?: string | undefined;
}

/** A live row of the merge ledger. */
export interface Merge {
  mergeId: string;
  /** Epoch milliseconds. */
  at: number;
  /** Survivor of the main side when the merge was made. */
  mainId: string;
  /** Survivors of the other sides, in the order given. */
  absorbedIds: string[];
  rule: MergeRule;
}

/** Merges in the order in which they were made. */
export function inOrder(merges: readonly Merge[]): Merge[] {
  return merges.toSorted((a, b) => a.at - b.at || (a.mergeId < b.mergeId ? -1 : 1));
}

/** Which profile stands for which, while merges are replayed one by one. */
export class Roots {
  private readonly parents = new Map<string, string>();

  /** The profile that is shown for this one. */
  of(profileId: string): string {
    let root = profileId;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root))
      root = parent;
    return root;
  }

  /** The sides a merge joins, main side first, each once. Sides that are one already drop out. */
  sidesOf(merge: Merge): string[] {
    return [...new Set([merge.mainId, ...merge.absorbedIds].map((id) => this.of(id)))];
  }

  /** Makes the main side stand for all. */
  join(merge: Merge): void {
    const [main = merge.mainId, ...others] = this.sidesOf(merge);
    for (const other of others) this.parents.set(other, main);
  }
}

/** Survivor of each profile: a pure function of the live merges, whatever was merged and undone before. */
export function survivorsBy(profileIds: readonly string[], merges: readonly Merge[]): Map<string, string> {
  const roots = new Roots();
  for (const merge of inOrder(merges)) roots.join(merge);
  return new Map(profileIds.map((id) => [id, roots.of(id)]));
}
