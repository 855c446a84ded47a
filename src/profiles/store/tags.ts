import type { Sql, TransactionSql } from '../../database/connection.ts';

/** Tags of a resource. */
export async function listTags(sql: Sql, accountId: string, arn: string): Promise<Record<string, string>> {
  const rows =
    await sql`select key, value from tag where account_id = ${accountId} and arn = ${arn} order by key`;
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

/** Tags of several resources by ARN, for listings. */
export async function listTagsOf(
  sql: Sql,
  accountId: string,
  arns: string[],
): Promise<Map<string, Record<string, string>>> {
  const rows = await sql`
    select arn, jsonb_object_agg(key, value) as tags from tag
    where account_id = ${accountId} and arn = any(${arns}::text[]) group by arn`;
  return new Map(rows.map((row) => [row.arn, row.tags]));
}

/** Lets one transaction at a time add tags to a resource. */
export async function lockTags(sql: TransactionSql, accountId: string, arn: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tags/${accountId}/${arn}`}, 0))`;
}

/** Adds or replaces tags. */
export async function putTags(
  sql: Sql,
  accountId: string,
  arn: string,
  tags: Record<string, string>,
): Promise<void> {
  const keys = Object.keys(tags);
  if (keys.length === 0) return;
  await sql`
    insert into tag (account_id, arn, key, value)
    select ${accountId}, ${arn}, t.key, t.value from unnest(${keys}::text[], ${Object.values(tags)}::text[]) as t(key, value)
    on conflict (account_id, arn, key) do update set value = excluded.value`;
}

/** Removes tags by key. */
export async function removeTags(sql: Sql, accountId: string, arn: string, keys: string[]): Promise<void> {
  await sql`delete from tag where account_id = ${accountId} and arn = ${arn} and key = any(${keys}::text[])`;
}

/** Removes the tags of a resource and of everything below it. */
export async function removeTagsUnder(sql: Sql, accountId: string, arn: string): Promise<void> {
  await sql`delete from tag where account_id = ${accountId} and (arn = ${arn} or starts_with(arn, ${`${arn}/`}))`;
}
