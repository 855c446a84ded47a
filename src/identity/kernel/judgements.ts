import type { GrowingGroups } from './growingGroups.ts';

/** What people decided about pairs of rows. */
export interface Judgements {
  together: readonly (readonly [number, number])[];
  apart: readonly (readonly [number, number])[];
}

/** Nobody decided anything. */
export const noJudgements: Judgements = { together: [], apart: [] };

/** Rows that must never meet in one group. */
export interface Pins {
  areApart(one: readonly number[], other: readonly number[]): boolean;
}

/** Readies the decisions "never the same" for asking about groups. */
export function pinsOf({ apart }: Judgements): Pins {
  const against = new Map<number, Set<number>>();
  const pin = (row: number, other: number) => against.set(row, (against.get(row) ?? new Set()).add(other));
  for (const [a, b] of apart) {
    pin(a, b);
    pin(b, a);
  }
  return {
    areApart: (one, other) =>
      against.size > 0 && one.some((row) => other.some((some) => against.get(row)?.has(some))),
  };
}

/** Joins what people said is one person. "Never the same" is the stronger word where the two meet. */
export function joinJudged(groups: GrowingGroups, { together }: Judgements, pins: Pins): void {
  const ordered = together
    .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])
    .sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  for (const [a, b] of ordered) {
    const [one, other] = [groups.groupOf(a), groups.groupOf(b)];
    if (one !== other && !pins.areApart(groups.rows(one), groups.rows(other)))
      groups.join(one, other, Number.POSITIVE_INFINITY);
  }
}
