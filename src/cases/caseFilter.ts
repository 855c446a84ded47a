import type { FieldType } from '@aws-sdk/client-connectcases';
import type { Field, FieldCatalogue } from './field.ts';
import { type GivenValue, readValue, type StoredValue } from './fieldValue.ts';
import { invalid } from './refusals.ts';
import { foldText } from './searchText.ts';

/** How a value is compared. */
export type Comparison =
  | 'equalTo'
  | 'greaterThan'
  | 'greaterThanOrEqualTo'
  | 'lessThan'
  | 'lessThanOrEqualTo';

/** A filter that was checked against the fields; a case without the value meets no comparison. */
export type FilterPlan =
  | { kind: 'compare'; fieldId: string; type: FieldType; comparison: Comparison; value: StoredValue }
  | { kind: 'contains'; fieldId: string; term: string }
  | { kind: 'empty'; fieldId: string; type: FieldType }
  | { kind: 'customer'; arn: string }
  | { kind: 'tag'; key: string | undefined; value: string | undefined }
  | { kind: 'not'; inner: FilterPlan }
  | { kind: 'all' | 'any'; inner: FilterPlan[] };

/** A filter of cases or of the fields of custom items, as the wire carries it. */
export interface GivenFilter {
  field?: GivenFieldFilter | undefined;
  not?: GivenFilter | undefined;
  tag?: { equalTo?: { key?: string | undefined; value?: string | undefined } | undefined } | undefined;
  andAll?: GivenFilter[] | undefined;
  orAll?: GivenFilter[] | undefined;
}

type GivenFieldFilter = {
  [Operator in Comparison | 'contains']?:
    | { id?: string | undefined; value?: GivenValue | undefined }
    | undefined;
};

/** More comparisons than that are no search any more, but a load. */
const mostComparisons = 200;

/** Reads a filter. Refuses (400) unknown fields and operators that a field's type does not have. */
export function planFilter(fields: FieldCatalogue, filter: GivenFilter): FilterPlan {
  const plan = planOf(fields, filter);
  if (countOf(plan) > mostComparisons)
    throw invalid(`A filter makes at most ${mostComparisons} comparisons; send a smaller one.`);
  return plan;
}

function planOf(fields: FieldCatalogue, filter: GivenFilter): FilterPlan {
  if (filter.not) return { kind: 'not', inner: planOf(fields, filter.not) };
  if (filter.andAll) return { kind: 'all', inner: filter.andAll.map((inner) => planOf(fields, inner)) };
  if (filter.orAll) return { kind: 'any', inner: filter.orAll.map((inner) => planOf(fields, inner)) };
  if (filter.tag) return { kind: 'tag', key: filter.tag.equalTo?.key, value: filter.tag.equalTo?.value };
  const [operator, operand] = Object.entries(filter.field ?? {}).find(([, given]) => given) ?? [];
  if (!operator || !operand) throw invalid('A filter names one of field, tag, not, andAll, orAll.');
  const field = fields.get(operand.id ?? '');
  if (!field) throw invalid(`Field ${operand.id} of the filter does not exist.`);
  return leafOf(field, operator as Comparison | 'contains', operand.value ?? {});
}

const ordered = new Set<FieldType>(['Number', 'DateTime']);
const textual = new Set<FieldType>(['Text', 'Url']);

function leafOf(field: Field, operator: Comparison | 'contains', given: GivenValue): FilterPlan {
  const { fieldId, type } = field;
  if (operator === 'contains') {
    if (!textual.has(type)) throw operatorProblem(field, operator, 'equalTo');
    const term = given.stringValue;
    if (typeof term !== 'string') throw invalid(`contains on field ${fieldId} needs a stringValue.`);
    return { kind: 'contains', fieldId, term: foldText(term) };
  }
  if (operator !== 'equalTo' && !ordered.has(type))
    throw operatorProblem(field, operator, textual.has(type) ? 'equalTo and contains' : 'equalTo');
  const value = readValue(field, given);
  if (value === undefined) {
    if (operator !== 'equalTo') throw invalid(`${operator} on field ${fieldId} needs a value.`);
    return { kind: 'empty', fieldId, type };
  }
  if (fieldId === 'customer_id') return { kind: 'customer', arn: String(value) };
  return { kind: 'compare', fieldId, type, comparison: operator, value };
}

const operatorProblem = ({ fieldId, type }: Field, operator: string, others: string) =>
  invalid(`Field ${fieldId} is of the type ${type}, which has no ${operator}; it has ${others}.`);

function countOf(plan: FilterPlan): number {
  if (plan.kind === 'not') return countOf(plan.inner);
  if (plan.kind === 'all' || plan.kind === 'any')
    return 1 + plan.inner.reduce((sum, inner) => sum + countOf(inner), 0);
  return 1;
}

/** ARNs of the customers a filter names. */
export function customersOf(plan: FilterPlan | undefined): string[] {
  if (!plan) return [];
  if (plan.kind === 'customer') return [plan.arn];
  if (plan.kind === 'not') return customersOf(plan.inner);
  if (plan.kind === 'all' || plan.kind === 'any') return plan.inner.flatMap(customersOf);
  return [];
}
