import { asJson, type Sql } from '../../database/connection.ts';
import type { ResolutionSettings } from '../settings.ts';

/** States of a run (AWS: IdentityResolutionJobStatus); the last three are final. */
export type JobStatus =
  | 'PENDING'
  | 'PREPROCESSING'
  | 'FIND_MATCHING'
  | 'MERGING'
  | 'COMPLETED'
  | 'PARTIAL_SUCCESS'
  | 'FAILED';

/**
 * Why a run was made. A preview finds and compares, and merges nothing; a merge finds nothing, and merges the sure
 * groups that wait.
 */
export type JobKind = 'SCHEDULED' | 'ON_DEMAND' | 'PREVIEW' | 'MERGE';

/** Runs that look at all profiles and merge what belongs together. */
export const isRun = (kind: JobKind) => kind === 'SCHEDULED' || kind === 'ON_DEMAND';

/** Figures of a run. */
export interface JobStats {
  ProfilesReviewed: number;
  MatchesFound: number;
  MergesDone: number;
  MergesUndone: number;
  GroupsToReview: number;
  Candidates: number;
}

/** What a run changes, or would change, in groups of profiles shown as one. */
export interface Comparison {
  Merged: number;
  Split: number;
  Unchanged: number;
  Review: number;
}

/** One line of a reliability table, as the wire has it. */
export interface ReliabilityRow {
  From: number;
  To: number;
  Pairs: number;
  Confidence: number;
  Right?: number | undefined;
}

/** A run as stored. */
export interface JobRow {
  domainId: number;
  accountId: string;
  domainName: string;
  jobId: string;
  kind: JobKind;
  status: JobStatus;
  message: string | undefined;
  settings: ResolutionSettings;
  progress: { Done: number; Total: number } | undefined;
  stats: JobStats | undefined;
  reliability: ReliabilityRow[];
  guarded: { Level: number; Profiles: number }[];
  comparison: Comparison | undefined;
  export: { Bucket: string; Keys: string[] } | undefined;
  fingerprint: string | undefined;
  planHash: string | undefined;
  previewId: string | undefined;
  startedBy: string;
  createdAt: Date;
  startedAt: Date | undefined;
  updatedAt: Date;
  endedAt: Date | undefined;
  expiresAt: Date | undefined;
  undoneAt: Date | undefined;
  undoneBy: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toJob = (row: any): JobRow => ({
  domainId: row.domain_id,
  accountId: row.account_id,
  domainName: row.domain_name,
  jobId: row.job_id,
  kind: row.kind,
  status: row.status,
  message: row.message ?? undefined,
  settings: row.settings,
  progress: row.progress ?? undefined,
  stats: row.stats ?? undefined,
  reliability: row.reliability ?? [],
  guarded: row.guarded ?? [],
  comparison: row.comparison ?? undefined,
  export: row.export ?? undefined,
  fingerprint: row.fingerprint ?? undefined,
  planHash: row.plan_hash ?? undefined,
  previewId: row.preview_id ?? undefined,
  startedBy: row.started_by,
  createdAt: row.created_at,
  startedAt: row.started_at ?? undefined,
  updatedAt: row.updated_at,
  endedAt: row.ended_at ?? undefined,
  expiresAt: row.expires_at ?? undefined,
  undoneAt: row.undone_at ?? undefined,
  undoneBy: row.undone_by ?? undefined,
});

const withDomain = (sql: Sql) => sql`
  select j.*, d.account_id, d.name as domain_name from resolution_job j join domain d using (domain_id)`;
const isOpen = (sql: Sql) => sql`status in ('PENDING', 'PREPROCESSING', 'FIND_MATCHING', 'MERGING')`;

/** What a new run is made of. */
export type NewJob = Pick<
  JobRow,
  'domainId' | 'jobId' | 'kind' | 'settings' | 'previewId' | 'startedBy' | 'createdAt' | 'expiresAt'
>;

/** Adds a run that waits; false when another one is open in the domain. */
export async function insertJob(sql: Sql, job: NewJob): Promise<boolean> {
  const rows = await sql`
    insert into resolution_job (domain_id, job_id, kind, status, settings, preview_id, started_by, created_at, updated_at, expires_at)
    values (${job.domainId}, ${job.jobId}, ${job.kind}, 'PENDING', ${asJson(sql, job.settings)}, ${job.previewId ?? null},
            ${job.startedBy}, ${job.createdAt}, ${job.createdAt}, ${job.expiresAt ?? null})
    on conflict do nothing returning 1 as one`;
  return rows.length > 0;
}

/**
 * Makes the run that changed settings have started the one that carries out a preview, as long as it has not made its
 * plan. Its id, or undefined when there is none.
 */
export async function adoptJob(
  sql: Sql,
  domainId: number,
  { previewId, startedBy }: { previewId: string; startedBy: string },
): Promise<string | undefined> {
  const [row] = await sql`
    update resolution_job set kind = 'ON_DEMAND', preview_id = ${previewId}, started_by = ${startedBy}
    where domain_id = ${domainId} and ${isOpen(sql)} and kind = 'SCHEDULED' and plan_hash is null returning job_id`;
  return row?.job_id;
}

/** One run of a domain. */
export async function findJob(sql: Sql, domainId: number, jobId: string): Promise<JobRow | undefined> {
  const [row] = await sql`${withDomain(sql)} where domain_id = ${domainId} and job_id = ${jobId}`;
  return row && toJob(row);
}

/** The run that is open in a domain, if any. */
export async function findOpenJob(sql: Sql, domainId: number): Promise<JobRow | undefined> {
  const [row] = await sql`${withDomain(sql)} where domain_id = ${domainId} and ${isOpen(sql)}`;
  return row && toJob(row);
}

/** Whether a run is open in a domain that looks at all profiles and merges. */
export async function hasOpenRun(sql: Sql, domainId: number): Promise<boolean> {
  const [row] = await sql`
    select exists (select from resolution_job where domain_id = ${domainId} and ${isOpen(sql)}
      and kind in ('SCHEDULED', 'ON_DEMAND')) as open`;
  return row?.open === true;
}

/** The latest run, previews apart, whose match groups can be read (AWS: "the latest run"). */
export async function findLatestRun(
  sql: Sql,
  domainId: number,
): Promise<{ jobId: string; publishedAt: Date } | undefined> {
  const [row] = await sql`
    select job_id, published_at from resolution_job
    where domain_id = ${domainId} and kind <> 'PREVIEW' and published_at is not null
    order by published_at desc limit 1`;
  return row && { jobId: row.job_id, publishedAt: row.published_at };
}

/** Runs of a domain, newest first, from the one before `before`; those of other kinds only where wanted. */
export async function listJobs(
  sql: Sql,
  domainId: number,
  wanted: { before: string | undefined; limit: number; allKinds: boolean },
): Promise<JobRow[]> {
  const rows = await sql`
    ${withDomain(sql)} where domain_id = ${domainId}
      ${wanted.before ? sql`and job_id < ${wanted.before}` : sql``}
      ${wanted.allKinds ? sql`` : sql`and kind in ('SCHEDULED', 'ON_DEMAND')`}
    order by job_id desc limit ${wanted.limit}`;
  return rows.map(toJob);
}

/** When the last run over all profiles was made, open or ended. */
export async function lastRunAt(sql: Sql, domainId: number): Promise<Date | undefined> {
  const [row] = await sql`
    select created_at from resolution_job where domain_id = ${domainId} and kind in ('SCHEDULED', 'ON_DEMAND')
    order by job_id desc limit 1`;
  return row?.created_at;
}

/** Runs that wait, or whose process has been silent for so many milliseconds. */
export async function listWaiting(sql: Sql, silence: number): Promise<{ jobId: string; domainId: number }[]> {
  const rows = await sql`
    select job_id, domain_id from resolution_job where ${isOpen(sql)}
      and (owner is null or heartbeat_at < clock_timestamp() - make_interval(secs => ${silence / 1000}))
    order by job_id`;
  return rows.map((row) => ({ jobId: row.job_id, domainId: row.domain_id }));
}

/** Makes `owner` the one that works on a run when nobody does. Undefined when it has ended or is in good hands. */
export async function claimJob(
  sql: Sql,
  jobId: string,
  owner: string,
  silence: number,
  at: Date,
): Promise<JobRow | undefined> {
  const [claimed] = await sql`
    update resolution_job set owner = ${owner}, heartbeat_at = clock_timestamp(), started_at = coalesce(started_at, ${at}),
      updated_at = ${at}
    where job_id = ${jobId} and ${isOpen(sql)} and (owner is null or owner = ${owner}
      or heartbeat_at < clock_timestamp() - make_interval(secs => ${silence / 1000}))
    returning domain_id`;
  return claimed && findJob(sql, claimed.domain_id, jobId);
}

/** What changes of a run while it works; members left out stay. */
export interface JobChange {
  status?: JobStatus;
  progress?: { Done: number; Total: number } | null;
  message?: string;
  settings?: ResolutionSettings;
  stats?: JobStats;
  reliability?: ReliabilityRow[];
  guarded?: { Level: number; Profiles: number }[];
  comparison?: Comparison;
  export?: { Bucket: string; Keys: string[] };
  fingerprint?: string;
  planHash?: string;
  publishedAt?: Date;
  endedAt?: Date;
}

/**
 * Writes how a run stands, and that its process lives. False when it is not this owner's any more (taken over, deleted,
 * ended): then nothing of it must be committed.
 */
export async function changeJob(
  sql: Sql,
  { domainId, jobId }: Pick<JobRow, 'domainId' | 'jobId'>,
  owner: string,
  change: JobChange,
  at: Date,
): Promise<boolean> {
  const json = (value: unknown) => (value === undefined || value === null ? null : asJson(sql, value));
  const ended = change.endedAt ?? null;
  const rows = await sql`
    update resolution_job set
      status = coalesce(${change.status ?? null}, status),
      message = coalesce(${change.message ?? null}, message),
      progress = ${change.progress === null ? null : sql`coalesce(${json(change.progress)}::jsonb, progress)`},
      settings = coalesce(${json(change.settings)}::jsonb, settings),
      stats = coalesce(${json(change.stats)}::jsonb, stats),
      reliability = coalesce(${json(change.reliability)}::jsonb, reliability),
      guarded = coalesce(${json(change.guarded)}::jsonb, guarded),
      comparison = coalesce(${json(change.comparison)}::jsonb, comparison),
      export = coalesce(${json(change.export)}::jsonb, export),
      fingerprint = coalesce(${change.fingerprint ?? null}, fingerprint),
      plan_hash = coalesce(${change.planHash ?? null}, plan_hash),
      published_at = coalesce(${change.publishedAt ?? null}::timestamptz, published_at),
      ended_at = coalesce(${ended}::timestamptz, ended_at),
      owner = case when ${ended}::timestamptz is null then owner end,
      heartbeat_at = clock_timestamp(), updated_at = ${at}
    where domain_id = ${domainId} and job_id = ${jobId} and owner = ${owner} and ${isOpen(sql)}
    returning 1 as one`;
  return rows.length > 0;
}

/** Lets go of a run, so that the next process takes it up at once. */
export async function releaseJob(sql: Sql, job: JobRow, owner: string): Promise<void> {
  await sql`
    update resolution_job set owner = null
    where domain_id = ${job.domainId} and job_id = ${job.jobId} and owner = ${owner}`;
}

/** Deletes runs that wait (AWS: jobs in PENDING go when the feature is turned off). Returns their ids. */
export async function deletePending(sql: Sql, domainId: number): Promise<string[]> {
  const rows = await sql`
    delete from resolution_job where domain_id = ${domainId} and status = 'PENDING' and owner is null returning job_id`;
  return rows.map((row) => row.job_id);
}

/** Deletes runs whose time has come; their merges stay. Returns their ids. */
export async function deleteExpiredJobs(sql: Sql, domainId: number, now: Date): Promise<string[]> {
  const rows = await sql`
    delete from resolution_job where domain_id = ${domainId} and expires_at < ${now} and not (${isOpen(sql)})
    returning job_id`;
  return rows.map((row) => row.job_id);
}
