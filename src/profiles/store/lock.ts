import type { TransactionSql } from '../../database/connection.ts';
import { errorCode } from '../../database/errorCode.ts';

/**
 * Who may write to a domain at the same time, and why that is right.
 *
 * Whoever merges, edits, deletes, imports or changes types holds the whole domain (`lockDomain`). Batches of single puts
 * share it (`shareDomain`) and keep out of each other's way by key, so that what they do together is what they would have
 * done one after another, in some order:
 *
 * - What a batch looks up (the keys that lead to profiles, the ids of its objects) it holds alone, before it looks, found
 *   or not: a key that no profile has yet cannot be locked as a row, and two batches that both miss it would make the
 *   same person twice.
 * - What it only writes (other keys that its profiles gain or lose) it shares with others who only write it
 *   (`shareKeys`); somebody who has looked that key up meanwhile is in the way.
 * - Profiles it found are locked as rows. New ones nobody else can know.
 *
 * All locks last until the transaction ends. They are waited for in one order: domain, keys by number, profiles by id,
 * then what inserts of shapes and parts of names wait for, each sorted; so nobody waits in a circle. What is known only
 * later (keys only written) is never waited for: the batch starts again and holds the whole domain, as does one that
 * makes standard records or meets a changed type. Who waits for the whole domain is not overtaken by those who share it.
 */
const domainLock = 0x6e61;

/** Locks the whole domain: nobody else writes to it until the transaction ends. */
export async function lockDomain(sql: TransactionSql, domainId: number): Promise<void> {
  // Sent at once, ahead of whatever the caller sends without waiting.
  await sql`select pg_advisory_xact_lock(${domainLock}, ${domainId})`.execute();
}

/** Keys as rows. They travel as one text: an array would have each of them escaped. A key with the divider in it is two. */
const texts = (sql: TransactionSql, keys: ReadonlySet<string>) =>
  sql`string_to_table(${[...keys].join('\x1f').replaceAll('\0', '\n')}::text, e'\x1f')`;

/** Shares the domain with others who do so, and holds these keys alone. */
export async function shareDomain(
  sql: TransactionSql,
  domainId: number,
  keys: ReadonlySet<string>,
): Promise<void> {
  await Promise.all([
    sql`select pg_advisory_xact_lock_shared(${domainLock}, ${domainId})`.execute(),
    sql`select pg_advisory_xact_lock(number) from (
      select distinct hashtextextended(key, ${domainId}) as number from ${texts(sql, keys)} key
      order by number) k`.execute(),
  ]);
}

/**
 * Shares keys with others who only write them. Nothing is waited for: when somebody holds one of them alone, the transaction
 * fails there and then (`isTaken`), so that its COMMIT may be under way already.
 */
export async function shareKeys(
  sql: TransactionSql,
  domainId: number,
  keys: ReadonlySet<string>,
): Promise<void> {
  if (keys.size === 0) return;
  await sql`
    select 1 / bool_and(pg_try_advisory_xact_lock_shared(hashtextextended(key, ${domainId})))::int
    from ${texts(sql, keys)} key`;
}

/** Whether `shareKeys` failed: division by zero. */
export const isTaken = (cause: unknown): boolean => errorCode(cause) === '22012';

/**
 * Locks the domain, or with keys shares it, and tells which versions of which types are in force: `id/version` of each,
 * undefined without the domain.
 */
export async function lockDomainTypes(
  sql: TransactionSql,
  domainId: number,
  keys: ReadonlySet<string> | undefined,
): Promise<string | undefined> {
  // The statements travel together; the last one runs, and sees, when the others have their locks.
  const [, [row]] = await Promise.all([
    keys ? shareDomain(sql, domainId, keys) : lockDomain(sql, domainId),
    sql`
      select (select string_agg(type_id || '/' || version, ' ' order by type_id) from object_type t
              where t.domain_id = d.domain_id) as types
      from domain d where domain_id = ${domainId}`,
  ]);
  return row && (row.types ?? '');
}
