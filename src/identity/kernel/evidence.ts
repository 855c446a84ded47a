import { type Comparison, isOneLevel, levelIn, mostAtOnce, type RowPairs } from './comparison.ts';
import type { LogTables } from './expectation.ts';

/** A comparison with its tables at hand. */
interface Step {
  comparison: Comparison;
  m: Float64Array;
  u: Float64Array;
  h: Float64Array;
  /** Evidence against strangers by level, without the rarity of the value. */
  weights: Float64Array;
  /** 1 for the levels, given as bits, that are one level with a rarity. */
  isCounted: Uint8Array;
  /** The most evidence that a level out of some, given as bits, can bring against strangers. */
  best: Float64Array;
}

/** Adds up the evidence of pairs of rows. Most are strangers, which a glance at their codes and signs shows. */
export class Evidence {
  private readonly tables: LogTables;
  private readonly own: number;
  /** In the order in which evidence is added up: names last. */
  private readonly steps: readonly Step[];
  /** The steps in the order in which a closer look pays. */
  private readonly closer: Int32Array;
  /** By step, the levels that each pair at hand may come to. */
  private readonly seen: readonly Uint16Array[];
  /** The most evidence against strangers that each pair at hand can have. */
  private readonly most = new Float64Array(mostAtOnce);
  /** Of one pair: the level of each step and the rarity of the value. */
  private readonly levels: Int32Array;
  private readonly rarities: Float64Array;
  /** Share and rarity of each step when last worked out: along a block they are mostly the same. */
  private readonly shares: Float64Array;
  private readonly logs: Float64Array;

  /** `rarest`: bits of a value that one row alone has. */
  constructor(comparisons: readonly Comparison[], tables: LogTables, own: number, rarest: number) {
    this.tables = tables;
    this.own = own;
    const steps = comparisons.map((comparison, at) => stepOf(comparison, tables, at, rarest));
    const ofNames = steps.filter(({ comparison: { name } }) => isName(name));
    const others = steps.filter(({ comparison: { name } }) => !isName(name));
    this.steps = [...others, ...ofNames];
    this.closer = Int32Array.from([...ofNames, ...others], (step) => this.steps.indexOf(step));
    this.seen = steps.map(() => new Uint16Array(mostAtOnce));
    this.levels = new Int32Array(steps.length);
    this.rarities = new Float64Array(steps.length);
    this.shares = new Float64Array(steps.length);
    this.logs = new Float64Array(steps.length);
  }

  /** As `Scorer.bits`, before calibration. */
  bits(a: number, b: number): number {
    const { steps } = this;
    for (let at = 0; at < steps.length; at++) this.settle(at, steps[at]!.comparison.compare(a, b), a, b);
    return this.sum();
  }

  /** As `Scorer.bitsOfAll`, before calibration. */
  bitsOfAll(left: Uint32Array, right: Uint32Array, count: number, least: number, bits: Float64Array): void {
    const { most, tables } = this;
    // Sums in another order than that of `sum` differ in their last digits.
    const enough = least - 1e-6;
    for (let from = 0; from < count; from += mostAtOnce) {
      const pairs = { left, right, from, to: Math.min(count, from + mostAtOnce) };
      most.fill(tables.same - tables.strangers, 0, pairs.to - from);
      for (let at = 0; at < this.steps.length; at++) this.glance(at, pairs);
      for (let at = from; at < pairs.to; at++) {
        const mayReach =
          most[at - from]! >= enough && this.mayReach(at - from, left[at]!, right[at]!, enough);
        bits[at] = mayReach ? this.sum() : Number.NEGATIVE_INFINITY;
      }
    }
  }

  /** Adds the most that a step can bring to every pair at hand. */
  private glance(at: number, pairs: RowPairs): void {
    const { most } = this;
    const { left, right, from, to } = pairs;
    const { comparison, best, isCounted } = this.steps[at]!;
    const seen = this.seen[at]!;
    if (comparison.glance) comparison.glance(pairs, seen);
    else seen.fill(best.length - 1, 0, to - from);
    for (let pair = 0; pair < to - from; pair++) {
      const some = seen[pair]!;
      most[pair]! +=
        isCounted[some] === 1
          ? this.settle(at, levelIn(some), left[from + pair]!, right[from + pair]!)
          : best[some]!;
    }
  }

  /** Finds the levels of a pair, unless it turns out before that so much evidence cannot come together. */
  private mayReach(pair: number, a: number, b: number, enough: number): boolean {
    const { steps, seen, closer } = this;
    let most = this.most[pair]!;
    for (let turn = 0; turn < closer.length; turn++) {
      const at = closer[turn]!;
      const some = seen[at]![pair]!;
      if (isOneLevel(some)) {
        this.settle(at, levelIn(some), a, b);
        continue;
      }
      const { comparison, best } = steps[at]!;
      most += this.settle(at, comparison.compare(a, b), a, b) - best[some]!;
      if (most < enough) return false;
    }
    return true;
  }

  /** Notes the level of a step; its evidence against strangers. */
  private settle(at: number, level: number, a: number, b: number): number {
    this.levels[at] = level;
    const { comparison, weights } = this.steps[at]!;
    const weight = weights[level]!;
    if (!comparison.counted[level]) return weight;
    const share = comparison.frequency(a, b, level, this.own);
    if (share !== this.shares[at]) {
      this.shares[at] = share;
      this.logs[at] = Math.log2(share);
    }
    const rarity = this.logs[at]!;
    this.rarities[at] = rarity;
    return weight - rarity;
  }

  private sum(): number {
    let { same, home, strangers } = this.tables;
    const { steps, levels, rarities } = this;
    for (let at = 0; at < steps.length; at++) {
      const level = levels[at]!;
      if (level === 0) continue;
      const { comparison, m, u, h } = steps[at]!;
      same += m[level]!;
      home += h[level]!;
      strangers += u[level]!;
      if (!comparison.counted[level]) continue;
      strangers += rarities[at]!;
      if (comparison.atHome === 'chance') home += rarities[at]!;
    }
    return same - logSum(home, strangers);
  }
}

const isName = (name: string) => name === 'familyName' || name === 'givenName';

function stepOf(comparison: Comparison, tables: LogTables, at: number, rarest: number): Step {
  const { counted } = comparison;
  const [m, u, h] = [tables.m[at]!, tables.u[at]!, tables.h[at]!];
  const weights = m.map((share, level) => (level === 0 ? 0 : share - u[level]!));
  const best = new Float64Array(2 ** m.length).fill(Number.NEGATIVE_INFINITY);
  for (let some = 1; some < best.length; some++) {
    const level = levelIn(some);
    const weight = weights[level]! + (counted[level] ? rarest : 0);
    best[some] = Math.max(weight, best[some ^ (1 << level)]!);
  }
  const isCounted = Uint8Array.from(best, (_most, some) =>
    isOneLevel(some) && counted[levelIn(some)] ? 1 : 0,
  );
  return { comparison, m, u, h, weights, best, isCounted };
}

/** log2(2^x + 2^y) */
export const logSum = (x: number, y: number) =>
  x > y ? x + Math.log2(1 + 2 ** (y - x)) : y + Math.log2(1 + 2 ** (x - y));
