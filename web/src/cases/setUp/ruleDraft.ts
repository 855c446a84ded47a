import type { BooleanCondition, CaseRuleDetails } from '@aws-sdk/client-connectcases';
import type { CaseValue, FieldType } from '../types.ts';

/** Something about one field, as the form holds it. */
export interface Comparison {
  fieldId: string;
  operator: 'equalTo' | 'notEqualTo' | 'isEmpty' | 'isNotEmpty';
  /** As its box holds it. */
  value: string;
}

/** A condition of a rule: what is compared, whether all or any of it has to be true, and what holds then. */
export interface ConditionDraft {
  match: 'all' | 'any';
  comparisons: Comparison[];
  result: boolean;
}

/** A rule as the form holds it. */
export interface RuleDraft {
  kind: 'Required' | 'Hidden' | 'FieldOptions';
  defaultValue: boolean;
  conditions: ConditionDraft[];
  parentFieldId: string;
  childFieldId: string;
  /** Value of the parent → values of the child that remain. */
  mappings: Record<string, string[]>;
}

export const emptyComparison: Comparison = { fieldId: '', operator: 'equalTo', value: '' };

export const emptyCondition: ConditionDraft = { match: 'all', comparisons: [emptyComparison], result: true };

export const emptyDraft: RuleDraft = {
  kind: 'Required',
  defaultValue: false,
  conditions: [emptyCondition],
  parentFieldId: '',
  childFieldId: '',
  mappings: {},
};

/** Reads a stored rule into the form. */
export function toDraft(rule: CaseRuleDetails): RuleDraft {
  if (rule.fieldOptions) {
    const { parentFieldId = '', childFieldId = '', parentChildFieldOptionsMappings } = rule.fieldOptions;
    const mappings = (parentChildFieldOptionsMappings ?? []).map(
      ({ parentFieldOptionValue, childFieldOptionValues }) => [
        parentFieldOptionValue ?? '',
        childFieldOptionValues ?? [],
      ],
    );
    const kind = 'FieldOptions' as const;
    return { ...emptyDraft, kind, parentFieldId, childFieldId, mappings: Object.fromEntries(mappings) };
  }
  const kind = rule.hidden ? 'Hidden' : 'Required';
  const { defaultValue = false, conditions = [] } = rule.hidden ?? rule.required ?? {};
  return { ...emptyDraft, kind, defaultValue, conditions: conditions.map(toCondition) };
}

/** The API nests two levels deep, so a condition is one comparison or a group of them. */
function toCondition(condition: BooleanCondition): ConditionDraft {
  const group = condition.andAll ?? condition.orAll;
  const inner = group ? (group.conditions ?? []) : [condition];
  const first = inner[0]?.equalTo ?? inner[0]?.notEqualTo;
  return {
    match: condition.orAll ? 'any' : 'all',
    comparisons: inner.length > 0 ? inner.map(toComparison) : [emptyComparison],
    // AWS gives each comparison a result; of a group the first one's counts.
    result: first?.result ?? false,
  };
}

function toComparison(condition: BooleanCondition): Comparison {
  const { operandOne, operandTwo } = condition.equalTo ?? condition.notEqualTo ?? {};
  const fieldId = operandOne?.fieldId ?? '';
  const equal = condition.equalTo !== undefined;
  if (operandTwo?.emptyValue) return { fieldId, operator: equal ? 'isEmpty' : 'isNotEmpty', value: '' };
  const value = operandTwo?.stringValue ?? operandTwo?.doubleValue ?? operandTwo?.booleanValue ?? '';
  return { fieldId, operator: equal ? 'equalTo' : 'notEqualTo', value: String(value) };
}

type TypeOf = (fieldId: string) => FieldType | undefined;

/** The rule as the API takes it. */
export function fromDraft(draft: RuleDraft, typeOf: TypeOf): object {
  if (draft.kind === 'FieldOptions') {
    const parentChildFieldOptionsMappings = Object.entries(draft.mappings)
      .filter(([, values]) => values.length > 0)
      .map(([parentFieldOptionValue, childFieldOptionValues]) => ({
        parentFieldOptionValue,
        childFieldOptionValues,
      }));
    const { parentFieldId, childFieldId } = draft;
    return { fieldOptions: { parentFieldId, childFieldId, parentChildFieldOptionsMappings } };
  }
  const conditions = draft.conditions.map((one) => fromCondition(one, typeOf));
  return { [draft.kind.toLowerCase()]: { defaultValue: draft.defaultValue, conditions } };
}

function fromCondition({ match, comparisons, result }: ConditionDraft, typeOf: TypeOf): object {
  const conditions = comparisons.map((one) => fromComparison(one, result, typeOf(one.fieldId)));
  if (conditions.length === 1) return conditions[0] ?? {};
  return { [match === 'all' ? 'andAll' : 'orAll']: { conditions } };
}

function fromComparison(comparison: Comparison, result: boolean, type: FieldType | undefined): object {
  const { fieldId, operator, value } = comparison;
  const wire = operator === 'equalTo' || operator === 'isEmpty' ? 'equalTo' : 'notEqualTo';
  const operandTwo = needsValue(operator) ? operandOf(type, value) : { emptyValue: {} };
  return { [wire]: { operandOne: { fieldId }, operandTwo, result } };
}

/** Whether there is something to compare with. */
export const needsValue = (operator: Comparison['operator']) => !operator.startsWith('is');

function operandOf(type: FieldType | undefined, value: string): Record<string, CaseValue> {
  if (type === 'Number') return { doubleValue: Number(value) };
  if (type === 'Boolean') return { booleanValue: value === 'true' };
  return { stringValue: value };
}

/** How many comparisons a rule makes. */
export const comparisonsOf = ({ conditions }: RuleDraft): number =>
  conditions.reduce((sum, { comparisons }) => sum + comparisons.length, 0);

/** Whether the form can be saved. */
export function isComplete(draft: RuleDraft, typeOf: TypeOf): boolean {
  if (draft.kind === 'FieldOptions')
    return (
      draft.parentFieldId !== '' &&
      draft.childFieldId !== '' &&
      draft.parentFieldId !== draft.childFieldId &&
      Object.values(draft.mappings).some((values) => values.length > 0)
    );
  return draft.conditions.every(({ comparisons }) =>
    comparisons.every(({ fieldId, operator, value }) => {
      if (fieldId === '') return false;
      if (!needsValue(operator)) return true;
      return value !== '' && (typeOf(fieldId) !== 'Number' || Number.isFinite(Number(value)));
    }),
  );
}
