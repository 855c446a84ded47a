/** Counts and shares of a decision against the truth. */
export interface Agreement {
  precision: number;
  recall: number;
  f1: number;
}

/** Precision, recall and their harmonic mean from counts of right, given and true pairs. */
export function agreement(right: number, given: number, wanted: number): Agreement {
  const precision = given === 0 ? 1 : right / given;
  const recall = wanted === 0 ? 1 : right / wanted;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** Pairs of rows that truly are one entity; across sources only when `sources` is given. */
export function truePairs(entities: ArrayLike<number>, sources?: ArrayLike<number>): number {
  const counts = new Map<number, Map<number, number>>();
  for (let row = 0; row < entities.length; row++) {
    const bySource = counts.get(entities[row]!) ?? new Map<number, number>();
    const source = sources?.[row] ?? 0;
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    counts.set(entities[row]!, bySource);
  }
  let pairs = 0;
  for (const bySource of counts.values())
    pairs += sources ? crossing([...bySource.values()]) : inside([...bySource.values()]);
  return pairs;
}

const inside = ([count = 0]: number[]) => (count * (count - 1)) / 2;

function crossing(counts: number[]): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return (all * all - counts.reduce((sum, count) => sum + count * count, 0)) / 2;
}

/** Agreement of the pairs within groups with the truth. */
export function clusterAgreement(
  groups: readonly { rows: readonly number[] }[],
  entities: ArrayLike<number>,
  sources?: ArrayLike<number>,
): Agreement {
  let [right, given] = [0, 0];
  for (const { rows } of groups) {
    for (const [at, a] of rows.entries()) {
      for (const b of rows.slice(at + 1)) {
        if (sources && sources[a] === sources[b]) continue;
        given += 1;
        if (entities[a] === entities[b]) right += 1;
      }
    }
  }
  return agreement(right, given, truePairs(entities, sources));
}

/** B-cubed F1 (Bagga and Baldwin 1998): the mean over rows of precision and recall of the row's own group. */
export function bCubed(groups: readonly { rows: readonly number[] }[], entities: ArrayLike<number>): number {
  const sizes = new Map<number, number>();
  for (let row = 0; row < entities.length; row++)
    sizes.set(entities[row]!, (sizes.get(entities[row]!) ?? 0) + 1);
  let [precision, recall, grouped] = [0, 0, 0];
  const single = new Uint8Array(entities.length).fill(1);
  for (const { rows } of groups) {
    const counts = new Map<number, number>();
    for (const row of rows) counts.set(entities[row]!, (counts.get(entities[row]!) ?? 0) + 1);
    for (const row of rows) {
      const together = counts.get(entities[row]!)!;
      precision += together / rows.length;
      recall += together / sizes.get(entities[row]!)!;
      single[row] = 0;
      grouped += 1;
    }
  }
  for (let row = 0; row < entities.length; row++)
    if (single[row] === 1) recall += 1 / sizes.get(entities[row]!)!;
  precision = (precision + entities.length - grouped) / entities.length;
  recall /= entities.length;
  return (2 * precision * recall) / (precision + recall);
}
