import { asJson, type Sql } from '../../database/connection.ts';
import type { NayoseSettings } from '../settings.ts';

/** Our own settings of a domain, as far as somebody set them. */
export async function findSettings(sql: Sql, domainId: number): Promise<Partial<NayoseSettings> | undefined> {
  const [row] = await sql`select settings from resolution_settings where domain_id = ${domainId}`;
  return row?.settings;
}

/** Replaces our own settings of a domain. */
export async function putSettings(sql: Sql, domainId: number, settings: NayoseSettings): Promise<void> {
  await sql`
    insert into resolution_settings (domain_id, settings) values (${domainId}, ${asJson(sql, settings)})
    on conflict (domain_id) do update set settings = excluded.settings`;
}

/** Status of rule-based matching (AWS: RuleBasedMatchingStatus). */
export type RuleStatus = 'PENDING' | 'IN_PROGRESS' | 'ACTIVE';

/** What is known of a domain's resolution between runs. */
export interface ResolutionState {
  model: unknown;
  trainedAt: Date | undefined;
  ruleStatus: RuleStatus | undefined;
  ruleStatusAt: Date | undefined;
  ruleHash: string | undefined;
  /** How far the follower has come in the outbox. */
  sequence: number | undefined;
  /** Of the latest announcements up to there, those that were dealt with; others may have committed late. */
  followed: number[];
}

/** The state, or undefined before the first run. */
export async function findState(sql: Sql, domainId: number): Promise<ResolutionState | undefined> {
  const [row] = await sql`select * from resolution_state where domain_id = ${domainId}`;
  return (
    row && {
      model: row.model ?? undefined,
      trainedAt: row.trained_at ?? undefined,
      ruleStatus: row.rule_status ?? undefined,
      ruleStatusAt: row.rule_status_at ?? undefined,
      ruleHash: row.rule_hash ?? undefined,
      sequence: row.sequence ?? undefined,
      followed: row.followed,
    }
  );
}

/** Status of the rules of a domain alone; cheap enough for GetDomain. */
export async function findRuleStatus(sql: Sql, domainId: number): Promise<RuleStatus | undefined> {
  const [row] = await sql`select rule_status from resolution_state where domain_id = ${domainId}`;
  return row?.rule_status ?? undefined;
}

/** Sets the status of the rules, and of which rules it speaks. */
export async function setRuleStatus(
  sql: Sql,
  domainId: number,
  status: RuleStatus | undefined,
  hash: string,
  at: Date,
): Promise<void> {
  await sql`
    insert into resolution_state (domain_id, rule_status, rule_status_at, rule_hash)
    values (${domainId}, ${status ?? null}, ${at}, ${hash})
    on conflict (domain_id) do update set rule_status = excluded.rule_status,
      rule_status_at = excluded.rule_status_at, rule_hash = excluded.rule_hash`;
}

/** Keeps what a run learned, for the follower of writes. */
export async function saveModel(sql: Sql, domainId: number, model: unknown, at: Date): Promise<void> {
  await sql`
    insert into resolution_state (domain_id, model, trained_at) values (${domainId}, ${asJson(sql, model)}, ${at})
    on conflict (domain_id) do update set model = excluded.model, trained_at = excluded.trained_at`;
}

/**
 * What the data of a domain is like just now: equal while nothing that decides has changed. An announcement may commit
 * after one with a higher number, so the latest alone would not tell.
 */
export async function dataFingerprint(sql: Sql, domainId: number): Promise<string> {
  const [row] = await sql`
    select (select hashtextextended(string_agg(sequence::text, ' ' order by sequence), 0)::text from (
        select sequence from outbox where domain_id = ${domainId} order by sequence desc limit 200) o) as sequence,
      (select count(*) || '/' || count(withdrawn_at) from judgement where domain_id = ${domainId}
        and verdict <> 'LATER') as judged`;
  return `${row?.sequence}/${row?.judged}`;
}

/**
 * Notes where whoever matches on write has to begin, unless it has begun before: after what a run looks at. What is
 * written while the run works is then not missed.
 */
export async function beginFollowing(sql: Sql, domainId: number): Promise<void> {
  await sql`
    insert into resolution_state (domain_id, sequence, followed)
    select ${domainId}, coalesce(max(sequence), 0), coalesce(array_agg(sequence), '{}') from (
      select sequence from outbox where domain_id = ${domainId} order by sequence desc limit 200) o
    on conflict (domain_id) do update set sequence = excluded.sequence, followed = excluded.followed
      where resolution_state.sequence is null`;
}

/** Whether a domain has any profile. */
export async function hasProfiles(sql: Sql, domainId: number): Promise<boolean> {
  const [row] = await sql`select exists (select from profile where domain_id = ${domainId}) as some`;
  return row?.some === true;
}
