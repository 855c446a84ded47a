import { asJson, type Sql } from '../../database/connection.ts';
import type { CaseRecord } from '../caseRecord.ts';
import type { CaseText } from '../searchText.ts';

/** Columns of a case, for statements that name the table `c`. */
export const caseColumns = (sql: Sql) => sql`
  c.case_id, c.template_id, c.reference_number, c.customer_domain_id, c.customer_profile_id, c.fields, c.tags,
  c.created_at, c.updated_at, c.updated_by, c.closed_at`;

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
export const toCase = (row: any): CaseRecord => ({
  caseId: row.case_id,
  templateId: row.template_id,
  referenceNumber: row.reference_number,
  customer: { domainId: row.customer_domain_id, profileId: row.customer_profile_id },
  fields: row.fields,
  tags: row.tags,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
  closedAt: row.closed_at ?? undefined,
});

/** One case; `lock` holds it against others until the transaction ends. */
export async function findCase(
  sql: Sql,
  caseDomainId: number,
  caseId: string,
  reading: 'lock' | 'look' = 'look',
): Promise<CaseRecord | undefined> {
  const [row] = await sql`
    select ${caseColumns(sql)} from case_record c where c.case_domain_id = ${caseDomainId} and c.case_id = ${caseId}
    ${reading === 'lock' ? sql`for update` : sql``}`;
  return row && toCase(row);
}

/** A request that made a case, by its client token. */
export async function findByToken(
  sql: Sql,
  caseDomainId: number,
  token: string,
): Promise<{ caseId: string; digest: string } | undefined> {
  const [row] = await sql`
    select case_id, request_digest from case_record where case_domain_id = ${caseDomainId} and client_token = ${token}`;
  return row && { caseId: row.case_id, digest: row.request_digest };
}

/** Adds a case with its words; false when its client token has made one already. */
export async function insertCase(
  sql: Sql,
  caseDomainId: number,
  record: CaseRecord,
  text: CaseText,
  request: { token: string; digest: string } | undefined,
): Promise<boolean> {
  const added = await sql`
    insert into case_record (case_domain_id, case_id, template_id, reference_number, customer_domain_id,
      customer_profile_id, fields, tags, client_token, request_digest, created_at, updated_at, updated_by, closed_at)
    values (${caseDomainId}, ${record.caseId}, ${record.templateId}, ${record.referenceNumber},
      ${record.customer.domainId}, ${record.customer.profileId}, ${asJson(sql, record.fields)},
      ${asJson(sql, record.tags)}, ${request?.token ?? null}, ${request?.digest ?? null}, ${record.createdAt},
      ${record.updatedAt}, ${record.updatedBy}, ${record.closedAt ?? null})
    on conflict do nothing returning 1`;
  if (added.length === 0) return false;
  await sql`
    insert into case_text (case_domain_id, case_id, folded, words, tokens)
    values (${caseDomainId}, ${record.caseId}, ${asJson(sql, text.folded)}, ${text.words}, ${text.tokens}::int[])`;
  return true;
}

/** Writes what a change of fields leaves. */
export async function updateCase(
  sql: Sql,
  caseDomainId: number,
  record: CaseRecord,
  text: CaseText,
): Promise<void> {
  await sql`
    update case_record set fields = ${asJson(sql, record.fields)}, updated_at = ${record.updatedAt},
      updated_by = ${record.updatedBy}, closed_at = ${record.closedAt ?? null},
      customer_domain_id = ${record.customer.domainId}, customer_profile_id = ${record.customer.profileId}
    where case_domain_id = ${caseDomainId} and case_id = ${record.caseId}`;
  await sql`
    update case_text set folded = ${asJson(sql, text.folded)}, words = ${text.words}, tokens = ${text.tokens}::int[]
    where case_domain_id = ${caseDomainId} and case_id = ${record.caseId}`;
}

/** Deletes a case with everything beside it; false when there is none. */
export async function deleteCase(sql: Sql, caseDomainId: number, caseId: string): Promise<boolean> {
  const mine = sql`case_domain_id = ${caseDomainId} and case_id = ${caseId}`;
  const deleted = await sql`delete from case_record where ${mine} returning 1`;
  for (const table of ['case_text', 'case_related_item', 'case_event', 'case_file'])
    await sql`delete from ${sql(table)} where ${mine}`;
  return deleted.length > 0;
}

/** Cases that an item links with a contact, the latest link first. */
export async function casesOfContact(
  sql: Sql,
  caseDomainId: number,
  contactArn: string,
  limit: number,
): Promise<CaseRecord[]> {
  const rows = await sql`
    select ${caseColumns(sql)}
    from case_related_item i join case_record c on c.case_domain_id = i.case_domain_id and c.case_id = i.case_id
    where i.case_domain_id = ${caseDomainId} and i.reference = ${contactArn} and i.type = 'Contact'
    order by i.associated_at desc, c.case_id desc limit ${limit}`;
  return rows.map(toCase);
}

/**
 * How many cases the base profiles of a domain have, by base profile; those without any are left out. Counted are
 * the cases of the Cases domain that serves it.
 */
export async function countCases(
  sql: Sql,
  domainId: number,
  profileIds: readonly string[],
): Promise<Map<string, number>> {
  if (profileIds.length === 0) return new Map();
  const rows = await sql`
    select c.customer_profile_id, count(*) as cases
    from case_domain d join case_record c on c.case_domain_id = d.case_domain_id
    where d.domain_id = ${domainId} and c.customer_domain_id = ${domainId}
      and c.customer_profile_id = any(${[...profileIds]}::uuid[])
    group by c.customer_profile_id`;
  return new Map(rows.map((row) => [row.customer_profile_id, row.cases]));
}
