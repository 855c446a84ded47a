/**
 * How evidence has to be read so that confidence means what people's decisions say: bits become slope × bits + offset.
 * Slope 1 and offset 0 leave everything as the model has learnt it.
 */
export interface Calibration {
  slope: number;
  offset: number;
  /** Decisions it was learnt from. */
  decisions: number;
}

/** A pair that a person decided about: the model's evidence, and whether it is one person. */
export interface Decided {
  bits: number;
  isSame: boolean;
}

/** Fewer decisions say nothing about the others. */
const fewest = 20;
/** Evidence beyond counts as this much: one wrong click at a sure pair does not turn everything. */
const strongest = 10;
/** How far the two are believed to lie from 1 and 0 before anybody has decided: standard deviations. */
const [slopeSpread, offsetSpread] = [0.15, 0.75];
const [leastSlope, mostSlope, mostOffset] = [0.25, 2, 6];

/**
 * Learns from decisions: logistic regression on the evidence (Platt 1999) with a belief that the model is right, which few
 * decisions hardly move and many overrule. Undefined when there are too few. What people are asked about was chosen by its
 * evidence, which does no harm: only what is decided at given evidence counts. Independent of the order of decisions.
 */
export function calibrate(decided: readonly Decided[]): Calibration | undefined {
  if (decided.length < fewest) return undefined;
  const known = decided
    .map(({ bits, isSame }) => ({ x: Math.max(-strongest, Math.min(strongest, bits)) * Math.LN2, isSame }))
    .sort((one, other) => one.x - other.x || Number(one.isSame) - Number(other.isSame));
  let [slope, offset] = [1, 0];
  for (let round = 0; round < 50; round++) {
    const step = newtonStep(known, slope, offset);
    slope = Math.min(mostSlope, Math.max(leastSlope, slope + step[0]));
    offset = Math.min(mostOffset, Math.max(-mostOffset, offset + step[1]));
    if (Math.abs(step[0]) + Math.abs(step[1]) < 1e-9) break;
  }
  return { slope, offset, decisions: decided.length };
}

/** One step of Newton's method up the logarithm of the posterior; both priors are normal. The offset is in bits. */
function newtonStep(
  known: readonly { x: number; isSame: boolean }[],
  slope: number,
  offset: number,
): [number, number] {
  let gradient: [number, number] = [(1 - slope) / slopeSpread ** 2, -offset / offsetSpread ** 2];
  let [aa, ab, bb] = [1 / slopeSpread ** 2, 0, 1 / offsetSpread ** 2];
  for (const { x, isSame } of known) {
    const likely = 1 / (1 + Math.exp(-(slope * x + offset * Math.LN2)));
    const wrong = (isSame ? 1 : 0) - likely;
    gradient = [gradient[0] + wrong * x, gradient[1] + wrong * Math.LN2];
    const weight = likely * (1 - likely);
    aa += weight * x * x;
    ab += weight * x * Math.LN2;
    bb += weight * Math.LN2 * Math.LN2;
  }
  const determinant = aa * bb - ab * ab;
  return [
    (bb * gradient[0] - ab * gradient[1]) / determinant,
    (aa * gradient[1] - ab * gradient[0]) / determinant,
  ];
}
