import type { Sql } from '../database/connection.ts';
import { type BeforeAndAfter, changeOf, shownAsOne, splitsOf, stateAfter, toldTwice } from './comparison.ts';
import type { Decision } from './decide.ts';
import type { KeptGroup } from './engine/resolution.ts';
import { type GroupChange, type GroupRow, matchIdOf } from './matchGroups.ts';
import type { LedgerRow } from './planMerges.ts';
import type { Names } from './profileRefs.ts';
import type { JobRow } from './store/jobs.ts';
import { listPostponed } from './store/judgements.ts';

/** Profiles of a run, by the numbers of their rows. */
export type RunRow = number;

/** What the rows of a run's groups are made of. */
export interface RunGroups {
  job: Pick<JobRow, 'jobId' | 'kind'>;
  groups: readonly KeptGroup[];
  names: Names<RunRow>;
  decision: Omit<Decision<RunRow>, 'desired'>;
  /** What this run had undone before it was interrupted. */
  undone: readonly LedgerRow<RunRow>[];
  at: Date;
}

/** What a run writes of its groups. */
export interface RunRows {
  /** What the plan does to each group; undefined where another one tells of it. */
  changes: (GroupChange | undefined)[];
  /** The groups one after the other; all of them at once would be much. */
  found: () => Iterable<GroupRow<RunRow>>;
  /** What the plan parts, as groups of their own. */
  split: GroupRow[];
}

/** The rows of a run's groups, with what becomes of each. */
export async function groupRows(
  sql: Sql,
  domainId: number,
  { job, groups, names, decision, undone, at }: RunGroups,
): Promise<RunRows> {
  const { jobId } = job;
  const isPreview = job.kind === 'PREVIEW';
  const both = { before: shownAsOne([...undone, ...decision.live], jobId), after: decision.after };
  const isLater = isPreview ? () => false : postponed(await listPostponed(sql, domainId), names);
  const isTold = toldTwice(groups);
  const changes = groups.map((group) => (isTold(group) ? undefined : changeOf(group, both)));
  const rowOf = (group: KeptGroup, place: number): GroupRow<RunRow> => {
    const { profileIds } = group;
    return {
      matchId: group.matchId,
      jobId,
      method: group.method,
      band: group.band === 'merge' ? 'MERGE' : 'REVIEW',
      change: changes[place],
      state: stateAfter({ profileIds }, both, isLater),
      // A person is asked once about the same profiles, however many methods found them.
      listed: !isPreview && changes[place] !== undefined,
      confidence: group.confidence,
      ruleLevel: group.ruleLevel,
      reasons: group.reasons,
      profileIds,
      parts: group.parts,
      createdAt: at,
    };
  };
  const planned = new Set(decision.plan.undo);
  const parted = decision.live.filter(({ mergeId }) => planned.has(mergeId));
  const split = splitRows(both, [...undone, ...parted]);
  const idOf = (row: RunRow) => names.idOf(row);
  const named = split.map(
    (row, place): GroupRow => ({
      ...row,
      matchId: matchIdOf(jobId, groups.length + place),
      jobId,
      createdAt: at,
      profileIds: row.profileIds.map(idOf),
      parts: row.parts.map((part) => part.map(idOf)),
    }),
  );
  return { changes, found: () => groups.values().map(rowOf), split: named };
}

/** Tells whether somebody wants to look at a pair of these profiles later. */
function postponed(pairs: Awaited<ReturnType<typeof listPostponed>>, names: Names<RunRow>) {
  const keyOf = (one: RunRow, other: RunRow) => `${Math.min(one, other)}/${Math.max(one, other)}`;
  const keys = new Set(pairs.map(([one, other]) => keyOf(names.refOf(one), names.refOf(other))));
  return (rows: readonly RunRow[]) =>
    keys.size > 0 &&
    rows.some((row, place) => rows.slice(place + 1).some((other) => keys.has(keyOf(row, other))));
}

function splitRows(both: BeforeAndAfter<RunRow>, undone: readonly LedgerRow<RunRow>[]) {
  if (undone.length === 0) return [];
  const causes = new Map(undone.map(({ mainId, cause }) => [both.before.partOf(mainId), cause]));
  return splitsOf(both).map(({ profileIds, parts }) => {
    const cause = causes.get(both.before.partOf(profileIds[0]!));
    return {
      method: cause?.method === 'RULE' ? ('RULE' as const) : ('MODEL' as const),
      band: 'REVIEW' as const,
      change: 'SPLIT' as const,
      state: 'OPEN' as const,
      listed: false,
      confidence: cause?.confidence,
      ruleLevel: cause?.ruleLevel,
      reasons: [],
      profileIds,
      parts,
    };
  });
}
