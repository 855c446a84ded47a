import type { FoundGroup, PairOf } from './engine/resolution.ts';
import type { Part } from './kernel/chance.ts';
import type { ProfileRef } from './profileRefs.ts';

/** What became of a match group. */
export type GroupState = 'OPEN' | 'LATER' | 'MERGED' | 'REJECTED';

/** What a run changes in a group, or would change; PART: some of it merges, and it waits for somebody all the same. */
export type GroupChange = 'MERGE' | 'PART' | 'SPLIT' | 'REVIEW' | 'UNCHANGED';

/** A match group as stored. */
export interface GroupRow<Ref extends ProfileRef = string> {
  matchId: string;
  /** Absent: found when a profile was written. */
  jobId: string | undefined;
  method: 'RULE' | 'MODEL';
  band: 'MERGE' | 'REVIEW';
  /** Absent where another group tells of the same profiles. */
  change: GroupChange | undefined;
  state: GroupState;
  /** On the list of what waits for people. */
  listed: boolean;
  confidence: number | undefined;
  ruleLevel: number | undefined;
  reasons: string[];
  profileIds: Ref[];
  parts: Ref[][];
  createdAt: Date;
  decidedAt?: Date | undefined;
  decidedBy?: string | undefined;
}

/** Whether all profiles of a group are one part; nothing more is kept of its parts then. */
export const isWhole = ({
  profileIds,
  parts,
}: {
  profileIds: readonly ProfileRef[];
  parts: readonly (readonly ProfileRef[])[];
}): boolean => parts.length === 1 && parts[0]!.length === profileIds.length;

/** A stored pair of a group. */
export interface PairRow {
  leftId: string;
  rightId: string;
  confidence: number | undefined;
  ruleLevel: number | undefined;
  prior: number | undefined;
  reasons: { field: string; level: string; weight: number }[];
  contradicts: boolean;
}

/** Id of the n-th group of a run: groups of a run have ids that begin alike, so that all of them are found again. */
export const matchIdOf = (jobId: string, n: number) => prefixOf(jobId) + n.toString(16).padStart(8, '0');

/** The first number of the groups that one of several threads has found; those of all threads are more than there are. */
export const firstOfPart = ({ number, of }: Part): number => Math.floor((number * 2 ** 32) / of);

/** First and last id that a group of a run can have. */
export const matchIdsOf = (jobId: string): [string, string] => [
  `${prefixOf(jobId)}00000000`,
  `${prefixOf(jobId)}ffffffff`,
];

const prefixOf = (jobId: string) => jobId.slice(0, 24);

/** Order of a list for people, the surest first: rules by level, then confidences. */
export const rankOf = ({
  method,
  ruleLevel = 15,
  confidence = 0,
}: Pick<GroupRow<ProfileRef>, 'method'> & {
  ruleLevel?: number | undefined;
  confidence?: number | undefined;
}) => (method === 'RULE' ? 2 - ruleLevel / 100 : confidence);

/** The pairs of a found group as they are stored; which of them contradict is told by what speaks against the group. */
export function pairRows({ pairs, reasons }: FoundGroup): PairRow[] {
  const contradicts = contradictionTest(reasons);
  return pairs.map((pair) => {
    const [leftId, rightId] = pair.left < pair.right ? [pair.left, pair.right] : [pair.right, pair.left];
    return {
      leftId,
      rightId,
      confidence: pair.confidence,
      ruleLevel: pair.ruleLevel,
      prior: pair.prior,
      reasons: pair.reasons.map(({ field, level, weight }) => ({ field, level, weight })),
      contradicts: contradicts(pair),
    };
  });
}

/** Tells which pairs of a group show what speaks against it. */
export function contradictionTest(
  reasons: readonly string[],
): (pair: Pick<PairOf<unknown>, 'reasons'>) => boolean {
  const tests: ((field: string) => boolean)[] = [];
  if (reasons.includes('contradictingBirthDate')) tests.push((field) => field === 'birthDate');
  if (reasons.includes('contradictingGender')) tests.push((field) => field === 'gender');
  if (reasons.includes('twoIdsOfOneSource')) tests.push((field) => field.startsWith('custom:'));
  if (tests.length === 0) return () => false;
  return (pair) =>
    pair.reasons.some(({ field, level }) => level === 'different' && tests.some((test) => test(field)));
}
