/** A base profile: by its id, or by the number of its row in a run. Both go up with age, for ids are time-ordered. */
export type ProfileRef = string | number;

/** Two base profiles. */
export type Pair<Ref extends ProfileRef> = readonly [Ref, Ref];
export type IdPair = Pair<string>;

/** Which id a reference stands for, and back. */
export interface Names<Ref extends ProfileRef> {
  idOf(ref: Ref): string;
  refOf(id: string): Ref;
}

/** Profiles by their ids. */
export const byId: Names<string> = { idOf: (id) => id, refOf: (id) => id };

/** The order of age. */
export const compare = <Ref extends ProfileRef>(a: Ref, b: Ref): number => (a < b ? -1 : a > b ? 1 : 0);

/** The oldest of some profiles. */
export const oldest = <Ref extends ProfileRef>(refs: readonly Ref[]): Ref =>
  refs.reduce((least, ref) => (ref < least ? ref : least));

/** Some profiles from the oldest to the youngest; most come so. */
export const byAge = <Ref extends ProfileRef>(refs: readonly Ref[]): readonly Ref[] =>
  refs.every((ref, at) => at === 0 || refs[at - 1]! < ref) ? refs : refs.toSorted(compare);
