import type { FieldType } from '@aws-sdk/client-connectcases';
import type { Sql } from '../../database/connection.ts';
import type { Comparison, FilterPlan } from '../caseFilter.ts';
import type { StoredValue } from '../fieldValue.ts';
import type { Piece } from './piece.ts';

/**
 * Whether a custom item `i` meets a filter of its fields. Its values stand in `content.fields` in the API's form; an
 * item has five at most, so they are looked through.
 */
export function customFieldsCondition(sql: Sql, plan: FilterPlan): Piece {
  switch (plan.kind) {
    case 'not':
      return sql`((${customFieldsCondition(sql, plan.inner)}) is not true)`;
    case 'all':
    case 'any': {
      const all = plan.kind === 'all';
      const parts = plan.inner.map((inner) => customFieldsCondition(sql, inner));
      const none = all ? sql`true` : sql`false`;
      return sql`(${parts.reduce((whole, part) => (all ? sql`${whole} and ${part}` : sql`${whole} or ${part}`), none)})`;
    }
    case 'compare':
      return sql`exists (${valueRows(sql, plan.fieldId)} and ${compared(sql, plan.type, plan.comparison, plan.value)})`;
    case 'contains':
      return sql`exists (${valueRows(sql, plan.fieldId)}
        and position(${plan.term}::text in lower(normalize(f.item -> 'value' ->> 'stringValue', nfkc))) > 0)`;
    case 'empty':
      return sql`not exists (${valueRows(sql, plan.fieldId)} and not f.item -> 'value' ? 'emptyValue')`;
    default:
      return sql`false`;
  }
}

const valueRows = (sql: Sql, fieldId: string) => sql`
  select 1 from jsonb_array_elements(i.content -> 'fields') as f(item) where f.item ->> 'id' = ${fieldId}::text`;

function compared(sql: Sql, type: FieldType, comparison: Comparison, value: StoredValue): Piece {
  const text = sql`${String(value)}::text`;
  const [left, right] =
    type === 'Number'
      ? [sql`(f.item -> 'value' ->> 'doubleValue')::float8`, sql`${text}::float8`]
      : type === 'Boolean'
        ? [sql`(f.item -> 'value' ->> 'booleanValue')::boolean`, sql`${text}::boolean`]
        : type === 'DateTime'
          ? [sql`(f.item -> 'value' ->> 'stringValue')::timestamptz`, sql`${text}::timestamptz`]
          : [sql`(f.item -> 'value' ->> ${type === 'User' ? 'userArnValue' : 'stringValue'}::text)`, text];
  switch (comparison) {
    case 'equalTo':
      return sql`${left} = ${right}`;
    case 'greaterThan':
      return sql`${left} > ${right}`;
    case 'greaterThanOrEqualTo':
      return sql`${left} >= ${right}`;
    case 'lessThan':
      return sql`${left} < ${right}`;
    case 'lessThanOrEqualTo':
      return sql`${left} <= ${right}`;
  }
}
