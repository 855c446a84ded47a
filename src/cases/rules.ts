import type { BooleanCondition, CaseRuleDetails, RuleType } from '@aws-sdk/client-connectcases';
import { type StoredValue, timeOf, type Values } from './fieldValue.ts';

/** A rule as a template applies it: to which field. */
export interface AppliedRule {
  /** The field it decides about; of options the child. */
  fieldId: string;
  rule: CaseRuleDetails;
}

/** What the rules of a template say for certain values. */
export interface RuleOutcome {
  required: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  /** Choices that remain, by field; a field without rule is absent. */
  options: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * What holds for these values. Of a rule the first condition that is true decides, else its default value; of several
 * rules for one field one that says yes is enough. What is hidden is not asked for. A child has the choices that every
 * mapping leaves it; a value of the parent that a mapping does not name leaves none (AWS: case field conditions).
 */
export function evaluateRules(rules: readonly AppliedRule[], values: Values): RuleOutcome {
  const required = new Set<string>();
  const hidden = new Set<string>();
  const options = new Map<string, ReadonlySet<string>>();
  for (const { fieldId, rule } of rules) {
    if (rule.required && decide(rule.required, values)) required.add(fieldId);
    if (rule.hidden && decide(rule.hidden, values)) hidden.add(fieldId);
    if (rule.fieldOptions) {
      const parent = valueIn(values, rule.fieldOptions.parentFieldId ?? '') ?? '';
      const mapping = rule.fieldOptions.parentChildFieldOptionsMappings?.find(
        ({ parentFieldOptionValue }) => parentFieldOptionValue === parent,
      );
      const left = new Set(mapping?.childFieldOptionValues ?? []);
      const before = options.get(fieldId);
      options.set(fieldId, before ? new Set([...left].filter((value) => before.has(value))) : left);
    }
  }
  for (const fieldId of hidden) required.delete(fieldId);
  return { required, hidden, options };
}

function decide(
  rule: { defaultValue: boolean | undefined; conditions: BooleanCondition[] | undefined },
  values: Values,
): boolean {
  const first = rule.conditions?.find((condition) => holds(condition, values));
  return (first ? resultOf(first) : rule.defaultValue) ?? false;
}

/** Whether a condition is true for these values. */
export function holds(condition: BooleanCondition, values: Values): boolean {
  if (condition.andAll) return condition.andAll.conditions?.every((inner) => holds(inner, values)) ?? true;
  if (condition.orAll) return condition.orAll.conditions?.some((inner) => holds(inner, values)) ?? false;
  const operands = condition.equalTo ?? condition.notEqualTo;
  const value = valueIn(values, operands?.operandOne?.fieldId ?? '');
  const wanted = operands?.operandTwo;
  const same = equals(value, wanted?.stringValue ?? wanted?.doubleValue ?? wanted?.booleanValue);
  return condition.equalTo ? same : !same;
}

/** Texts that are times compare as times. */
function equals(value: StoredValue | undefined, wanted: StoredValue | undefined): boolean {
  if (value === wanted) return true;
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  const time = timeOf(value);
  return time !== undefined && time === timeOf(wanted);
}

/** What a true condition makes of the rule; a compound one answers as the first comparison inside it says. */
function resultOf(condition: BooleanCondition): boolean | undefined {
  const inner = (condition.andAll ?? condition.orAll)?.conditions;
  if (inner) return inner[0] && resultOf(inner[0]);
  return (condition.equalTo ?? condition.notEqualTo)?.result;
}

const valueIn = (values: Values, fieldId: string): StoredValue | undefined =>
  Object.hasOwn(values, fieldId) ? values[fieldId] : undefined;

/** Fields a rule looks at or decides about by itself. */
export function fieldsOfRule(rule: CaseRuleDetails): string[] {
  const conditions = (rule.required ?? rule.hidden)?.conditions ?? [];
  const { parentFieldId, childFieldId } = rule.fieldOptions ?? {};
  return [...conditions.flatMap(fieldsOf), ...[parentFieldId, childFieldId].filter((id) => id !== undefined)];
}

function fieldsOf(condition: BooleanCondition): string[] {
  const inner = (condition.andAll ?? condition.orAll)?.conditions;
  if (inner) return inner.flatMap(fieldsOf);
  const fieldId = (condition.equalTo ?? condition.notEqualTo)?.operandOne?.fieldId;
  return fieldId === undefined ? [] : [fieldId];
}

/** How many comparisons a rule makes, and how deep they are nested (a plain comparison: 1). */
export function sizeOfRule(rule: CaseRuleDetails): { conditions: number; levels: number } {
  const conditions = (rule.required ?? rule.hidden)?.conditions ?? [];
  const leaves = (condition: BooleanCondition): number =>
    (condition.andAll ?? condition.orAll)?.conditions?.reduce((sum, inner) => sum + leaves(inner), 0) ?? 1;
  const levels = (condition: BooleanCondition): number =>
    1 + Math.max(0, ...((condition.andAll ?? condition.orAll)?.conditions ?? []).map(levels));
  return {
    conditions: conditions.reduce((sum, condition) => sum + leaves(condition), 0),
    levels: Math.max(0, ...conditions.map(levels)),
  };
}

/** The kind of a rule as listings tell it. */
export const kindOfRule = (rule: CaseRuleDetails): RuleType =>
  rule.required ? 'Required' : rule.hidden ? 'Hidden' : 'FieldOptions';
