import { explainedPair, modelGroup, pairsOfModel, ruleGroup, withIds } from '../engine/foundGroups.ts';
import type { FoundGroup, JudgedProfiles } from '../engine/resolution.ts';
import { RowIdentity } from '../engine/rowIdentity.ts';
import { cluster } from '../kernel/clusters.ts';
import { Columns } from '../kernel/columns.ts';
import type { Comparison } from '../kernel/comparison.ts';
import { contradictionsIn } from '../kernel/contradictions.ts';
import { Feature } from '../kernel/feature.ts';
import type { Judgements } from '../kernel/judgements.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import type { Scorer } from '../kernel/score.ts';
import { LevelGroups } from '../rules/levelGroups.ts';
import { nameOf } from './residentRules.ts';
import { type Component, distinctIdsOf, type ResidentSet } from './residentSet.ts';

/**
 * What the rows of a component are taken for, by the same lines as in a run over all profiles. Rows are numbered anew in
 * the order of their ids, so that the order in which they were written leaves no trace.
 */
export function decideComponent(
  set: ResidentSet,
  component: Component,
  judged: JudgedProfiles,
): FoundGroup[] {
  if (component.rows.length < 2) return [];
  const small = new SmallSet(set, component.rows);
  const judgements = small.judgements(judged);
  return [...groupsOfRules(set, small, judgements), ...groupsOfModel(set, small, component, judgements)];
}

/** Rows of a resident set under numbers of their own, in the order of their ids. */
class SmallSet {
  readonly identity = new RowIdentity();
  /** Number in the resident set. */
  readonly rowAt: number[];
  private readonly placeOf: Map<number, number>;
  private readonly set: ResidentSet;

  constructor(set: ResidentSet, rows: readonly number[]) {
    this.set = set;
    const { identity } = set.rows;
    const ordered = rows.map((row) => ({ row, id: set.idOf(row) }));
    ordered.sort((one, other) => (one.id < other.id ? -1 : 1));
    this.rowAt = ordered.map(({ row }) => row);
    this.placeOf = new Map(this.rowAt.map((row, place) => [row, place]));
    for (const row of this.rowAt) this.identity.add(identity.ids, row * 16, identity.created[row]!);
  }

  place(row: number): number {
    return this.placeOf.get(row)!;
  }

  judgements({ together, apart }: JudgedProfiles): Judgements {
    const places = (pairs: JudgedProfiles['apart']) =>
      pairs.flatMap(([one, other]): [number, number][] => {
        const [a, b] = [this.identity.find(one), this.identity.find(other)];
        return a < 0 || b < 0 || a === b ? [] : [[a, b]];
      });
    return { together: places(together), apart: places(apart) };
  }

  /** Columns that tell contradictions: the values of these rows alone. */
  columns(names: readonly string[]): Columns {
    const { columns } = this.set.rows;
    const features = names.flatMap((name) => columns.feature(name) ?? []);
    const small = new Columns(
      columns.fields,
      undefined,
      features.map(({ name, width, dictionary }) => new Feature(name, width, dictionary)),
    );
    for (const feature of features) {
      const own = small.feature(feature.name)!;
      // How rare a value is, it is among all rows.
      Object.assign(own, { counts: feature.counts, filled: feature.filled });
      own.freeze();
      for (const [place, row] of this.rowAt.entries())
        for (let slot = 0; slot < feature.width; slot++) own.addCode(place, feature.at(row, slot));
    }
    const sources = Uint8Array.from(this.rowAt, (row) => columns.sources[row]!);
    return Object.assign(small, { size: this.rowAt.length, sources });
  }

  scorer(whole: Scorer): Scorer {
    const { rowAt } = this;
    return {
      ...whole,
      comparisons: whole.comparisons.map(
        (comparison): Comparison => ({
          ...comparison,
          compare: (a, b) => comparison.compare(rowAt[a]!, rowAt[b]!),
          glance: undefined,
          frequency: (a, b, level, own) => comparison.frequency(rowAt[a]!, rowAt[b]!, level, own),
        }),
      ),
      bits: (a, b) => whole.bits(rowAt[a]!, rowAt[b]!),
      bitsFrom: (a, b, least) => whole.bitsFrom(rowAt[a]!, rowAt[b]!, least),
      bitsOfAll: (left, right, count, least, bits) => {
        for (let at = 0; at < count; at++)
          bits[at] = whole.bitsFrom(rowAt[left[at]!]!, rowAt[right[at]!]!, least);
      },
    };
  }
}

function groupsOfModel(
  set: ResidentSet,
  small: SmallSet,
  component: Component,
  judgements: Judgements,
): FoundGroup[] {
  const { model } = set.method;
  if (!model || !set.scorer) return [];
  const distinctIds = distinctIdsOf(model.settings);
  const columns = small.columns(['gender', ...distinctIds.map((name) => `custom:${name}`)]);
  const scorer = small.scorer(set.scorer);
  const { bands } = model.settings;
  const groups = cluster(columns, scorer, pairsOf(small, component), { bands, judgements, distinctIds });
  if (groups.length === 0) return [];
  const contradictions = contradictionsIn(columns, scorer, distinctIds);
  const { identity } = small;
  return groups.map((group) => {
    const pairs = pairsOfModel(group, scorer, contradictions, identity);
    const told = pairs.map(([left, right]) => explainedPair(scorer, { left, right }));
    return withIds({ ...modelGroup(group, identity), pairs: told }, identity);
  });
}

function pairsOf(small: SmallSet, { pairs }: Component): ScoredPairs {
  const places = pairs.map(({ left, right }) => [small.place(left), small.place(right)] as const);
  return {
    left: Uint32Array.from(places, ([a, b]) => Math.min(a, b)),
    right: Uint32Array.from(places, ([a, b]) => Math.max(a, b)),
    bits: Float32Array.from(pairs, ({ bits }) => bits),
    count: pairs.length,
    candidates: pairs.length,
    blocking: { keys: [], unseen: 0, divided: 0 },
  };
}

function groupsOfRules(set: ResidentSet, small: SmallSet, judgements: Judgements): FoundGroup[] {
  const compiled = set.method.rules;
  const { rules } = set;
  if (!compiled || !rules) return [];
  const ages = small.identity.places();
  const rowOfAge = new Uint32Array(ages.length);
  for (const [place, age] of ages.entries()) rowOfAge[age] = place;
  const blocks = Array.from({ length: compiled.levels }, () => new Map<string, number[]>());
  for (const [place, row] of small.rowAt.entries()) {
    for (const [level, keys] of rules.keysOf(row).entries()) {
      for (const key of keys) {
        if (rules.isCrowd(level, key)) continue;
        const block = blocks[level]!.get(nameOf(key));
        if (block) block.push(ages[place]!);
        else blocks[level]!.set(nameOf(key), [ages[place]!]);
      }
    }
  }
  const ordered = blocks.map((level) =>
    [...level.values()].filter(({ length }) => length > 1).map((block) => block.sort((a, b) => a - b)),
  );
  const pins = judgements.apart.map(([a, b]): [number, number] => [ages[a]!, ages[b]!]);
  const found = new LevelGroups(small.rowAt.length, ordered, compiled.mergeLevels, pins).found();
  return found.map((group) =>
    withIds(
      ruleGroup(group, (age) => rowOfAge[age]!),
      small.identity,
    ),
  );
}
