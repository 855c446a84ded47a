import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import { badRequest } from '../wire/refusal.ts';
import type { GroupRow } from './matchGroups.ts';
import { PinnedParts } from './pinnedParts.ts';
import { type LedgerEntry, rewriteLedger } from './rewriteLedger.ts';
import { type JobDeps, LostJob } from './runJob.ts';
import { conflictRules } from './settings.ts';
import { currentSettings, daysKept, refuseSecond, type StartDeps } from './startJob.ts';
import { refreshStates } from './store/groupStates.ts';
import { changeJob, findJob, insertJob, type JobChange, type JobRow, type JobStats } from './store/jobs.ts';
import { listPeoplesWord } from './store/judgements.ts';
import { countJobMerges } from './store/ledger.ts';
import { countSure, listSure } from './store/sureGroups.ts';

/** Groups per transaction: the domain is locked for some hundred milliseconds at a time. */
const chunk = 250;

/** What a person asks for after looking at the figures. */
export interface SureWish {
  /** Only groups of this run; absent: all that wait. */
  jobId: string | undefined;
  /** Of the groups that the figures spoke of. */
  hash: string;
  startedBy: string;
}

/**
 * Makes a run that merges every sure group waiting on the desk, as if a person had said "same" to each. Refuses (400)
 * while another run is open, when nothing is sure, and when the groups are not those of the preview any more. Returns
 * the id of the run.
 */
export async function startMergeSure(deps: StartDeps, domain: Domain, wish: SureWish): Promise<string> {
  const { sql, clock } = deps.house;
  const { sureGroups, hash } = await countSure(sql, domain.domainId, wish.jobId);
  if (sureGroups === 0) throw badRequest('No group that waits is sure enough to be merged without looking.');
  if (hash !== wish.hash) {
    throw badRequest('The groups that wait have changed since the preview. Look at its figures again.');
  }
  const createdAt = clock();
  const job = {
    domainId: domain.domainId,
    jobId: newId(),
    kind: 'MERGE' as const,
    settings: await currentSettings(deps.house, domain),
    previewId: wish.jobId,
    startedBy: wish.startedBy,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + daysKept * 86_400_000),
  };
  if (!(await insertJob(sql, job))) return refuseSecond(sql, domain);
  await deps.queue.send(job.jobId);
  return job.jobId;
}

/**
 * Works on such a run: merges of people, in transactions each whole, so that later runs keep them and undoing the run
 * takes all of them back. What a killed process has merged waits no more and is not merged twice. Groups that changed
 * on the way are left to people.
 */
export async function mergeSure(deps: JobDeps, job: JobRow, signal: AbortSignal): Promise<void> {
  const { sql, clock, domains } = deps.house;
  const domain = await domains.get(job.accountId, job.domainName);
  const { domainId, jobId, previewId } = job;
  const counts = await countSure(sql, domainId, previewId);
  const before = await countJobMerges(sql, domainId, jobId);
  const stats: JobStats = job.stats ?? {
    ...{ ProfilesReviewed: counts.sureProfiles, MatchesFound: counts.sureGroups },
    ...{ MergesDone: 0, MergesUndone: 0, GroupsToReview: counts.groups, Candidates: 0 },
  };
  const Total = stats.MatchesFound;
  let done = before;
  const tell = async (change: JobChange, on: Parameters<typeof changeJob>[0] = sql) => {
    if (!(await changeJob(on, job, deps.owner, change, clock())))
      throw new LostJob(`Run ${jobId} is in other hands.`);
  };
  const report = async () => {
    const now = await findJob(sql, domainId, jobId);
    if (now) deps.report(now);
  };
  await tell({ status: 'MERGING', stats, progress: { Done: done, Total } });
  await report();
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const groups = await sql.begin(async (tx) => {
      await lockDomain(tx, domainId);
      const found = await listSure(tx, domainId, previewId, { after, limit: chunk });
      done += await mergeAll(tx, domain, found, { job, now: clock() });
      await tell({ stats: { ...stats, MergesDone: done }, progress: { Done: done, Total } }, tx);
      return found;
    });
    await report();
    after = groups.at(-1)?.matchId;
    if (groups.length < chunk) break;
  }
  const { groups: left } = await countSure(sql, domainId, previewId);
  const ended = { ...stats, MergesDone: done, GroupsToReview: left };
  await tell({ status: 'COMPLETED', progress: null, stats: ended, endedAt: clock() });
  await report();
}

/** Merges groups, one merge for each, except where people keep profiles shown with them apart. How many it made. */
async function mergeAll(
  tx: TransactionSql,
  domain: Domain,
  groups: readonly GroupRow[],
  { job, now }: { job: JobRow; now: Date },
): Promise<number> {
  if (groups.length === 0) return 0;
  const { domainId } = domain;
  const { apart, together } = await listPeoplesWord(
    tx,
    domainId,
    groups.flatMap(({ profileIds }) => profileIds),
  );
  const standing = new PinnedParts(apart);
  for (const [one, other] of together) standing.join(one, other);
  const ruleOf = conflictRules(job.settings, domain);
  const add = groups.flatMap(({ matchId, method, profileIds }): LedgerEntry[] => {
    const [mainId = '', ...otherIds] = profileIds.toSorted();
    if (standing.joinAll([mainId, ...otherIds])[0]?.length !== profileIds.length) return [];
    return [{ mainId, otherIds, rule: ruleOf(method), cause: { method: 'MANUAL', matchId } }];
  });
  const actor = job.startedBy;
  const change = { undo: [], add, actor, now, jobId: job.jobId, byEngine: true };
  const { made, survivors } = await rewriteLedger(tx, domain, change);
  await refreshStates(tx, domainId, [...survivors.keys()], { actor, now });
  return made.filter((id) => id !== undefined).length;
}
