import type { TransactionSql } from '../database/connection.ts';
import { badRequest } from '../wire/refusal.ts';
import { listTags, lockTags, putTags } from './store/tags.ts';

/** AWS quota. */
const tagsPerResource = 50;

/** Adds or replaces tags of a resource. Refuses (400) what would make more than a resource can have. */
export async function addTags(
  sql: TransactionSql,
  accountId: string,
  arn: string,
  tags: Record<string, string>,
): Promise<void> {
  if (Object.keys(tags).length === 0) return;
  await lockTags(sql, accountId, arn);
  const before = await listTags(sql, accountId, arn);
  if (new Set([...Object.keys(before), ...Object.keys(tags)]).size > tagsPerResource) {
    throw badRequest(`A resource has at most ${tagsPerResource} tags.`);
  }
  await putTags(sql, accountId, arn, tags);
}
