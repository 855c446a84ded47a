import type { TransactionSql } from '../database/connection.ts';
import { addRows, fewRows } from '../database/copy.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { type MergeCause, type MergeRule, survivorsBy } from '../profiles/merges.ts';
import { type HistoryRow, newHistory } from '../profiles/store/history.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import { listLiveMerges, type MergeRow, setSurvivors } from '../profiles/store/merges.ts';
import { addAnnounced } from '../profiles/store/outbox.ts';
import { PinnedParts } from './pinnedParts.ts';
import { findLiveMerges, listClusters, markUndone, type NewMerge, newMerges } from './store/ledger.ts';

/** A merge as it is to be written: base profile ids. */
export interface LedgerEntry {
  mainId: string;
  otherIds: readonly string[];
  rule: MergeRule;
  cause: MergeCause;
}

/** Changes to the ledger that happen together. */
export interface LedgerChange {
  undo: readonly string[];
  add: readonly LedgerEntry[];
  actor: string;
  now: Date;
  jobId?: string | undefined;
  /** Whoever matches on write has nothing to decide about it: the engine did it, or it is left to the next run. */
  byEngine?: boolean | undefined;
  /** What holds now in every cluster touched, if the caller has locked the domain and looked already. */
  known?: KnownClusters | undefined;
}

/** Clusters as they stand. */
export interface KnownClusters {
  /** Survivor of every base profile. */
  survivors: ReadonlyMap<string, string>;
  /** Live merges behind these survivors. */
  live: readonly MergeRow[];
}

/** What became of the change. */
export interface LedgerOutcome {
  /** Ids of the merges made, in the order asked for; undefined where a profile is gone. */
  made: (string | undefined)[];
  undone: MergeRow[];
  /** Survivor of every base profile in the clusters touched. */
  survivors: ReadonlyMap<string, string>;
}

/**
 * Undoes and makes merges in one go: the ledger, who stands for whom, history, announcement. No object, key or fact
 * moves, so the work grows with the members of the clusters alone, and a hundred thousand merges are a few statements.
 * Merges of profiles that are gone, and undoing what is undone, do nothing.
 */
export async function rewriteLedger(
  sql: TransactionSql,
  domain: Domain,
  change: LedgerChange,
): Promise<LedgerOutcome> {
  const { domainId } = domain;
  const { actor, now, jobId } = change;
  const {
    survivors: before,
    live,
    undone,
  } = change.known
    ? { ...change.known, undone: undoneOf(change.known.live, change.undo) }
    : await lockAndLook(sql, domainId, change);
  const gone = new Set(undone.map(({ mergeId }) => mergeId));
  const staying = live.filter(({ mergeId }) => !gone.has(mergeId));
  const standing = standingBy(staying);
  const added = change.add.map(({ mainId, otherIds, rule, cause }): NewMerge | undefined => {
    const there = otherIds.filter((id) => before.has(id));
    // A person may confirm what is one already; the engine has nothing to add to it.
    const absorbedIds =
      cause.method === 'MANUAL' ? there : there.filter((id) => !standing.areOne(mainId, id));
    if (!before.has(mainId) || absorbedIds.length === 0) return undefined;
    for (const id of absorbedIds) standing.join(mainId, id);
    const at = now.getTime();
    return { mergeId: newId(), at, mainId, absorbedIds, rule, actor, jobId, cause, survivorId: mainId };
  });
  const fresh = added.filter((merge) => merge !== undefined);
  const survivors = survivorsBy([...before.keys()], [...staying, ...fresh]);
  const survivorOf = (merge: { mainId: string }) => survivors.get(merge.mainId) ?? merge.mainId;
  for (const merge of fresh) merge.survivorId = survivorOf(merge);
  const moved = new Map([...survivors].filter(([id, survivor]) => before.get(id) !== survivor));
  const moving = staying.filter((merge) => merge.survivorId !== survivorOf(merge));
  const movedMerges = new Map(moving.map((merge) => [merge.mergeId, survivorOf(merge)]));
  const history = events({ fresh, undone, survivors }, actor, now);
  const rows = [newMerges(domainId, fresh), newHistory(domainId, history)];
  const few = history.length <= fewRows;
  const writes = [
    () => markUndone(sql, domainId, [...gone], { at: now, by: actor, jobId }),
    () => setSurvivors(sql, domainId, moved, movedMerges),
    () => addAnnounced(sql, domainId, [...before.keys()], now, few ? rows : [], change.byEngine),
  ];
  // Few rows travel together; COPY, for many, wants the connection to itself.
  if (few) await Promise.all(writes.map((write) => write()));
  else {
    await addRows(sql, rows);
    for (const write of writes) await write();
  }
  return { made: added.map((merge) => merge?.mergeId), undone, survivors };
}

const undoneOf = (live: readonly MergeRow[], mergeIds: readonly string[]) => {
  const wanted = new Set(mergeIds);
  return live.filter(({ mergeId }) => wanted.has(mergeId));
};

async function lockAndLook(sql: TransactionSql, domainId: number, change: LedgerChange) {
  await lockDomain(sql, domainId);
  const undone = await findLiveMerges(sql, domainId, change.undo);
  const asked = [
    ...change.add.flatMap(({ mainId, otherIds }) => [mainId, ...otherIds]),
    ...undone.flatMap(({ mainId, absorbedIds, survivorId }) => [mainId, ...absorbedIds, survivorId]),
  ];
  const survivors = await listClusters(sql, domainId, asked);
  const live = await listLiveMerges(sql, domainId, [...new Set(survivors.values())]);
  return { survivors, live, undone };
}

function standingBy(merges: readonly MergeRow[]) {
  const parts = new PinnedParts([]);
  for (const { mainId, absorbedIds } of merges) for (const id of absorbedIds) parts.join(mainId, id);
  return {
    areOne: (one: string, other: string) => parts.areOne([one, other]),
    join: (one: string, other: string) => parts.join(one, other),
  };
}

/** History: MERGED on the main profile, DELETED_BY_MERGE on the others (AWS: ActionType); UPDATED on what an undo leaves. */
function events(
  done: { fresh: NewMerge[]; undone: MergeRow[]; survivors: ReadonlyMap<string, string> },
  actor: string,
  at: Date,
): HistoryRow[] {
  const event = { at, typeId: undefined, uniqueKey: undefined, actor };
  const merged = done.fresh.flatMap(({ mergeId, mainId, absorbedIds }) => {
    const content = { MergeId: mergeId, MainProfileId: mainId, ProfileIdsToBeMerged: absorbedIds };
    return [mainId, ...absorbedIds].map((profileId, place) => ({
      ...event,
      profileId,
      historyId: newId(),
      action: place === 0 ? ('MERGED' as const) : ('DELETED_BY_MERGE' as const),
      content,
    }));
  });
  const parted = done.undone.flatMap(({ mergeId, mainId, absorbedIds }) => {
    const standing = new Set([mainId, ...absorbedIds].flatMap((id) => done.survivors.get(id) ?? []));
    return [...standing].map((profileId) => ({
      ...event,
      profileId,
      historyId: newId(),
      action: 'UPDATED' as const,
      content: { UndoneMergeId: mergeId },
    }));
  });
  return [...merged, ...parted];
}
