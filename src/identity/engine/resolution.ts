import type { RuleBasedMatchingRequest } from '@aws-sdk/client-customer-profiles';
import type { Pool } from '../../database/connection.ts';
import type { MatchGroup } from '../desired.ts';
import type { BlockingReport } from '../kernel/blockIndex.ts';
import type { Bands, GroupReason } from '../kernel/clusters.ts';
import type { Reason } from '../kernel/explain.ts';
import type { Model } from '../kernel/train.ts';
import type { RowNames } from './rowNames.ts';

/** How the model looks at a domain. Fields are flat names: `Attributes.肌質`, `AccountNumber`. */
export interface ModelSettings {
  /** Fields compared besides names, contacts, addresses, birth date and gender. */
  customFields: readonly string[];
  /** Fields in which one person has one value within a source, such as a customer number. */
  distinctIdFields: readonly string[];
  bands: Bands;
}

/** Decisions of people about pairs of base profiles, by their ids. */
export interface JudgedProfiles {
  /** The same person; human merges are among them. */
  together: readonly (readonly [string, string])[];
  /** Never the same person: the stronger word. */
  apart: readonly (readonly [string, string])[];
}

/** Stages of a run; the documented names of a job's states. */
export type Stage = 'PREPROCESSING' | 'FIND_MATCHING';

/** Everything that a resolution depends on besides the facts in the database. */
export interface ResolutionInput {
  domainId: number;
  /** ISO 3166 alpha-2, for phone numbers without a country code. */
  country: string;
  /** The workers open connections of their own to the same database. */
  sql: Pool;
  /** Absent: the model is off. */
  model?: ModelSettings;
  /** Absent: the rules are off. */
  rules?: RuleBasedMatchingRequest;
  judgements: JudgedProfiles;
  progress?: (stage: Stage, done: number, total: number) => void;
  signal?: AbortSignal;
}

/** Two base profiles that were found alike: by the model (confidence, bits, prior, reasons) or by a rule (its level). */
export interface PairOf<Profile> {
  left: Profile;
  right: Profile;
  /** 0–1 */
  confidence?: number;
  ruleLevel?: number;
  /** Evidence in bits; prior and the weights of the reasons add up to it. */
  bits?: number;
  prior?: number;
  reasons: Reason[];
}

/** Base profiles taken for one person by one method. */
export interface GroupOf<Profile> {
  method: 'MODEL' | 'RULE';
  /** The oldest first, then by id. */
  profileIds: Profile[];
  band: 'merge' | 'review';
  /** Of the weakest link that holds the group together, 0–1; groups of the model only. */
  confidence?: number;
  /** The level at which the group came together; groups of rules only. */
  ruleLevel?: number;
  /** What may be merged without asking; each as `profileIds`. */
  parts: Profile[][];
  reasons: GroupReason[];
  /** The links that hold the group together, then pairs that contradict; at most `mostPairsOfGroup`. */
  pairs: PairOf<Profile>[];
}

/** A group by the ids of its profiles, and its pairs. */
export type FoundGroup = GroupOf<string>;
export type FoundPair = PairOf<string>;

/** A pair of rows as deciding needs it. */
export type KeptPair = Pick<PairOf<number>, 'left' | 'right'> & {
  confidence?: number | undefined;
  ruleLevel?: number | undefined;
};

/**
 * A group of rows as deciding needs it; all of its pairs, with their reasons, are in the database. Lists are made anew
 * whenever they are asked for.
 */
export interface KeptGroup extends MatchGroup<number> {
  readonly matchId: string;
  readonly profileIds: number[];
  readonly parts: number[][];
  readonly reasons: GroupReason[];
  /** Links of a group of three or more. */
  readonly pairs: readonly KeptPair[];
}

/** The groups of a run. */
export interface KeptGroups {
  groups: KeptGroup[];
  /** Which profile each row is. */
  names: RowNames;
  /** Resolves when the pairs and the members of all groups are in the database; rejects when they could not be. */
  written: Promise<void>;
}

/** As `ReliabilityLine` of the kernel; `right` only where people have decided about pairs of this range. */
export interface Reliability {
  from: number;
  to: number;
  /** Pairs kept in this range. */
  pairs: number;
  /** Their mean confidence: the share that the model expects to be right. */
  confidence: number;
  /** Of the pairs that people decided about, the share that is one person. */
  right?: number;
  /** Pairs of this range that people decided about. */
  decided: number;
}

/** A rule level of which some keys are shared by too many profiles to mean anything. */
export interface Guarded {
  level: number;
  /** Profiles that share such a key. */
  profiles: number;
}

/** Seconds and pairs of a run, for its log. */
export interface RunReport {
  /** Seconds by step. */
  seconds: Record<string, number>;
  /** Processor seconds of the whole process by step, all threads together. */
  cpuSeconds: Record<string, number>;
  /** What blocking did; blocks too large to compare whole are counted, never dropped in silence. */
  blocking?: BlockingReport;
}

/** What a run found; the worker threads hold its groups until `close`. */
export interface Resolution {
  /** Base profiles looked at. */
  profiles: number;
  /** Pairs compared by the model. */
  candidates: number;
  /** Pairs that are one person more likely than not. */
  matches: number;
  model?: Model;
  reliability: Reliability[];
  guarded: Guarded[];
  report: RunReport;
  /**
   * The groups, in a fixed order. Meanwhile the threads write the pairs and the members of all of them to the database,
   * under ids of this run.
   */
  keep(jobId: string): Promise<KeptGroups>;
  close(): Promise<void>;
}

/** Pairs told of one group. */
export const mostPairsOfGroup = 100;
