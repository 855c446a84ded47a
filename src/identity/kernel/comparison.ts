/**
 * How agreement in a field is to be read when two different people share a home: `chance` — they meet in a value as
 * strangers do, and how often values are alike is learnt (given name); `home` — they mostly agree (surname, address), or
 * how often they do is learnt (birth dates of twins, telephones); `own` — they hardly ever agree.
 */
export type AtHome = 'chance' | 'home' | 'own';

/** Pairs of rows side by side, from the place `from` up to `to`; those of one left row are together. */
export interface RowPairs {
  left: Uint32Array;
  right: Uint32Array;
  from: number;
  to: number;
}

/**
 * Finds the levels that `compare` may come to, as far as codes and signs tell without reading texts: bit n for level n,
 * in `seen` from 0 on. Many pairs are looked at in one go, so that the memory they need is fetched for several at once.
 */
export type Glance = (pairs: RowPairs, seen: Uint16Array) => void;

/** Pairs that are looked at in one go: as many as the memory they need stays close at hand. */
export const mostAtOnce = 1 << 10;

/** True where levels, given as bits, are one level. */
export const isOneLevel = (some: number): boolean => some !== 0 && (some & (some - 1)) === 0;

/** The one level that some levels, given as bits, consist of. */
export const levelIn = (some: number): number => 31 - Math.clz32(some);

/** Compares one fact of two rows in levels. Level 0 is always "not known on one side", 1 "different". */
export interface Comparison {
  /** Name of the fact in reasons: `familyName`, `birthDate`, `custom:肌質`. */
  name: string;
  /** Names of the levels by number; higher numbers agree better. */
  levels: readonly string[];
  /** Share of matching pairs expected at each level before anything is learnt; level 0 unused. */
  expected: readonly number[];
  atHome: AtHome;
  /** For `home`: share of pairs at home expected at each level; by default nearly as one person. */
  expectedAtHome?: readonly number[];
  /** For `own`: share of pairs at home that agree as one person does; 0.02 (twins) unless said otherwise. */
  sharedAtHome?: number;
  /** The level of two rows; symmetric. */
  compare(a: number, b: number): number;
  /** Tells strangers apart without reading texts; absent: only `compare` can tell. */
  glance?: Glance | undefined;
  /**
   * Share of rows that carry the value on which the two agree, 0–1; 0 when the level has no single value or its
   * rarity is learnt instead. `own` is the number of further rows that one person is expected to have.
   */
  frequency(a: number, b: number, level: number, own: number): number;
  /** Levels that have a frequency. */
  counted: readonly boolean[];
  /** Levels so rare that their share among strangers is learnt from candidates rather than from random pairs. */
  rare?: readonly boolean[];
}

/** No level has a frequency. */
export const uncounted = () => 0;
