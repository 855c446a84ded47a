import type { KeyIndexes } from '../kernel/candidates.ts';
import type { Part } from '../kernel/chance.ts';
import type { SharedColumns } from '../kernel/columns.ts';
import type { GivenFeatures, MergedFeatures } from '../kernel/mergeColumns.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import type { ComparedPart, DrawnPart, Model } from '../kernel/train.ts';
import type { Guarded, Reliability, Resolution, ResolutionInput, Stage } from './resolution.ts';
import type { RowIds } from './rowIdentity.ts';
import type { LevelKeys } from './ruleKeys.ts';
import type { IdRange } from './store.ts';

/** What every thread is told of a run. */
export type RunInput = Pick<ResolutionInput, 'domainId' | 'country' | 'model' | 'rules' | 'judgements'> & {
  url: string;
};

/** What a thread tells of the rows it has read; arrays are given away. */
export interface LoadedPart {
  fields: SharedColumns['fields'];
  /** Names of the features. */
  names: string[];
  /** Texts in each dictionary. */
  sizes: number[];
  sources: Uint8Array;
  identity: RowIds;
  ruleKeys: LevelKeys[];
}

/**
 * What a thread at work can be asked: task → what it is told and what it answers. Tasks with a `Part` go to all threads at
 * once.
 */
export interface Tasks {
  /** Reads profiles of a range as the snapshot shows them. */
  load: [RunInput & { range: IdRange; expected: number; snapshot: string }, LoadedPart];
  /** Gives away the features of these dictionaries. */
  give: [number[], GivenFeatures[]];
  /** Puts the rows of all threads together, for some dictionaries. */
  merge: [{ number: number; place: number; given: GivenFeatures[] }[], MergedFeatures[]];
  /** Goes on with the rows of all threads; without columns, with its own. */
  adopt: [{ columns: SharedColumns | undefined; identity: RowIds; ruleKeys: LevelKeys[][] }, undefined];
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
  /** The next groups in words, as JSON, which passes through threads without being taken apart; undefined after the last. */
  batch: [undefined, string | undefined];
}

/** What a run found, but for its groups. */
export type RunFound = Omit<Resolution, 'groups' | 'close'>;

/** What the thread that leads a run can be asked. */
export interface LeaderTasks {
  run: [RunInput, RunFound];
  /** The next groups of every thread, each as JSON; empty after the last. */
  batches: [undefined, string[]];
}

/** How far a run is. */
export interface RunProgress {
  stage: Stage;
  done: number;
  total: number;
}
