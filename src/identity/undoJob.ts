import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { keepApart } from './judge.ts';
import { sidesOf } from './merge.ts';
import { rewriteLedger } from './rewriteLedger.ts';
import { refreshStates } from './store/groupStates.ts';
import { findJob, type JobRow } from './store/jobs.ts';
import { listJobMerges, markJobUndone } from './store/ledger.ts';

/** What undoing a run did. */
export interface JobUndone {
  undone: number;
  /** Merges of the run that somebody had undone before, or a later run. */
  alreadyUndone: number;
  /** Survivors that stand now, the first hundred. */
  profileIds: string[];
}

/** Merges per transaction. */
const chunk = 1_000;
const mostNamed = 100;

/** The run, or a Refusal: 404 unknown, 400 when it has not ended or merged nothing by its nature. */
export async function requireEnded(house: House, domain: Domain, jobId: string): Promise<JobRow> {
  const job = await findJob(house.sql, domain.domainId, jobId);
  if (!job) throw notFound(`Run ${jobId} does not exist in domain "${domain.name}".`);
  if (job.kind === 'PREVIEW') throw badRequest(`Run ${jobId} is a preview; it has merged nothing.`);
  if (!job.endedAt) throw badRequest(`Run ${jobId} is under way (${job.status}); wait until it has ended.`);
  return job;
}

/**
 * Undoes every merge that a run made and that still lives, the newest first, in transactions of their own; begun again
 * after an interruption it goes on. `apart` pins the sides of each; without it the next run finds them again. Refuses
 * (404) unknown runs and (400) runs that were undone already.
 */
export async function undoJob(
  house: House,
  domain: Domain,
  jobId: string,
  actor: string,
  apart = false,
): Promise<JobUndone> {
  const { sql, clock } = house;
  const { domainId } = domain;
  const job = await requireEnded(house, domain, jobId);
  if (job.undoneAt) throw badRequest(`Run ${jobId} was undone already, at ${job.undoneAt.toISOString()}.`);
  const merges = await listJobMerges(sql, domainId, jobId);
  const live = merges.filter(({ undoneAt }) => undoneAt === undefined);
  const standing = new Set<string>();
  let count = 0;
  for (let at = 0; at < live.length; at += chunk) {
    const now = clock();
    const undo = live.slice(at, at + chunk).map(({ mergeId }) => mergeId);
    await sql.begin(async (tx) => {
      const { undone, survivors } = await rewriteLedger(tx, domain, {
        undo,
        add: [],
        actor,
        now,
        byEngine: !apart,
      });
      if (apart)
        for (const merge of undone) await keepApart(tx, domain, sidesOf(merge, survivors), { actor, now });
      await refreshStates(tx, domainId, [...survivors.keys()], { actor, now });
      count += undone.length;
      for (const survivor of survivors.values()) if (standing.size < mostNamed) standing.add(survivor);
    });
  }
  await markJobUndone(sql, domainId, jobId, clock(), actor);
  return { undone: count, alreadyUndone: merges.length - count, profileIds: [...standing] };
}
