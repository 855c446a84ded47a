import type { HashedBases, IndexedRows, KeyIndexes } from '../kernel/candidates.ts';
import type { Part } from '../kernel/chance.ts';
import type { SharedColumns } from '../kernel/columns.ts';
import type { MatchField } from '../kernel/fields.ts';
import type { RowHashes } from '../kernel/knownPairs.ts';
import type { GivenFeatures, MergedFeatures, RowRange } from '../kernel/mergeColumns.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import type { ComparedPart, DrawnPart, Model } from '../kernel/train.ts';
import type { PackedGroups } from './packedGroups.ts';
import type { Guarded, Reliability, Resolution, ResolutionInput, Stage } from './resolution.ts';
import type { RowIds } from './rowIdentity.ts';
import type { LevelKeys } from './ruleKeys.ts';
import type { CountedRange } from './store.ts';

/** What every thread is told of a run. */
export type RunInput = Pick<ResolutionInput, 'domainId' | 'country' | 'model' | 'rules' | 'judgements'> & {
  url: string;
};

/** What a thread tells of the rows it has read; arrays are given away. */
export interface LoadedPart {
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
  /** Reads profiles of a range as the snapshot shows them; their codes go where all threads see them. */
  load: [
    RunInput & { range: CountedRange; fields: readonly MatchField[]; codes: Int32Array; snapshot: string },
    LoadedPart,
  ];
  /** Gives away the features of these dictionaries. */
  give: [number[], GivenFeatures[]];
  /** Puts the rows of all threads together, for some dictionaries. */
  merge: [
    {
      dictionaries: { number: number; place: number; given: GivenFeatures[] }[];
      codes: Int32Array;
      ranges: RowRange[];
    },
    MergedFeatures[],
  ];
  /** Goes on with the rows of all threads; without columns, with its own. */
  adopt: [{ columns: SharedColumns | undefined; identity: RowIds; ruleKeys: LevelKeys[][] }, undefined];
  /** Hashes the rows that training looks at under some base keys. */
  sample: [Part, HashedBases];
  draw: [{ hashed: HashedBases[]; part: Part }, DrawnPart];
  pairs: [DrawnPart[], Float64Array];
  compare: [{ drawn: DrawnPart[]; pairs: Float64Array; part: Part }, ComparedPart];
  model: [{ drawn: DrawnPart[]; pairs: Float64Array; compared: ComparedPart[] }, Model];
  /** Finds groups by rules and keeps them likewise. */
  rules: [undefined, Guarded[]];
  /** Hashes the rows under some base keys of the model's plan. */
  hash: [{ model: Model; part: Part }, HashedBases];
  index: [{ hashed: HashedBases; part: Part }, (KeyIndexes | undefined)[]];
  /** Puts the hashes of some rows side by side. */
  arrange: [{ indexed: KeyIndexes[]; byRow: RowHashes; part: Part }, undefined];
  score: [{ indexed: IndexedRows; part: Part }, ScoredPairs];
  /** Groups some of the connected components and keeps the groups for `groups` and `write`. */
  cluster: [{ pairs: ScoredPairs[]; part: Part }, { matches: number }];
  reliability: [ScoredPairs[], Reliability[]];
  /** The groups, for deciding. */
  groups: [undefined, PackedGroups];
  /** Writes the pairs and the members of the groups. */
  write: [{ jobId: string; part: Part }, undefined];
}

/** What a run found, but for its groups. */
export type RunFound = Omit<Resolution, 'keep' | 'close'>;

/** What the thread that leads a run can be asked. */
export interface LeaderTasks {
  run: [RunInput, RunFound];
  /** The groups of every thread, and which profile each row is. */
  groups: [undefined, { identity: RowIds; packs: PackedGroups[] }];
  write: [{ jobId: string }, undefined];
}

/** How far a run is. */
export interface RunProgress {
  stage: Stage;
  done: number;
  total: number;
}
