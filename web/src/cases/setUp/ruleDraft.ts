import type { BooleanCondition, CaseRuleDetails } from '@aws-sdk/client-connectcases';
import type { CaseValue, FieldType } from '../types.ts';

/** A comparison of a rule, as the form holds it. */
export interface ConditionDraft {
  fieldId: string;
  comparison: 'equalTo' | 'notEqualTo' | 'isEmpty' | 'isNotEmpty';
  /** As its box holds it. */
  value: string;
  /** What holds when it is true. */
  result: boolean;
}

/** A rule as the form holds it. */
export interface RuleDraft {
  kind: 'Required' | 'Hidden' | 'FieldOptions';
  defaultValue: boolean;
  conditions: ConditionDraft[];
  /** Conditions that the form cannot show are kept as they are. */
  combined: BooleanCondition[] | undefined;
  parentFieldId: string;
  childFieldId: string;
  /** Value of the parent → values of the child that remain. */
  mappings: Record<string, string[]>;
}

export const emptyDraft: RuleDraft = {
  kind: 'Required',
  defaultValue: false,
  conditions: [{ fieldId: '', comparison: 'equalTo', value: '', result: true }],
  combined: undefined,
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
  const simple = conditions.map(toCondition);
  const combined = simple.includes(undefined) ? conditions : undefined;
  return { ...emptyDraft, kind, defaultValue, conditions: simple.flatMap((one) => one ?? []), combined };
}

function toCondition(condition: BooleanCondition): ConditionDraft | undefined {
  const operands = condition.equalTo ?? condition.notEqualTo;
  const fieldId = operands?.operandOne?.fieldId;
  if (!operands || fieldId === undefined) return undefined;
  const { operandTwo, result = false } = operands;
  const equal = condition.equalTo !== undefined;
  if (operandTwo?.emptyValue)
    return { fieldId, comparison: equal ? 'isEmpty' : 'isNotEmpty', value: '', result };
  const value = operandTwo?.stringValue ?? operandTwo?.doubleValue ?? operandTwo?.booleanValue ?? '';
  return { fieldId, comparison: equal ? 'equalTo' : 'notEqualTo', value: String(value), result };
}

/** The rule as the API takes it. */
export function fromDraft(draft: RuleDraft, typeOf: (fieldId: string) => FieldType | undefined): object {
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
  const conditions = draft.combined ?? draft.conditions.map((one) => fromCondition(one, typeOf(one.fieldId)));
  return { [draft.kind.toLowerCase()]: { defaultValue: draft.defaultValue, conditions } };
}

function fromCondition(condition: ConditionDraft, type: FieldType | undefined): object {
  const { fieldId, comparison, value, result } = condition;
  const empty = comparison === 'isEmpty' || comparison === 'isNotEmpty';
  const operator = comparison === 'equalTo' || comparison === 'isEmpty' ? 'equalTo' : 'notEqualTo';
  const operandTwo = empty ? { emptyValue: {} } : operandOf(type, value);
  return { [operator]: { operandOne: { fieldId }, operandTwo, result } };
}

function operandOf(type: FieldType | undefined, value: string): Record<string, CaseValue> {
  if (type === 'Number') return { doubleValue: Number(value) };
  if (type === 'Boolean') return { booleanValue: value === 'true' };
  return { stringValue: value };
}

/** Whether the form can be saved. */
export function isComplete(draft: RuleDraft): boolean {
  if (draft.kind === 'FieldOptions')
    return (
      draft.parentFieldId !== '' &&
      draft.childFieldId !== '' &&
      draft.parentFieldId !== draft.childFieldId &&
      Object.values(draft.mappings).some((values) => values.length > 0)
    );
  return (
    draft.combined !== undefined ||
    draft.conditions.every(
      ({ fieldId, comparison, value }) => fieldId !== '' && (comparison.startsWith('is') || value !== ''),
    )
  );
}
