import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { holdDomain } from '../profiles/store/domains.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import type { Buckets } from '../sources/buckets/bucket.ts';
import { Refusal } from '../wire/refusal.ts';
import { applyPlan } from './applyPlan.ts';
import { tally } from './comparison.ts';
import { type Decision, decide, ledgerRow } from './decide.ts';
import type { KeptGroups, Resolution } from './engine/resolution.ts';
import { resolveAll } from './engine/resolveAll.ts';
import { exportRun } from './exportRun.ts';
import { groupRows } from './groupRows.ts';
import { planChunks } from './planChunks.ts';
import { hashOfPlan, type MergePlan } from './planMerges.ts';
import type { Names } from './profileRefs.ts';
import { decidingHash, isOn, modelSettings, rulesHash, rulesOn, settingsOf } from './settings.ts';
import { refreshStates, unlistGroups } from './store/groupStates.ts';
import {
  changeJob,
  findJob,
  type JobChange,
  type JobRow,
  type JobStats,
  type JobStatus,
} from './store/jobs.ts';
import { listPeoplesWord, listPinnedSince } from './store/judgements.ts';
import {
  countJobMerges,
  listEngineMerges,
  listManualMerges,
  listUndoneByJob,
  listWrittenSince,
} from './store/ledger.ts';
import { copyManyGroups } from './store/manyGroups.ts';
import { copyGroups } from './store/newGroups.ts';
import { deleteGroupsOfJobs, deleteGroupsOfWrites, listJobsWithGroups } from './store/oldGroups.ts';
import { beginFollowing, dataFingerprint, findSettings, saveModel, setRuleStatus } from './store/settings.ts';

/** What a run needs. */
export interface JobDeps {
  house: House;
  buckets: Buckets;
  /** This process, among those that may work on runs. */
  owner: string;
  /** Tells open screens how a run stands. */
  report: (job: JobRow) => void;
  /** Hears that a new model is stored. */
  modelChanged?: ((domainId: number, since: Date) => void) | undefined;
  log: (message: string) => void;
  /** Whether buckets are made when they are missing. */
  createBuckets: boolean;
}

/** Thrown when a run is in other hands, or gone. */
export class LostJob extends Error {}

/** Thrown when a run cannot do what it was made for; trying again changes nothing. The message is for people. */
export class CannotRun extends Error {}

/** Changes per transaction: the domain is locked for some hundred milliseconds at a time. */
const chunk = 1_000;

/**
 * Works on a run from its beginning: who is who among all profiles, what should be merged, and merging it. Each
 * transaction stands by itself, and what is done is found done when a killed run begins again, so that it never leaves
 * half a profile. Throws LostJob when the run is not this owner's any more.
 */
export async function runJob(deps: JobDeps, job: JobRow, signal: AbortSignal): Promise<void> {
  const { sql } = deps.house;
  const domain = await deps.house.domains.get(job.accountId, job.domainName);
  const isPreview = job.kind === 'PREVIEW';
  const settings = isPreview ? job.settings : settingsOf(domain, await findSettings(sql, domain.domainId));
  if (!isOn(settings))
    throw new CannotRun('Neither Matching nor RuleBasedMatching is enabled in this domain.');
  const run = new Run(deps, job, domain, signal);
  await run.step({ status: 'PREPROCESSING', settings, progress: null });
  await deleteGroupsOfJobs(sql, domain.domainId, [job.jobId]);
  if (rulesOn(settings) && !isPreview)
    await setRuleStatus(
      sql,
      domain.domainId,
      'IN_PROGRESS',
      rulesHash(settings.RuleBasedMatching),
      run.now(),
    );
  const fingerprint = await fingerprintOf(deps.house, domain, settings);
  const since = run.now();
  if (!isPreview) await beginFollowing(sql, domain.domainId);
  const word = await listPeoplesWord(sql, domain.domainId);
  const resolution = await resolveAll({
    domainId: domain.domainId,
    country: domain.country,
    sql,
    model: modelSettings(settings),
    rules: rulesOn(settings) ? settings.RuleBasedMatching : undefined,
    judgements: word,
    progress: run.progress,
    signal,
  });
  try {
    await run.step({ status: 'FIND_MATCHING', fingerprint });
    const kept = await resolution.keep(job.jobId);
    const live = [
      ...(await listManualMerges(sql, domain.domainId)),
      ...(await listEngineMerges(sql, domain.domainId, since)),
    ];
    const { desired: _decided, ...decision } = await decide(sql, domain, { ...kept, word, live, settings });
    await finish(run, { settings, since, resolution, kept, decision });
  } finally {
    await resolution.close();
  }
}

/** What holds for preview and run alike: equal while neither data, nor people's word, nor settings have changed. */
export async function fingerprintOf(
  house: House,
  domain: Domain,
  settings: JobRow['settings'],
): Promise<string> {
  return `${await dataFingerprint(house.sql, domain.domainId)}/${decidingHash(settings)}`;
}

/** A run under way: writes how it stands, as long as it is ours. */
class Run {
  readonly deps: JobDeps;
  readonly domain: Domain;
  readonly signal: AbortSignal;
  job: JobRow;
  private told = 0;
  private noted = 0;
  private noting: Promise<void> = Promise.resolve();

  constructor(deps: JobDeps, job: JobRow, domain: Domain, signal: AbortSignal) {
    this.deps = deps;
    this.job = job;
    this.domain = domain;
    this.signal = signal;
  }

  now = () => this.deps.house.clock();

  /** Writes a change of the run and tells open screens. */
  async step(change: JobChange): Promise<void> {
    this.signal.throwIfAborted();
    await this.noting;
    await this.write(this.deps.house.sql, change);
    const { domainId, jobId } = this.job;
    this.job = (await findJob(this.deps.house.sql, domainId, jobId)) ?? this.job;
    this.deps.report(this.job);
  }

  /** Writes it within a transaction, which must not commit when the run is not ours. */
  async write(sql: Parameters<typeof changeJob>[0], change: JobChange): Promise<void> {
    const { deps, job } = this;
    if (!(await changeJob(sql, job, deps.owner, change, this.now())))
      throw new LostJob(`Run ${job.jobId} is in other hands.`);
  }

  /** Tells how far a stage has come: screens twice a second at most, the table every two seconds. */
  progress = (stage: JobStatus, done: number, total: number): void => {
    const now = performance.now();
    const isNew = stage !== this.job.status;
    if (!isNew && now - this.told < 500) return;
    this.told = now;
    const progress = { Done: done, Total: total };
    this.job = { ...this.job, status: stage, progress };
    this.deps.report(this.job);
    if (!isNew && now - this.noted < 2_000) return;
    this.noted = now;
    // What it is about is told again soon; a run that is not ours any more is noticed at the next step.
    this.noting = this.write(this.deps.house.sql, { status: stage, progress }).catch(() => undefined);
  };
}

interface Findings {
  settings: JobRow['settings'];
  since: Date;
  resolution: Resolution;
  kept: KeptGroups;
  decision: Omit<Decision<number>, 'desired'>;
}

async function finish(run: Run, found: Findings): Promise<void> {
  const { settings, since, resolution, kept, decision } = found;
  const { deps, domain, job } = run;
  const { sql } = deps.house;
  const isPreview = job.kind === 'PREVIEW';
  const planHash = hashOfPlan(decision.plan, (row) => kept.names.idOf(row));
  await requirePreviewed(run, planHash);
  const undone = (await listUndoneByJob(sql, domain.domainId, job.jobId)).map((row) =>
    ledgerRow(row, kept.names),
  );
  const rows = await groupRows(sql, domain.domainId, { ...kept, job, decision, undone, at: since });
  const comparison = tally([...rows.changes, ...rows.split.map(({ change }) => change)]);
  const stats: JobStats = {
    ProfilesReviewed: resolution.profiles,
    MatchesFound: rows.changes.filter((change) => change !== undefined).length,
    // What this run had done before it was interrupted counts too.
    MergesDone: await countJobMerges(sql, domain.domainId, job.jobId),
    MergesUndone: job.stats?.MergesUndone ?? 0,
    GroupsToReview: comparison.Review,
    Candidates: resolution.candidates,
  };
  const told = { comparison, ...measured(resolution), stats };
  await sql.begin(async (tx) => {
    if (!(await holdDomain(tx, domain.domainId)))
      throw new LostJob(`The domain of run ${job.jobId} is gone.`);
    if (!isPreview) await unlistGroups(tx, domain.domainId, since);
    await copyManyGroups(tx, domain.domainId, kept.names.ids, rows.found());
    await copyGroups(tx, domain.domainId, rows.split);
    await kept.written;
    await run.write(tx, { ...told, publishedAt: run.now() });
  });
  if (isPreview) return end(run, 'COMPLETED', undefined);
  if (resolution.model) {
    await saveModel(sql, domain.domainId, resolution.model, run.now());
    deps.modelChanged?.(domain.domainId, since);
  }
  const { MergesDone: Done } = stats;
  await run.step({ status: 'MERGING', progress: { Done, Total: Done + decision.plan.merge.length } });
  const done = await mergeAll(run, found, stats);
  const problem = await exportResults(run, settings, { ...stats, ...done }, resolution);
  await tidy(run, since);
  // Before the end is told: whoever matches on write has then nothing to evaluate once more.
  if (rulesOn(settings))
    await setRuleStatus(sql, domain.domainId, 'ACTIVE', rulesHash(settings.RuleBasedMatching), run.now());
  await end(run, problem ? 'PARTIAL_SUCCESS' : 'COMPLETED', problem);
}

const measured = ({ reliability, guarded }: Resolution): JobChange => ({
  reliability: reliability.map(({ from, to, pairs, confidence, right }) => ({
    From: from,
    To: to,
    Pairs: pairs,
    Confidence: confidence,
    ...(right === undefined ? {} : { Right: right }),
  })),
  guarded: guarded.map(({ level, profiles }) => ({ Level: level, Profiles: profiles })),
});

/**
 * A run of a preview does what was shown, or nothing. A run that has merged before it was interrupted is past that, and
 * stays known by the plan with which it began.
 */
async function requirePreviewed(run: Run, planHash: string): Promise<void> {
  const { previewId, domainId, stats } = run.job;
  if (stats && stats.MergesDone + stats.MergesUndone > 0) return;
  await run.step({ planHash });
  if (!previewId) return;
  const preview = await findJob(run.deps.house.sql, domainId, previewId);
  if (preview?.planHash === planHash) return;
  throw new CannotRun(
    'Data or settings have changed since the preview, so nothing was merged. Preview again.',
  );
}

/** Carries out the plan in transactions of their own, each whole. */
async function mergeAll(
  run: Run,
  { kept, decision, since }: Findings,
  stats: JobStats,
): Promise<Partial<JobStats>> {
  const { deps, domain, job } = run;
  const { sql, clock } = deps.house;
  const { plan, live } = decision;
  const membersOf = new Map(
    live.map(({ mergeId, mainId, absorbedIds }) => [mergeId, [mainId, ...absorbedIds]]),
  );
  const idsOf = (mergeId: string) => membersOf.get(mergeId)?.map((row) => kept.names.idOf(row)) ?? [];
  let [merged, undone] = [stats.MergesDone, stats.MergesUndone];
  const total = merged + plan.merge.length;
  for (const part of planChunks(plan, live, chunk)) {
    run.signal.throwIfAborted();
    const skipped = await sql.begin(async (tx) => {
      await lockDomain(tx, domain.domainId);
      const { now, left } = await stillRight(tx, domain, byIds(part, kept.names), idsOf, since);
      const done = await applyPlan(tx, domain, now, { now: clock(), jobId: job.jobId });
      merged += done.made.filter((id) => id !== undefined).length;
      undone += done.undone.length;
      const progress = { Done: merged, Total: total };
      await run.write(tx, { stats: { ...stats, MergesDone: merged, MergesUndone: undone }, progress });
      return left;
    });
    if (skipped.length > 0)
      await refreshStates(sql, domain.domainId, skipped, { actor: job.startedBy, now: clock() });
    run.progress('MERGING', merged, total);
  }
  return { MergesDone: merged, MergesUndone: undone };
}

/** A plan of rows as one of profiles. */
const byIds = ({ undo, merge }: MergePlan<number>, names: Names<number>): MergePlan => ({
  undo,
  merge: merge.map(({ mainId, otherIds, ...rest }) => ({
    ...rest,
    mainId: names.idOf(mainId),
    otherIds: otherIds.map((row) => names.idOf(row)),
  })),
});

/**
 * What of a plan may still be done: profiles that were written or judged since the run looked at them are left to
 * whoever looked at them later. `left`: profiles of what is not done.
 */
async function stillRight(
  sql: TransactionSql,
  { domainId }: Domain,
  { undo, merge }: MergePlan,
  idsOf: (mergeId: string) => string[],
  since: Date,
): Promise<{ now: MergePlan; left: string[] }> {
  const named = [...undo.flatMap(idsOf), ...merge.flatMap(({ mainId, otherIds }) => [mainId, ...otherIds])];
  const changed = await listWrittenSince(sql, domainId, named, since);
  for (const id of await listPinnedSince(sql, domainId, since)) changed.add(id);
  if (changed.size === 0) return { now: { undo, merge }, left: [] };
  const isChanged = (ids: readonly string[]) => ids.some((id) => changed.has(id));
  const now = {
    undo: undo.filter((mergeId) => !isChanged(idsOf(mergeId))),
    merge: merge.filter(({ mainId, otherIds }) => !isChanged([mainId, ...otherIds])),
  };
  const left = merge.filter((wish) => !now.merge.includes(wish));
  return { now, left: left.flatMap(({ mainId, otherIds }) => [mainId, ...otherIds]) };
}

async function exportResults(
  run: Run,
  settings: JobRow['settings'],
  stats: JobStats,
  resolution: Resolution,
): Promise<string | undefined> {
  try {
    const written = await exportRun(run.deps, run.domain, run.job, settings, { stats, resolution });
    if (written) await run.step({ export: written });
    return undefined;
  } catch (error) {
    if (error instanceof LostJob || run.signal.aborted) throw error;
    run.deps.log(`resolution ${run.job.jobId}: export: ${(error as Error).message}`);
    return `Everything was merged, but the results could not be written to the bucket (${reasonOf(error)}). See that it exists and lets this server write; the next run writes its own results.`;
  }
}

/** A reason that names no path of the server. */
const reasonOf = (error: unknown) =>
  error instanceof Refusal ? error.message : ((error as { code?: string }).code ?? 'internal error');

/** Groups are kept of this run, the one before it, and the latest preview. */
async function tidy(run: Run, since: Date): Promise<void> {
  const { sql } = run.deps.house;
  const { domainId, jobId } = run.job;
  await deleteGroupsOfWrites(sql, domainId, since);
  const others = await listJobsWithGroups(sql, domainId, jobId);
  const runs = others.filter(({ kind }) => kind !== 'PREVIEW');
  const previews = others.filter(({ kind }) => kind === 'PREVIEW');
  const old = [...runs.slice(1), ...previews.slice(1)].map((other) => other.jobId);
  await deleteGroupsOfJobs(sql, domainId, old);
}

async function end(run: Run, status: 'COMPLETED' | 'PARTIAL_SUCCESS', message: string | undefined) {
  await run.step({ status, progress: null, endedAt: run.now(), ...(message ? { message } : {}) });
}
