import type { FieldType } from '@aws-sdk/client-connectcases';
import type { Sql } from '../../database/connection.ts';
import { isId } from '../arns.ts';
import type { Comparison, FilterPlan } from '../caseFilter.ts';
import type { CaseRecord } from '../caseRecord.ts';
import type { StoredValue } from '../fieldValue.ts';
import { foldText, termTokens } from '../searchText.ts';
import { caseColumns, toCase } from './cases.ts';
import type { Piece } from './piece.ts';

/** The base profiles behind the ARN of a customer; an ARN without a profile is absent. */
export type Customers = ReadonlyMap<string, { domainId: number; profileIds: string[] }>;

/** One order of a listing. */
export interface SortBy {
  fieldId: string;
  type: FieldType;
  descending: boolean;
}

/** What is looked for. */
export interface CaseQuery {
  term: string | undefined;
  filter: FilterPlan | undefined;
  customers: Customers;
  /** Newest first without any. */
  sorts: readonly SortBy[];
}

/** A case of a page, with the place of the page's end. */
export interface FoundCase {
  record: CaseRecord;
  /** Value of each sort as text, null without one. */
  place: (string | null)[];
}

/** Cases of a page, those after `after` (values of the sorts, then the id). */
export async function searchCases(
  sql: Sql,
  caseDomainId: number,
  query: CaseQuery,
  page: { after: { place: (string | null)[]; caseId: string } | undefined; limit: number },
): Promise<FoundCase[]> {
  const keys = query.sorts.map((sort) => sortKey(sql, sort));
  const tie = query.sorts.length > 0 && !query.sorts[0]?.descending ? sql`asc` : sql`desc`;
  const orders = keys.map(({ expression, never, descending }) =>
    never
      ? sql`${expression} ${descending ? sql`desc` : sql`asc`}`
      : sql`${expression} ${descending ? sql`desc nulls last` : sql`asc nulls last`}`,
  );
  const rows = await sql`
    select ${caseColumns(sql)}, ${placeOf(sql, keys)} as place
    from case_record c ${textJoin(sql, query)}
    where c.case_domain_id = ${caseDomainId} and ${conditionOf(sql, query)}
      and ${page.after ? afterOf(sql, keys, page.after, query) : sql`true`}
    order by ${join(sql, [...orders, sql`c.case_id ${tie}`], sql`, `)} limit ${page.limit}`;
  return rows.map((row) => ({ record: toCase(row), place: row.place }));
}

/** How many cases meet a query; `atMost` ends the counting there. */
export async function countFound(
  sql: Sql,
  caseDomainId: number,
  query: CaseQuery,
  atMost?: number,
): Promise<number> {
  const limit = atMost === undefined ? sql`` : sql`limit ${atMost}`;
  // Words alone are counted where they stand.
  const rows =
    query.term && !query.filter
      ? sql`select 1 from case_text t where t.case_domain_id = ${caseDomainId} and ${conditionOf(sql, query)} ${limit}`
      : sql`select 1 from case_record c ${textJoin(sql, query)}
          where c.case_domain_id = ${caseDomainId} and ${conditionOf(sql, query)} ${limit}`;
  const [row] = await sql`select count(*) as cases from (${rows}) as found`;
  return row?.cases ?? 0;
}

const join = (sql: Sql, pieces: readonly Piece[], between: Piece): Piece =>
  pieces.reduce((whole, piece, index) => (index === 0 ? piece : sql`${whole}${between}${piece}`), sql``);

/** The words stand in a table of their own; it is joined when somebody asks for words. */
function textJoin(sql: Sql, { term, filter }: CaseQuery): Piece {
  if (!term && !asksForWords(filter)) return sql``;
  return sql`join case_text t on t.case_domain_id = c.case_domain_id and t.case_id = c.case_id`;
}

function asksForWords(plan: FilterPlan | undefined): boolean {
  if (!plan) return false;
  if (plan.kind === 'contains') return !(plan.fieldId in specialTexts);
  if (plan.kind === 'not') return asksForWords(plan.inner);
  return (plan.kind === 'all' || plan.kind === 'any') && plan.inner.some(asksForWords);
}

function conditionOf(sql: Sql, { term, filter, customers }: CaseQuery): Piece {
  const parts = [sql`true`];
  if (term) {
    const folded = foldText(term);
    parts.push(sql`t.tokens @> ${termTokens(folded)}::int[]`);
    parts.push(sql`position(${folded}::text in t.words) > 0`);
  }
  if (filter) parts.push(filterOf(sql, filter, customers));
  return join(sql, parts, sql` and `);
}

/** A missing value makes a comparison null, which no condition meets; `is not true` turns that into the opposite. */
function filterOf(sql: Sql, plan: FilterPlan, customers: Customers): Piece {
  switch (plan.kind) {
    case 'not':
      return sql`((${filterOf(sql, plan.inner, customers)}) is not true)`;
    case 'all':
    case 'any': {
      const inner = plan.inner.map((one) => filterOf(sql, one, customers));
      if (inner.length === 0) return plan.kind === 'all' ? sql`true` : sql`false`;
      return sql`(${join(sql, inner, plan.kind === 'all' ? sql` and ` : sql` or `)})`;
    }
    case 'tag':
      return tagFilter(sql, plan);
    case 'customer':
      return customerFilter(sql, plan.arn, customers);
    case 'empty':
      return sql`(${column(sql, plan.fieldId, plan.type)} is null)`;
    case 'contains':
      return containsFilter(sql, plan.fieldId, plan.term);
    case 'compare':
      return compareFilter(sql, plan);
  }
}

function tagFilter(sql: Sql, { key, value }: { key: string | undefined; value: string | undefined }): Piece {
  if (key !== undefined && value !== undefined) return sql`(c.tags ->> ${key}::text = ${value}::text)`;
  if (key !== undefined) return sql`(c.tags ->> ${key}::text is not null)`;
  if (value === undefined) return sql`(c.tags <> '{}'::jsonb)`;
  return sql`exists (select 1 from jsonb_each_text(c.tags) as w(k, v) where w.v = ${value}::text)`;
}

function customerFilter(sql: Sql, arn: string, customers: Customers): Piece {
  const found = customers.get(arn);
  // A customer who was deleted stays known by what was written.
  if (!found) return sql`(c.fields ->> 'customer_id' = ${arn}::text)`;
  return sql`(c.customer_domain_id = ${found.domainId} and c.customer_profile_id = any(${found.profileIds}::uuid[]))`;
}

const specialTexts: Record<string, (sql: Sql) => Piece> = {
  case_id: (sql) => sql`replace(c.case_id::text, '-', '')`,
  reference_number: (sql) => sql`c.reference_number`,
  customer_id: (sql) => sql`lower(c.fields ->> 'customer_id')`,
};

function containsFilter(sql: Sql, fieldId: string, term: string): Piece {
  const special = Object.hasOwn(specialTexts, fieldId) ? specialTexts[fieldId] : undefined;
  if (special) return sql`(position(${term}::text in ${special(sql)}) > 0)`;
  return sql`(t.tokens @> ${termTokens(term)}::int[] and position(${term}::text in t.folded ->> ${fieldId}::text) > 0)`;
}

const operators: Record<Comparison, (sql: Sql) => Piece> = {
  equalTo: (sql) => sql`=`,
  greaterThan: (sql) => sql`>`,
  greaterThanOrEqualTo: (sql) => sql`>=`,
  lessThan: (sql) => sql`<`,
  lessThanOrEqualTo: (sql) => sql`<=`,
};

function compareFilter(
  sql: Sql,
  { fieldId, type, comparison, value }: Extract<FilterPlan, { kind: 'compare' }>,
): Piece {
  if (fieldId === 'case_id') {
    return isId(String(value)) ? sql`(c.case_id = ${String(value)}::text::uuid)` : sql`false`;
  }
  return sql`(${column(sql, fieldId, type)} ${operators[comparison](sql)} ${literal(sql, type, value)})`;
}

/** A field as an expression of its type. */
function column(sql: Sql, fieldId: string, type: FieldType): Piece {
  if (Object.hasOwn(columns, fieldId)) return columns[fieldId]!(sql);
  const text = sql`c.fields ->> ${fieldId}::text`;
  if (type === 'Number') return sql`(${text})::float8`;
  if (type === 'Boolean') return sql`(${text})::boolean`;
  if (type === 'DateTime') return sql`(${text})::timestamptz`;
  return sql`(${text}) collate "C"`;
}

const columns: Record<string, (sql: Sql) => Piece> = {
  case_id: (sql) => sql`c.case_id`,
  status: (sql) => sql`c.status`,
  assigned_user: (sql) => sql`c.assigned_user`,
  reference_number: (sql) => sql`c.reference_number`,
  created_datetime: (sql) => sql`c.created_at`,
  last_updated_datetime: (sql) => sql`c.updated_at`,
  last_closed_datetime: (sql) => sql`c.closed_at`,
  last_updated_user: (sql) => sql`c.updated_by collate "C"`,
};

/** Fields that every case has. */
const never = new Set(['case_id', 'reference_number', 'created_datetime', 'last_updated_datetime']);

/** A value beside such an expression. It travels as text: the driver would write times by rules of its own. */
function literal(sql: Sql, type: FieldType, value: StoredValue): Piece {
  const text = sql`${String(value)}::text`;
  if (type === 'Number') return sql`${text}::float8`;
  if (type === 'Boolean') return sql`${text}::boolean`;
  if (type === 'DateTime') return sql`${text}::timestamptz`;
  return text;
}

interface SortKey {
  expression: Piece;
  sort: SortBy;
  descending: boolean;
  /** It is never without a value. */
  never: boolean;
}

const sortKey = (sql: Sql, sort: SortBy): SortKey => ({
  expression: column(sql, sort.fieldId, sort.type),
  sort,
  descending: sort.descending,
  never: never.has(sort.fieldId),
});

/** Values of the sorts as text that `literal` reads back exactly. */
function placeOf(sql: Sql, keys: readonly SortKey[]): Piece {
  if (keys.length === 0) return sql`'[]'::jsonb`;
  const texts = keys.map(({ expression, sort }) =>
    sort.type === 'DateTime'
      ? sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
      : sql`(${expression})::text`,
  );
  return sql`jsonb_build_array(${join(sql, texts, sql`, `)})`;
}

/** Everything after a place: equal in the sorts before one and beyond it in that one; without a value comes last. */
function afterOf(
  sql: Sql,
  keys: readonly SortKey[],
  after: { place: (string | null)[]; caseId: string },
  { sorts }: CaseQuery,
): Piece {
  const ascending = sorts.length > 0 && !sorts[0]?.descending;
  const id = sql`${after.caseId}::text::uuid`;
  const [only] = keys;
  const at = after.place[0];
  if (keys.length === 1 && only?.never && typeof at === 'string') {
    const place = sql`(${sortLiteral(sql, only.sort, at)}, ${id})`;
    return ascending
      ? sql`(${only.expression}, c.case_id) > ${place}`
      : sql`(${only.expression}, c.case_id) < ${place}`;
  }
  let beyond = ascending ? sql`c.case_id > ${id}` : sql`c.case_id < ${id}`;
  for (const [index, { expression, sort, descending }] of [...keys.entries()].reverse()) {
    const value = after.place[index] ?? null;
    if (value === null) beyond = sql`(${expression} is null and ${beyond})`;
    else {
      const place = sortLiteral(sql, sort, value);
      const further = descending ? sql`${expression} < ${place}` : sql`${expression} > ${place}`;
      beyond = sql`(${further} or ${expression} is null or (${expression} = ${place} and ${beyond}))`;
    }
  }
  return beyond;
}

const sortLiteral = (sql: Sql, sort: SortBy, value: string) =>
  sort.fieldId === 'case_id' ? sql`${value}::text::uuid` : literal(sql, sort.type, value);
