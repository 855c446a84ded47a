import type { TransactionSql } from '../database/connection.ts';
import type { ContactsCore, Moved } from './core.ts';
import { commitSoon, flushCommits } from './store/durability.ts';

const notes = new WeakMap<object, Moved[]>();

/**
 * Runs a transaction whose commit does not wait for the disk, and tells screens as soon as others can see it. What is
 * acknowledged to somebody outside waits with `durable` until it is safe: the disk is no part of the way to the screen.
 * (A later commit on disk has all earlier ones with it, so nothing can be lost out of order.)
 */
export async function transact<Result>(
  core: ContactsCore,
  work: (sql: TransactionSql) => Promise<Result>,
): Promise<Result> {
  const moved: Moved[] = [];
  const result = await core.house.sql.begin(async (sql) => {
    notes.set(sql, moved);
    commitSoon(sql);
    return work(sql);
  });
  for (const one of moved) core.tell(one);
  return result as Result;
}

/** Notes within a transaction what screens are to be told of once it is committed. */
export const noteMoved = (sql: TransactionSql, moved: Moved): void => {
  notes.get(sql)?.push(moved);
};

/** Waits until everything committed so far is on disk: before somebody outside is told that it is done. */
export const durable = (core: ContactsCore): Promise<void> => flushCommits(core.house.sql);
