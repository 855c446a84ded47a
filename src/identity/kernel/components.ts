import type { Part } from './chance.ts';
import { spread } from './dictionary.ts';
import type { Judgements } from './judgements.ts';
import type { ScoredPairs } from './resolve.ts';

/** Pairs and decisions of some rows that have nothing to do with the others. */
export interface ComponentPart {
  pairs: ScoredPairs;
  judgements: Judgements;
}

/**
 * The pairs of every n-th connected component. Groups never reach beyond a component, so threads that each cluster a part
 * find together what one would. Pairs below `least` bits connect nothing and are left out.
 */
export function partOfComponents(
  size: number,
  all: readonly ScoredPairs[],
  least: number,
  judgements: Judgements,
  part: Part,
): ComponentPart {
  const roots = new Roots(size);
  for (const { left, right, bits, count } of all) {
    for (let at = 0; at < count; at++) if (bits[at]! >= least) roots.join(left[at]!, right[at]!);
  }
  for (const [one, other] of judgements.together) roots.join(one, other);
  const isOwn = (row: number) => (spread(roots.of(row)) >>> 0) % part.of === part.number;
  const together = judgements.together.filter(([one]) => isOwn(one));
  const apart = judgements.apart.filter(([one, other]) => isOwn(one) && roots.of(one) === roots.of(other));
  return { pairs: chosen(all, least, isOwn), judgements: { together, apart } };
}

function chosen(all: readonly ScoredPairs[], least: number, isOwn: (row: number) => boolean): ScoredPairs {
  const most = all.reduce((sum, { count }) => sum + count, 0);
  const [left, right, bits] = [new Uint32Array(most), new Uint32Array(most), new Float32Array(most)];
  let count = 0;
  for (const pairs of all) {
    for (let at = 0; at < pairs.count; at++) {
      if (pairs.bits[at]! < least || !isOwn(pairs.left[at]!)) continue;
      left[count] = pairs.left[at]!;
      right[count] = pairs.right[at]!;
      bits[count++] = pairs.bits[at]!;
    }
  }
  const candidates = all.reduce((sum, pairs) => sum + pairs.candidates, 0);
  return { left, right, bits, count, candidates, blocking: all[0]!.blocking };
}

/** Which rows hang together. */
class Roots {
  private readonly parents: Int32Array;

  constructor(size: number) {
    this.parents = new Int32Array(size).fill(-1);
  }

  of(row: number): number {
    const { parents } = this;
    let root = row;
    while (parents[root]! >= 0) root = parents[root]!;
    for (let at = row; at !== root; ) {
      const next = parents[at]!;
      parents[at] = root;
      at = next;
    }
    return root;
  }

  /** The lower root stays, so that roots do not depend on the order of the pairs. */
  join(one: number, other: number): void {
    const [x, y] = [this.of(one), this.of(other)];
    if (x !== y) this.parents[Math.max(x, y)] = Math.min(x, y);
  }
}
