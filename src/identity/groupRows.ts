import type { Sql } from '../database/connection.ts';
import type { MergeRow } from '../profiles/store/merges.ts';
import { type BeforeAndAfter, changeOf, splitsOf, stateAfter } from './comparison.ts';
import type { KeptGroup } from './engine/resolution.ts';
import { type GroupRow, matchIdOf } from './matchGroups.ts';
import type { MergePlan } from './planMerges.ts';
import type { JobRow } from './store/jobs.ts';
import { listPostponed } from './store/judgements.ts';

/** The rows of a run's groups with what the plan does to each, and what the plan parts as groups of their own. */
export async function groupRows(
  sql: Sql,
  domainId: number,
  job: Pick<JobRow, 'jobId' | 'kind'>,
  groups: readonly KeptGroup[],
  both: BeforeAndAfter,
  { live, plan, at }: { live: readonly MergeRow[]; plan: MergePlan; at: Date },
): Promise<{ found: GroupRow[]; split: GroupRow[] }> {
  const isPreview = job.kind === 'PREVIEW';
  const postponed = isPreview ? new Set<string>() : await listPostponed(sql, domainId);
  const isLater = (ids: readonly string[]) =>
    postponed.size > 0 &&
    ids.some((id, place) => ids.slice(place + 1).some((other) => postponed.has(keyOf(id, other))));
  const told = new Set(
    groups.filter(({ method }) => method === 'MODEL').map(({ profileIds }) => namesOf(profileIds)),
  );
  const found = groups.map((group): GroupRow => {
    // A person is asked once about the same profiles, however many methods found them.
    const isTold = group.method === 'RULE' && told.has(namesOf(group.profileIds));
    return {
      matchId: group.matchId,
      jobId: job.jobId,
      method: group.method,
      band: group.band === 'merge' ? 'MERGE' : 'REVIEW',
      change: changeOf(group, both),
      state: stateAfter(group, both, isLater),
      listed: !isPreview && !isTold,
      confidence: group.confidence,
      ruleLevel: group.ruleLevel,
      reasons: [...group.reasons],
      profileIds: [...group.profileIds],
      parts: group.parts.map((part) => [...part]),
      createdAt: at,
    };
  });
  return { found, split: splitRows(job.jobId, found.length, both, live, plan, at) };
}

function splitRows(
  jobId: string,
  from: number,
  both: BeforeAndAfter,
  live: readonly MergeRow[],
  plan: MergePlan,
  createdAt: Date,
): GroupRow[] {
  if (plan.undo.length === 0) return [];
  const undone = new Set(plan.undo);
  const causes = new Map(
    live.filter((row) => undone.has(row.mergeId)).map((row) => [both.before.of(row.mainId), row.cause]),
  );
  return splitsOf(both).map(({ profileIds, parts }, place) => {
    const cause = causes.get(both.before.of(profileIds[0]!));
    return {
      matchId: matchIdOf(jobId, from + place),
      jobId,
      method: cause?.method === 'RULE' ? 'RULE' : 'MODEL',
      band: 'REVIEW',
      change: 'SPLIT',
      state: 'OPEN',
      listed: false,
      confidence: cause?.confidence,
      ruleLevel: cause?.ruleLevel,
      reasons: [],
      profileIds,
      parts,
      createdAt,
    };
  });
}

const keyOf = (one: string, other: string) => (one < other ? `${one}/${other}` : `${other}/${one}`);
const namesOf = (ids: readonly string[]) => ids.toSorted().join();
