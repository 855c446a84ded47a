/** One line of a reliability table: pairs whose confidence lies in a range, and how often they were right. */
export interface ReliabilityLine {
  from: number;
  to: number;
  pairs: number;
  /** Mean confidence of these pairs. */
  confidence: number;
  /** Share of them that is right. */
  right: number;
}

const edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 1];

/** Whether confidence means what it says. `isRight` is the truth, or a person's decision. */
export function reliabilityTable(
  count: number,
  confidence: (pair: number) => number,
  isRight: (pair: number) => boolean,
): ReliabilityLine[] {
  const lines = edges.slice(1).map((to, at) => ({ from: edges[at]!, to, pairs: 0, confidence: 0, right: 0 }));
  for (let pair = 0; pair < count; pair++) {
    const value = confidence(pair);
    const line = lines.find(({ to }) => value < to) ?? lines.at(-1)!;
    line.pairs += 1;
    line.confidence += value;
    if (isRight(pair)) line.right += 1;
  }
  return lines
    .filter(({ pairs }) => pairs > 0)
    .map((line) => ({ ...line, confidence: line.confidence / line.pairs, right: line.right / line.pairs }));
}

/** Expected calibration error: the mean distance between confidence and truth, weighted by pairs. */
export function calibrationError(lines: readonly ReliabilityLine[]): number {
  const all = lines.reduce((sum, { pairs }) => sum + pairs, 0);
  const off = lines.reduce(
    (sum, { pairs, confidence, right }) => sum + pairs * Math.abs(confidence - right),
    0,
  );
  return all === 0 ? 0 : off / all;
}
