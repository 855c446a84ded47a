import { finished } from 'node:stream/promises';
import type { Sql, TransactionSql } from '../../database/connection.ts';

/** A part of a domain's profiles: ids above `after` (absent: from the first) up to and with `upTo` (absent: to the last). */
export interface IdRange {
  after?: string;
  upTo?: string;
}

/** As `IdRange`, with how many profiles there are before it and in it. */
export type CountedRange = IdRange & { first: number; rows: number };

/** How many profiles a domain has. */
export async function countProfiles(sql: Sql, domainId: number): Promise<number> {
  const [row] = await sql`select count(*) as profiles from profile where domain_id = ${domainId}`;
  return Number(row?.profiles ?? 0);
}

/** Names the ids that divide so many profiles of a domain into parts of about one size. */
export async function divideProfiles(
  sql: Sql,
  domainId: number,
  profiles: number,
  parts: number,
): Promise<CountedRange[]> {
  const borders: string[] = [];
  const firstOf = (part: number) => Math.floor((profiles * part) / parts);
  for (let part = 1; part < parts; part++) {
    const [border] = await sql`
      select profile_id from profile where domain_id = ${domainId}
      order by profile_id limit 1 offset ${firstOf(part) - 1}`;
    borders.push(border?.profile_id);
  }
  return Array.from({ length: parts }, (_none, part): CountedRange => {
    const [after, upTo, first] = [borders[part - 1], borders[part], firstOf(part)];
    return { first, rows: firstOf(part + 1) - first, ...(after ? { after } : {}), ...(upTo ? { upTo } : {}) };
  });
}

/** Lets other connections see exactly what this transaction sees, as long as it is open. */
export async function exportSnapshot(tx: TransactionSql): Promise<string> {
  const [row] = await tx`select pg_export_snapshot() as snapshot`;
  return row?.snapshot;
}

/** Makes this transaction see what the one that exported the snapshot sees. Must be its first statement. */
export async function useSnapshot(tx: TransactionSql, snapshot: string): Promise<void> {
  await tx.unsafe(`set transaction snapshot ${quoted(snapshot)}`);
}

/**
 * Streams profiles in binary form (see `tupleReader`), in the order of their ids. Columns: id, time of making, object type
 * of the only source entry, all facts when there are several entries, then the text of each field of a single entry.
 * Taking the values out in SQL costs the server no more than printing the whole document, and spares reading it here.
 */
export async function copyProfiles(
  tx: TransactionSql,
  domainId: number,
  { after, upTo }: IdRange,
  fields: readonly string[],
  take: (piece: Buffer) => void,
): Promise<void> {
  const texts = fields.map((field) => `, v->>${quoted(field)}`).join('');
  const stream = await tx
    .unsafe(
      `copy (select profile_id, created_at, t, many${texts} from (
        select profile_id, created_at,
          case when jsonb_array_length(facts) = 1 then (facts->0->'t')::integer end as t,
          case when jsonb_array_length(facts) <> 1 then facts end as many,
          case when jsonb_array_length(facts) = 1 then facts->0->'v' end as v
        from profile where domain_id = ${Number(domainId)}
          ${after ? `and profile_id > ${quoted(after)}` : ''} ${upTo ? `and profile_id <= ${quoted(upTo)}` : ''}
        order by profile_id offset 0) as found) to stdout (format binary)`,
    )
    .readable();
  stream.on('data', take);
  await finished(stream);
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
