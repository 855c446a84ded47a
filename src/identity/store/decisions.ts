import type { Sql } from '../../database/connection.ts';

/** What the latest decision about a match group left behind, as far as it is in force. */
export interface LastDecision {
  judgementIds: string[];
  mergeIds: string[];
}

/** The decisions about pairs, and the merge, that were written together last; nothing when nothing is in force. */
export async function findLastDecision(sql: Sql, domainId: number, matchId: string): Promise<LastDecision> {
  const judgements = await sql`
    select judgement_id, at from judgement
    where domain_id = ${domainId} and match_id = ${matchId} and withdrawn_at is null
      and at = (select max(at) from judgement
        where domain_id = ${domainId} and match_id = ${matchId} and withdrawn_at is null)`;
  const at = judgements[0]?.at as Date | undefined;
  if (!at) return { judgementIds: [], mergeIds: [] };
  const merges = await sql`
    select merge_id from merge
    where domain_id = ${domainId} and at = ${at} and undone_at is null
      and cause->>'method' = 'MANUAL' and cause->>'matchId' = ${matchId}`;
  return {
    judgementIds: judgements.map((row) => row.judgement_id as string),
    mergeIds: merges.map((row) => row.merge_id as string),
  };
}
