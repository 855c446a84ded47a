import type { Sql, TransactionSql } from '../../database/connection.ts';
import { copyRows } from '../../database/copy.ts';
import type { IdPair } from '../profileRefs.ts';

/** What people say about two profiles. */
export type Verdict = 'SAME' | 'DIFFERENT' | 'LATER';

/** A decision as stored; left before right. */
export interface Judgement {
  judgementId: string;
  leftId: string;
  rightId: string;
  verdict: Verdict;
  at: Date;
  actor: string;
  matchId: string | undefined;
  withdrawnAt?: Date | undefined;
  withdrawnBy?: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toJudgement = (row: any): Judgement => ({
  judgementId: row.judgement_id,
  leftId: row.left_id,
  rightId: row.right_id,
  verdict: row.verdict,
  at: row.at,
  actor: row.actor,
  matchId: row.match_id ?? undefined,
  withdrawnAt: row.withdrawn_at ?? undefined,
  withdrawnBy: row.withdrawn_by ?? undefined,
});

const columns = {
  domain_id: 'int4',
  judgement_id: 'uuid',
  left_id: 'uuid',
  right_id: 'uuid',
  verdict: 'text',
  at: 'timestamptz',
  actor: 'text',
  match_id: 'uuid',
};

/** Adds decisions. */
export async function copyJudgements(
  sql: TransactionSql,
  domainId: number,
  rows: readonly Judgement[],
): Promise<void> {
  const lines = rows.map((row) => [
    domainId,
    row.judgementId,
    row.leftId,
    row.rightId,
    row.verdict,
    row.at,
    row.actor,
    row.matchId,
  ]);
  await copyRows(sql, 'judgement', columns, lines);
}

/** Decisions in force whose both profiles are among these. */
export async function listJudgementsAmong(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<Judgement[]> {
  if (profileIds.length < 2) return [];
  const ids = [...profileIds];
  const rows = await sql`
    select * from judgement where domain_id = ${domainId} and left_id = any(${ids}::uuid[])
      and right_id = any(${ids}::uuid[]) and withdrawn_at is null order by judgement_id`;
  return rows.map(toJudgement);
}

/** Takes decisions back; the rows stay. */
export async function withdraw(
  sql: Sql,
  domainId: number,
  rows: readonly Pick<Judgement, 'judgementId'>[],
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ judgementId }) => judgementId);
  await sql`
    update judgement set withdrawn_at = ${now}, withdrawn_by = ${actor}
    where domain_id = ${domainId} and judgement_id = any(${ids}::uuid[]) and withdrawn_at is null`;
}

/** One decision. */
export async function findJudgement(
  sql: Sql,
  domainId: number,
  judgementId: string,
): Promise<Judgement | undefined> {
  const [row] =
    await sql`select * from judgement where domain_id = ${domainId} and judgement_id = ${judgementId}`;
  return row && toJudgement(row);
}

/** Decisions, newest first, from the one before `before`; of some profiles only, when given. */
export async function listJudgements(
  sql: Sql,
  domainId: number,
  wanted: { profileIds: readonly string[] | undefined; before: string | undefined; limit: number },
): Promise<Judgement[]> {
  const ids = wanted.profileIds && [...wanted.profileIds];
  const rows = await sql`
    select * from judgement where domain_id = ${domainId}
      ${ids ? sql`and (left_id = any(${ids}::uuid[]) or right_id = any(${ids}::uuid[]))` : sql``}
      ${wanted.before === undefined ? sql`` : sql`and judgement_id < ${wanted.before}`}
    order by judgement_id desc limit ${wanted.limit}`;
  return rows.map(toJudgement);
}

/** What people joined and what they keep apart, of the whole domain or among some profiles: base profile ids. */
export interface PeoplesWord {
  together: IdPair[];
  apart: IdPair[];
}

/**
 * What people said, in force now: decisions, and merges by hand, each as the main profile with each of the others.
 * `among` restricts it to what names one of these profiles.
 */
export async function listPeoplesWord(
  sql: Sql,
  domainId: number,
  among?: readonly string[],
): Promise<PeoplesWord> {
  const ids = among && [...among];
  const merged = ids
    ? sql`and survivor_id in (select survivor_id from profile where domain_id = ${domainId} and profile_id = any(${ids}::uuid[]))`
    : sql``;
  const rows = await sql`
    ${decided(sql, domainId, ids)}
    union all
    select true, main_id, other from merge, unnest(absorbed_ids) as other
    where domain_id = ${domainId} and undone_at is null and coalesce(cause->>'method', 'MANUAL') = 'MANUAL' ${merged}`;
  return toWord(rows);
}

/** What people decided, in force now, about one of these profiles. */
export const listDecided = async (
  sql: Sql,
  domainId: number,
  among: readonly string[],
): Promise<PeoplesWord> => toWord(await decided(sql, domainId, [...among]));

function decided(sql: Sql, domainId: number, ids: string[] | undefined) {
  const named = ids ? sql`and (left_id = any(${ids}::uuid[]) or right_id = any(${ids}::uuid[]))` : sql``;
  return sql`
    select verdict = 'SAME' as same, left_id, right_id from judgement
    where domain_id = ${domainId} and withdrawn_at is null and verdict <> 'LATER' ${named}`;
}

function toWord(rows: readonly { same?: boolean; left_id?: string; right_id?: string }[]): PeoplesWord {
  const pairs = (same: boolean) =>
    rows.filter((row) => row.same === same).map((row): IdPair => [row.left_id ?? '', row.right_id ?? '']);
  return { together: pairs(true), apart: pairs(false) };
}

/** Profiles that somebody has kept apart from others since a time. */
export async function listPinnedSince(sql: Sql, domainId: number, since: Date): Promise<Set<string>> {
  const rows = await sql`
    select left_id, right_id from judgement
    where domain_id = ${domainId} and verdict = 'DIFFERENT' and withdrawn_at is null and at > ${since}`;
  return new Set(rows.flatMap((row) => [row.left_id, row.right_id]));
}

/** Pairs that somebody wants to look at later. */
export async function listPostponed(sql: Sql, domainId: number): Promise<IdPair[]> {
  const rows = await sql`
    select left_id, right_id from judgement
    where domain_id = ${domainId} and verdict = 'LATER' and withdrawn_at is null`;
  return rows.map((row): IdPair => [row.left_id, row.right_id]);
}
