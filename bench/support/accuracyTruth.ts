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
  const all = pairsAmong(entities, () => true);
  if (!sources) return all;
  const kinds = new Set(Array.from(sources).slice(0, entities.length));
  return [...kinds].reduce((left, kind) => left - pairsAmong(entities, (row) => sources[row] === kind), all);
}

function pairsAmong(entities: ArrayLike<number>, isWanted: (row: number) => boolean): number {
  const counts = new Map<number, number>();
  let pairs = 0;
  for (let row = 0; row < entities.length; row++) {
    if (!isWanted(row)) continue;
    const before = counts.get(entities[row]!) ?? 0;
    pairs += before;
    counts.set(entities[row]!, before + 1);
  }
  return pairs;
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
