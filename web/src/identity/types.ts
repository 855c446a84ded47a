import type {
  MatchingRequest,
  MatchingResponse,
  RuleBasedMatchingRequest,
  RuleBasedMatchingResponse,
} from '@aws-sdk/client-customer-profiles';
import type { FieldFrom, Found } from '../api/types.ts';

export type { MatchingRequest, RuleBasedMatchingRequest };

/** The answers of the operations about identity. Moments are epoch seconds, as on the wire. */
export type Method = 'RULE' | 'MODEL';
export type Band = 'MERGE' | 'REVIEW';
export type Change = 'MERGE' | 'SPLIT' | 'REVIEW' | 'UNCHANGED';
export type GroupState = 'OPEN' | 'LATER' | 'MERGED' | 'REJECTED';
export type Decision = 'SAME' | 'DIFFERENT' | 'LATER';

/** A customer in short, as the search shows them. */
export type Person = Omit<Found, 'Matched'>;

export interface MatchGroup {
  MatchId: string;
  JobId?: string;
  Method: Method;
  /** The other method found the same profiles too. */
  Also?: { Method: Method; Confidence?: number; RuleLevel?: number };
  Band: Band;
  Change?: Change | 'PART';
  State: GroupState;
  Confidence?: number;
  RuleLevel?: number;
  Reasons: string[];
  /** The first five. */
  Profiles: Person[];
  Size: number;
  CreatedAt: number;
}

export interface MemberField {
  Value: string;
  From?: FieldFrom;
}

/** One of the profiles compared: its own values by flat name. */
export interface Member {
  ProfileId: string;
  SurvivorId: string;
  Fields: Record<string, MemberField>;
  CreatedAt: number;
  UpdatedAt?: number;
  Objects: number;
  /** Absent where nobody counted them. */
  Cases?: number;
  Contacts?: number;
}

export interface ResultField extends MemberField {
  FromProfileId?: string;
  Others?: { Value: string; ProfileId: string }[];
}

/** The profile that a merge would leave. */
export interface MergeResult {
  ProfileId: string;
  Fields: Record<string, ResultField>;
}

export interface PairReason {
  /** `familyName`, `phone`, `custom:肌質`, or the attribute of a rule. */
  Field: string;
  Level: string;
  /** Evidence in bits; below 0 against. */
  Weight?: number;
}

/** What two profiles have in common by an attribute of a rule. */
export interface Agreement {
  Attribute: string;
  Left: { Field: string; Value: string };
  Right: { Field: string; Value: string };
}

export interface MatchPair {
  LeftProfileId: string;
  RightProfileId: string;
  Confidence?: number;
  RuleLevel?: number;
  Prior?: number;
  Reasons: PairReason[];
  /** With `RuleLevel`: what the rule of that level found alike. */
  Agreements?: Agreement[];
  Verdict?: string;
  Contradicts?: boolean;
}

export interface GroupDetail {
  Group: MatchGroup;
  Members: Member[];
  Result: MergeResult;
  Parts: string[][];
  Pairs: MatchPair[];
}

export interface ReviewCounts {
  Open: number;
  Later: number;
  /** Of the open ones those in the merge band. */
  Sure: number;
  MergedToday: number;
  DecidedToday: number;
}

const jobStatuses = [
  'PENDING',
  'PREPROCESSING',
  'FIND_MATCHING',
  'MERGING',
  'COMPLETED',
  'PARTIAL_SUCCESS',
  'FAILED',
] as const;
export type JobStatus = (typeof jobStatuses)[number];

export interface ReliabilityLine {
  From: number;
  To: number;
  Pairs: number;
  Confidence: number;
  /** Share that people or the model's own estimate found right. */
  Right?: number;
}

export interface Job {
  JobId: string;
  Kind: 'SCHEDULED' | 'ON_DEMAND' | 'PREVIEW' | 'MERGE';
  Status: JobStatus;
  Message?: string;
  CreatedAt: number;
  StartedAt?: number;
  EndedAt?: number;
  Progress?: { Done: number; Total: number };
  Stats?: {
    ProfilesReviewed?: number;
    MatchesFound?: number;
    MergesDone?: number;
    MergesUndone?: number;
    GroupsToReview?: number;
    Candidates?: number;
  };
  Comparison?: { Merged: number; Split: number; Unchanged: number; Review: number };
  Reliability?: ReliabilityLine[];
  Guarded?: { Level: number; Profiles: number }[];
  Export?: { Bucket: string; Keys: string[] };
  UndoneAt?: number;
  UndoneBy?: string;
}

/** Our own part of a domain's matching settings. */
export interface NayoseSettings {
  DailyHour: number;
  TimeZone: string;
  OnWrite: boolean;
  CustomFields: string[];
  DistinctIdFields: string[];
  Bands: { Merge: number; Review: number };
}

export interface ResolutionSettings {
  Matching?: MatchingResponse;
  RuleBasedMatching?: RuleBasedMatchingResponse;
  Nayose: NayoseSettings;
  /** Names that a rule or a criterion may use. */
  Attributes: string[];
  /** How matching on write stands. */
  Status?: {
    Resident: boolean;
    Profiles: number;
    Behind: boolean;
    Left: number;
    Guarded: { Level: number; Profiles: number }[];
  };
  LastJob?: Job;
  NextRunAt?: number;
}

export interface MergeItem {
  MergeId: string;
  At: number;
  Actor: string;
  MainProfileId: string;
  MergedProfileIds: string[];
  MergedProfiles?: Person[];
  Method?: 'MANUAL' | Method;
  Confidence?: number;
  RuleLevel?: number;
  JobId?: string;
  MatchId?: string;
  UndoneAt?: number;
  UndoneBy?: string;
}

/** The profiles that an undo would leave. */
export interface UndoPreview {
  Profiles: {
    ProfileId: string;
    MemberIds: string[];
    Profile: Record<string, unknown>;
    /** Fields that people set on the merged profile; they stay with it. */
    StayingFields: string[];
  }[];
}

export interface Judgement {
  JudgementId: string;
  LeftProfileId: string;
  RightProfileId: string;
  Left?: Person;
  Right?: Person;
  Verdict: Decision;
  At: number;
  Actor: string;
  WithdrawnAt?: number;
}

/** What merging all sure groups would do. */
export interface SurePreview {
  Groups: number;
  Profiles: number;
  ProfilesWillBeMerged: number;
  SureGroups: number;
  /** Sent back, so that nothing else is merged than what was shown. */
  Hash: string;
}

/** What the server tells of a domain while something happens. */
export interface ResolutionEvent {
  JobId?: string;
  Status?: JobStatus;
  Progress?: { Done: number; Total: number };
  Open?: number;
}

/** What undoing a whole run would do: figures, and the profiles that its newest merges would leave. */
export interface UndoRunPreview extends UndoPreview {
  Totals?: {
    /** Merges of the run that are live. */
    Merges: number;
    AlreadyUndone: number;
    /** Profiles that would stand by themselves again. */
    Profiles: number;
  };
}
