import { z } from 'zod';
import type { House } from '../../profiles/house.ts';
import { profileSummary } from '../../profiles/profileSummary.ts';
import { timestamp } from '../../wire/nayose.ts';
import type { BucketDeps } from '../exportRun.ts';
import type { FollowStatus } from '../follow/domainFollower.ts';
import type { JobRow } from '../store/jobs.ts';

/** Cases and contacts that came in under base profiles, counted by the rooms above. */
export type Companions = (
  domainId: number,
  profileIds: readonly string[],
) => Promise<Map<string, { cases: number; contacts: number }>>;

/** What the operations of this room stand on. */
export interface IdentityDeps extends BucketDeps {
  house: House;
  queue: { send(jobId: string): Promise<void> };
  /** Tells open screens of a domain what has changed. */
  tell: (domainName: string, data: Record<string, unknown>) => void;
  companions: Companions;
  /** How the follower of writes stands. */
  followed: (domainId: number) => Promise<FollowStatus>;
  /** Hears that settings of a domain have changed. */
  settingsChanged: (domainId: number) => void;
}

/** Who may look at merges and match groups of a profile. */
export const anyone = ['admin', 'supervisor', 'agent'] as const;
/** Who decides, previews and undoes. */
export const reviewers = ['admin', 'supervisor'] as const;
/** Who sets and starts. */
export const admins = ['admin'] as const;

/** Name of a domain. */
export const domainName = z.string().min(1).max(64);
/** Any id of ours. */
export const id = z.string().regex(/^[0-9a-f]{32}$/, 'it must be 32 lower-case hexadecimal digits');
/** Size of a page. */
export const maxResults = z.number().int().min(1).max(100).optional();
/** Place in a listing. */
export const nextToken = z.string().max(1024).optional();

/** Our own part of a domain's matching settings. */
export const nayoseSettings = z.object({
  DailyHour: z.number().int().min(0).max(23),
  TimeZone: z.string().min(1).max(64),
  OnWrite: z.boolean(),
  CustomFields: z.array(z.string().min(1).max(255)).max(50),
  DistinctIdFields: z.array(z.string().min(1).max(255)).max(20),
  Bands: z.object({ Merge: z.number().min(0).max(1), Review: z.number().min(0).max(1) }),
});

/** A run as the API shows it. */
export const jobShape = z.object({
  JobId: z.string(),
  Kind: z.enum(['SCHEDULED', 'ON_DEMAND', 'PREVIEW', 'MERGE']),
  Status: z.enum([
    'PENDING',
    'PREPROCESSING',
    'FIND_MATCHING',
    'MERGING',
    'COMPLETED',
    'PARTIAL_SUCCESS',
    'FAILED',
  ]),
  Message: z.string().optional(),
  StartedBy: z.string(),
  CreatedAt: timestamp,
  StartedAt: timestamp.optional(),
  EndedAt: timestamp.optional(),
  Progress: z.object({ Done: z.number(), Total: z.number() }).optional(),
  Stats: z
    .object({
      ProfilesReviewed: z.number(),
      MatchesFound: z.number(),
      MergesDone: z.number(),
      MergesUndone: z.number(),
      GroupsToReview: z.number(),
      Candidates: z.number(),
    })
    .optional(),
  Comparison: z
    .object({ Merged: z.number(), Split: z.number(), Unchanged: z.number(), Review: z.number() })
    .optional(),
  Reliability: z.array(
    z.object({
      From: z.number(),
      To: z.number(),
      Pairs: z.number(),
      Confidence: z.number(),
      Right: z.number().optional(),
    }),
  ),
  Guarded: z.array(z.object({ Level: z.number(), Profiles: z.number() })),
  Export: z.object({ Bucket: z.string(), Keys: z.array(z.string()) }).optional(),
  UndoneAt: timestamp.optional(),
  UndoneBy: z.string().optional(),
});

/** A run as the API shows it, from its row. */
export function toJob(row: JobRow): z.input<typeof jobShape> {
  return {
    JobId: row.jobId,
    Kind: row.kind,
    Status: row.status,
    Message: row.message,
    StartedBy: row.startedBy,
    CreatedAt: row.createdAt,
    StartedAt: row.startedAt,
    EndedAt: row.endedAt,
    Progress: row.progress,
    Stats: row.stats,
    Comparison: row.comparison,
    Reliability: row.reliability,
    Guarded: row.guarded,
    Export: row.export,
    UndoneAt: row.undoneAt,
    UndoneBy: row.undoneBy,
  };
}

/** States and kinds that listings of groups can be restricted to. */
export const groupState = z.enum(['OPEN', 'LATER', 'MERGED', 'REJECTED']);
/** What a run changes in a group. */
export const groupChange = z.enum(['MERGE', 'SPLIT', 'REVIEW', 'UNCHANGED']);
/** How a group was found. */
export const groupMethod = z.enum(['RULE', 'MODEL']);

/** A match group in a list. */
export const groupShape = z.object({
  MatchId: z.string(),
  JobId: z.string().optional(),
  Method: groupMethod,
  /** The other method found the same profiles too, at the same time. */
  Also: z
    .object({
      Method: groupMethod,
      MatchId: z.string(),
      Confidence: z.number().optional(),
      RuleLevel: z.number().optional(),
    })
    .optional(),
  Band: z.enum(['MERGE', 'REVIEW']),
  /** PART: some of it merges, and it waits for somebody all the same. */
  Change: z.enum([...groupChange.options, 'PART']).optional(),
  State: groupState,
  Confidence: z.number().optional(),
  RuleLevel: z.number().optional(),
  Reasons: z.array(z.string()),
  /** The first five, each as it is shown now. */
  Profiles: z.array(profileSummary),
  Size: z.number(),
  CreatedAt: timestamp,
  DecidedAt: timestamp.optional(),
  DecidedBy: z.string().optional(),
});
