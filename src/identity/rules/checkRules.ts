import { type AttributeType, customNameOf, ruleAttributes, selectable } from './attributes.ts';
import type { RuleBasedMatching } from './compileRules.ts';

/** Something wrong in the settings of rule-based matching. */
export interface RuleProblem {
  /** Where, as in `MatchingRules[0].Rule[2]`. */
  path: string;
  /** What is wrong. */
  reason: string;
  /** What to do about it. */
  remedy: string;
}

/** Most levels, and most attributes of one (AWS: MatchingRules, MatchingRuleAttributeList). */
const most = 15;

/** Checks the settings of rule-based matching; an empty list means they can be compiled. `customFields` are the names of custom attributes known in the domain; undefined when any will do. */
export function checkRules(settings: RuleBasedMatching, customFields?: readonly string[]): RuleProblem[] {
  const rules = settings.MatchingRules ?? [];
  const problems: RuleProblem[] = [];
  if (rules.length > most) {
    problems.push({
      path: 'MatchingRules',
      reason: `has ${rules.length} levels`,
      remedy: `Give at most ${most}.`,
    });
  }
  const known = customFields && new Set(customFields);
  for (const [level, { Rule }] of rules.entries())
    problems.push(...checkLevel(`MatchingRules[${level}].Rule`, Rule ?? [], known));
  return [...problems, ...checkLevels(settings), ...checkSelector(settings), ...checkConflicts(settings)];
}

function checkLevel(path: string, attributes: readonly string[], known?: ReadonlySet<string>): RuleProblem[] {
  const problems: RuleProblem[] = [];
  if (attributes.length === 0 || attributes.length > most) {
    problems.push({
      path,
      reason: `names ${attributes.length} attributes`,
      remedy: `Name 1 to ${most} attributes.`,
    });
  }
  for (const [at, attribute] of attributes.entries()) {
    const place = `${path}[${at}]`;
    const custom = customNameOf(attribute);
    if (custom === undefined && !ruleAttributes.includes(attribute)) {
      problems.push({
        path: place,
        reason: `"${attribute}" is no attribute that rules can compare${hintFor(attribute)}`,
        remedy: `Use one of ${ruleAttributes.join(', ')}, or a custom attribute as Attributes.<name>.`,
      });
    } else if (custom !== undefined && known && !known.has(custom)) {
      problems.push({
        path: place,
        reason: `no profile of this domain has a custom attribute "${custom}"`,
        remedy: 'Check the spelling, or add the field first.',
      });
    }
  }
  return problems;
}

/** `BusinessEmailAddress` in a rule is a usual slip: rules name the type, the selector its fields. */
function hintFor(attribute: string): string {
  const [name = '', member] = attribute.split('.');
  for (const type of ['EmailAddress', 'PhoneNumber', 'Address'] as const) {
    if (name === type || !Object.hasOwn(selectable[type], name)) continue;
    const general = member === undefined ? type : `${type}.${member}`;
    return `; rules name ${general}, and AttributeTypesSelector.${type} says which fields stand for it`;
  }
  return '';
}

function checkLevels(settings: RuleBasedMatching): RuleProblem[] {
  const count = settings.MatchingRules?.length ?? 0;
  const problems: RuleProblem[] = [];
  for (const name of ['MaxAllowedRuleLevelForMatching', 'MaxAllowedRuleLevelForMerging'] as const) {
    const level = settings[name];
    if (level === undefined) continue;
    if (!Number.isInteger(level) || level < 1 || level > most) {
      problems.push({ path: name, reason: `is ${level}`, remedy: `Give a whole number from 1 to ${most}.` });
    } else if (level > count) {
      problems.push({
        path: name,
        reason: `is ${level}, but there are ${count} rules`,
        remedy: 'Give the number of a rule, or add rules.',
      });
    }
  }
  const { MaxAllowedRuleLevelForMatching: matching, MaxAllowedRuleLevelForMerging: merging } = settings;
  if (matching !== undefined && merging !== undefined && merging > matching) {
    problems.push({
      path: 'MaxAllowedRuleLevelForMerging',
      reason: `is ${merging}, but profiles are matched up to level ${matching} only`,
      remedy:
        'Profiles merge among those that match: give a level no higher than MaxAllowedRuleLevelForMatching.',
    });
  }
  return problems;
}

function checkSelector({ AttributeTypesSelector: selector }: RuleBasedMatching): RuleProblem[] {
  if (!selector) return [];
  const problems: RuleProblem[] = [];
  const model: string | undefined = selector.AttributeMatchingModel;
  if (model !== 'ONE_TO_ONE' && model !== 'MANY_TO_MANY') {
    problems.push({
      path: 'AttributeTypesSelector.AttributeMatchingModel',
      reason: model === undefined ? 'is missing' : `is "${model}"`,
      remedy: 'Give ONE_TO_ONE or MANY_TO_MANY.',
    });
  }
  const types: AttributeType[] = ['Address', 'PhoneNumber', 'EmailAddress'];
  for (const type of types) {
    for (const [at, name] of (selector[type] ?? []).entries()) {
      if (Object.hasOwn(selectable[type], name)) continue;
      problems.push({
        path: `AttributeTypesSelector.${type}[${at}]`,
        reason: `"${name}" is no field of the type ${type}`,
        remedy: `Use any of ${[...new Set(Object.keys(selectable[type]))].join(', ')}.`,
      });
    }
  }
  return problems;
}

function checkConflicts({ ConflictResolution: conflict }: RuleBasedMatching): RuleProblem[] {
  if (conflict?.ConflictResolvingModel !== 'SOURCE' || conflict.SourceName) return [];
  return [
    {
      path: 'ConflictResolution.SourceName',
      reason: 'is missing',
      remedy: 'Name the object type whose values win, or resolve by RECENCY.',
    },
  ];
}
