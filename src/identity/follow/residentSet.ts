import type { FieldValue } from '../../profiles/mapping.ts';
import { flatField } from '../engine/matchFields.ts';
import type { ModelSettings } from '../engine/resolution.ts';
import type { RowIdentity } from '../engine/rowIdentity.ts';
import type { LevelKeys } from '../engine/ruleKeys.ts';
import type { Columns } from '../kernel/columns.ts';
import type { MatchField } from '../kernel/fields.ts';
import { bitsAt, type Scorer, scorerOf } from '../kernel/score.ts';
import type { Model } from '../kernel/train.ts';
import type { CompiledRules } from '../rules/compileRules.ts';
import { usualGuard } from '../rules/levelGroups.ts';
import { ResidentKeys } from './residentKeys.ts';
import { nameOf, ResidentRules } from './residentRules.ts';

/** How the profiles of a domain are looked at. */
export interface Method {
  /** Fields of the model by flat name, as the rows were loaded; empty when it is off. */
  fields: readonly MatchField[];
  /** Absent: the model is off, or nothing has been learnt yet. */
  model?: { settings: ModelSettings; learnt: Model } | undefined;
  /** Absent: the rules are off. */
  rules?: CompiledRules | undefined;
}

/** Profiles as they were loaded; row numbers go up with the ids. */
export interface ResidentRows {
  columns: Columns;
  identity: RowIdentity;
  /** Rule keys of each level. */
  levels: readonly LevelKeys[];
  /** Adds a row of texts in the order of the fields, and returns its number. */
  add(texts: readonly string[], source: number): number;
}

/** A base profile as it is now. */
export interface ResidentProfile {
  profileId: string;
  /** Epoch milliseconds. */
  createdAt: number;
  /** Values folded from its own facts. */
  values: Readonly<Record<string, FieldValue>>;
  /** Object type of the first of its facts; 0 for people. */
  source: number;
}

/** Rows that hang together by candidate pairs with some evidence or by rule keys, and those pairs. */
export interface Component {
  rows: number[];
  pairs: { left: number; right: number; bits: number }[];
}

/** All profiles of a domain in encoded form, kept up with what is written. Counts of values stay as they were loaded. */
export class ResidentSet {
  readonly method: Method;
  readonly scorer: Scorer | undefined;
  readonly rules: ResidentRules | undefined;
  readonly rows: ResidentRows;
  private readonly keys: ResidentKeys | undefined;
  private readonly support: number;
  /** So many rows were loaded, in the order of their ids; others come after them. */
  private readonly loaded: number;
  /** Rows of profiles that came or changed since, and -1 for those that went. */
  private readonly later = new Map<string, number>();
  private dead = 0;

  constructor(rows: ResidentRows, method: Method, guard = usualGuard) {
    const { columns, identity, levels } = rows;
    this.rows = rows;
    this.method = method;
    this.loaded = identity.size;
    const { model, rules } = method;
    if (model) {
      for (const feature of columns.features.values()) feature.freeze();
      this.scorer = scorerOf(columns, model.learnt);
      this.keys = new ResidentKeys(columns, model.learnt);
    }
    this.support = model ? bitsAt(model.settings.bands.support) : 0;
    this.rules = rules && new ResidentRules(levels, identity.size, guard);
  }

  /** Profiles in the set. */
  get profiles(): number {
    return this.rows.identity.size - this.dead;
  }

  /** Share of the rows that came or went since loading: when it is large the set should be loaded anew. */
  get worn(): number {
    return (this.rows.identity.size - this.loaded + this.dead) / Math.max(1_000, this.loaded);
  }

  /** The row of a profile; -1 when it is not in the set. */
  rowOf(profileId: string): number {
    return this.later.get(profileId) ?? this.rows.identity.find(profileId, this.loaded);
  }

  idOf(row: number): string {
    return this.rows.identity.idOf(row);
  }

  /** Takes in a profile that was made or changed. Adds to `touched` every row whose matches may be others now. */
  put(profile: ResidentProfile, touched: Set<number>): void {
    const { columns, identity } = this.rows;
    const { method, rules } = this;
    const row = this.rows.add(
      method.fields.map(({ name }) => textOf(profile.values, name)),
      profile.source & 0xff,
    );
    const texts = method.rules?.keysOf(profile.values) ?? [];
    const before = this.rowOf(profile.profileId);
    if (before >= 0 && this.isSame(before, row) && (rules?.isSame(before, texts) ?? true)) {
      columns.clear(row);
      columns.size = row;
      touched.add(before);
      return;
    }
    if (before >= 0) this.takeOut(before, touched);
    identity.add(Buffer.from(profile.profileId, 'hex'), 0, profile.createdAt);
    this.later.set(profile.profileId, row);
    touched.add(row);
    for (const other of this.keys?.put(row) ?? []) touched.add(other);
    for (const other of rules?.put(row, texts) ?? []) touched.add(other);
  }

  /** Takes a profile out that is gone; `touched` as for `put`. */
  remove(profileId: string, touched: Set<number>): void {
    const row = this.rowOf(profileId);
    if (row < 0) return;
    this.takeOut(row, touched);
    this.later.set(profileId, -1);
  }

  /** All rows that hang together with these; undefined when there are more than `most`. */
  component(seeds: Iterable<number>, most: number): Component | undefined {
    const found = new Set<number>(seeds);
    const pairs: Component['pairs'] = [];
    const keys = new Set<string>();
    const done = new Set<number>();
    for (const row of found) {
      done.add(row);
      this.eachLink(row, done, (other, bits) => {
        pairs.push({ left: row, right: other, bits });
        found.add(other);
      });
      this.eachMatch(row, keys, (other) => found.add(other));
      if (found.size > most) return undefined;
    }
    return { rows: [...found], pairs };
  }

  /** True when nothing at all hangs together with a row. */
  isAlone(row: number): boolean {
    return this.component([row], 1) !== undefined;
  }

  private takeOut(row: number, touched: Set<number>): void {
    this.eachLink(row, new Set(), (other) => touched.add(other));
    this.eachMatch(row, new Set(), (other) => touched.add(other));
    for (const other of this.keys?.take(row) ?? []) touched.add(other);
    for (const other of this.rules?.take(row) ?? []) touched.add(other);
    this.rows.columns.clear(row);
    this.dead += 1;
    touched.delete(row);
  }

  private eachLink(
    row: number,
    except: ReadonlySet<number>,
    visit: (other: number, bits: number) => void,
  ): void {
    if (!this.keys || !this.scorer) return;
    for (const other of this.keys.candidates(row)) {
      if (except.has(other)) continue;
      const bits = this.scorer.bitsFrom(row, other, this.support);
      if (bits >= this.support) visit(other, bits);
    }
  }

  /** Rows that share a rule key with this one; each key is looked at once. */
  private eachMatch(row: number, known: Set<string>, visit: (other: number) => void): void {
    for (const [level, keys] of (this.rules?.keysOf(row) ?? []).entries()) {
      for (const key of keys) {
        const name = `${level} ${nameOf(key)}`;
        if (known.has(name)) continue;
        known.add(name);
        for (const other of this.rules!.sharing(level, key)) if (other !== row) visit(other);
      }
    }
  }

  private isSame(one: number, other: number): boolean {
    const { columns } = this.rows;
    if (columns.sources[one] !== columns.sources[other]) return false;
    return columns.table.isSame(one, other);
  }
}

/** Names of the fields in which one person has one value within a source, as the columns know them. */
export const distinctIdsOf = ({ distinctIdFields }: ModelSettings): string[] =>
  distinctIdFields.map(flatField);

function textOf(values: Readonly<Record<string, FieldValue>>, field: string): string {
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  return typeof value === 'string' ? value : '';
}
