import type { KeyIndexes } from '../kernel/candidates.ts';
import type { Part } from '../kernel/chance.ts';
import type { SharedColumns } from '../kernel/columns.ts';
import type { MergedFeatures } from '../kernel/mergeColumns.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import type { ComparedPart, DrawnPart, Model } from '../kernel/train.ts';
import type { FoundGroup, Guarded, Reliability, ResolutionInput } from './resolution.ts';
import type { SharedIdentity } from './rowIdentity.ts';
import type { LevelKeys } from './ruleKeys.ts';
import type { IdRange } from './store.ts';

/** What every worker is told of a run. */
export type RunInput = Pick<ResolutionInput, 'domainId' | 'country' | 'model' | 'rules' | 'judgements'> & {
  url: string;
};

/** Rows of one worker over shared memory. */
export interface LoadedPart {
  columns: SharedColumns;
  identity: SharedIdentity;
  ruleKeys: LevelKeys[];
}

/** What a worker can be asked: task → what it is told and what it answers. Parts of a task go to all workers at once. */
export interface Tasks {
  /** Reads profiles of a range as the snapshot shows them. */
  load: [RunInput & { range: IdRange; snapshot: string }, LoadedPart];
  /** Puts the columns of all workers together, for some of their dictionaries. */
  merge: [{ sets: SharedColumns[]; place: number; numbers: number[] }, MergedFeatures[]];
  /** Goes on with the rows of all workers; without columns, with its own. */
  adopt: [
    { columns: SharedColumns | undefined; identity: SharedIdentity; ruleKeys: LevelKeys[][] },
    undefined,
  ];
  draw: [Part, DrawnPart];
  pairs: [DrawnPart[], Float64Array];
  compare: [{ drawn: DrawnPart[]; pairs: Float64Array; part: Part }, ComparedPart];
  model: [{ drawn: DrawnPart[]; pairs: Float64Array; compared: ComparedPart[] }, Model];
  /** Finds groups by rules and keeps them for `batch`. */
  rules: [undefined, Guarded[]];
  index: [{ model: Model; part: Part }, (KeyIndexes | undefined)[]];
  score: [{ indexed: KeyIndexes[]; part: Part }, ScoredPairs];
  /** Groups some of the connected components and keeps the groups for `batch`. */
  cluster: [{ pairs: ScoredPairs[]; part: Part }, { matches: number }];
  reliability: [ScoredPairs[], Reliability[]];
  /** The next groups, in words; undefined after the last. */
  batch: [undefined, FoundGroup[] | undefined];
}
