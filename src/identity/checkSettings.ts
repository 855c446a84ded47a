import type {
  ConflictResolution,
  Consolidation,
  MatchingRequest,
  RuleBasedMatchingRequest,
} from '@aws-sdk/client-customer-profiles';
import { textFields } from '../profiles/targets.ts';
import { ruleAttributes } from './rules/attributes.ts';
import { checkRules } from './rules/checkRules.ts';
import { timeZoneProblem } from './schedule.ts';
import type { NayoseSettings, ResolutionSettings } from './settings.ts';

/** What a domain has that settings may name. */
export interface KnownNames {
  /** Names of custom attributes, without `Attributes.`. */
  customFields: readonly string[];
  /** Names of object types; undefined for a domain that is being made. */
  objectTypes: readonly string[] | undefined;
}

/** A custom attribute may be named before the first profile brings it. */
const isCustom = (name: string) => /^Attributes\..+/.test(name);

/** Attributes that consolidation criteria may name, standard ones (AWS: any standard or custom attribute). */
const criterionAttributes: readonly string[] = [...textFields].sort();

/** Names that a rule or a criterion may use in a domain, custom ones included. */
export const attributeNames = ({ customFields }: KnownNames): string[] => [
  ...new Set([
    ...ruleAttributes,
    ...criterionAttributes,
    ...customFields.map((name) => `Attributes.${name}`),
  ]),
];

/** What is wrong with settings of the API, in words; empty when they can be used. */
export function settingsProblems(
  { Matching, RuleBasedMatching }: Pick<ResolutionSettings, 'Matching' | 'RuleBasedMatching'>,
  known: KnownNames,
): string[] {
  return [
    ...(Matching ? matchingProblems(Matching, known) : []),
    ...(RuleBasedMatching ? rulesProblems(RuleBasedMatching, known) : []),
  ];
}

function matchingProblems({ AutoMerging: merging }: MatchingRequest, known: KnownNames): string[] {
  if (!merging) return [];
  const at = 'Matching.AutoMerging';
  return [
    ...confidenceProblems(
      merging.MinAllowedConfidenceScoreForMerging,
      `${at}.MinAllowedConfidenceScoreForMerging`,
    ),
    ...consolidationProblems(merging.Consolidation, `${at}.Consolidation`),
    ...conflictProblems(merging.ConflictResolution, `${at}.ConflictResolution`, known),
  ];
}

/** A confidence lies between 0 and 1. */
function confidenceProblems(value: number | undefined, at: string): string[] {
  return value === undefined || (value >= 0 && value <= 1)
    ? []
    : [`${at} is ${value}. Give a number from 0 to 1.`];
}

/** Criteria name attributes that profiles have. */
function consolidationProblems(consolidation: Consolidation | undefined, at: string): string[] {
  const lists = consolidation?.MatchingAttributesList ?? [];
  return lists.flatMap((list, place) =>
    list.flatMap((name, number) => {
      if (isCustom(name) || textFields.has(name)) return [];
      const path = `${at}.MatchingAttributesList[${place}][${number}]`;
      return [
        `${path}: "${name}" is no attribute of a profile. Use one such as LastName, EmailAddress, Address.City or Attributes.<name>.`,
      ];
    }),
  );
}

/** A source names an object type of the domain; of one that is being made, whose types come later, any. */
function conflictProblems(
  resolution: ConflictResolution | undefined,
  at: string,
  { objectTypes }: KnownNames,
): string[] {
  if (resolution?.ConflictResolvingModel !== 'SOURCE') return [];
  if (!resolution.SourceName)
    return [`${at}.SourceName is missing. Name the object type whose values win, or resolve by RECENCY.`];
  if (!objectTypes || objectTypes.includes(resolution.SourceName)) return [];
  return [
    `${at}.SourceName: the domain has no object type "${resolution.SourceName}". Define it first, or resolve by RECENCY.`,
  ];
}

function rulesProblems(rules: RuleBasedMatchingRequest, known: KnownNames): string[] {
  const problems = checkRules(rules).map(
    ({ path, reason, remedy }) => `RuleBasedMatching.${path} ${reason}. ${remedy}`,
  );
  if (rules.Enabled && (rules.MatchingRules?.length ?? 0) === 0) {
    problems.push('RuleBasedMatching.MatchingRules is missing. Give 1 to 15 rules, or set Enabled to false.');
  }
  const conflict = rules.ConflictResolution;
  if (conflict?.SourceName)
    problems.push(...conflictProblems(conflict, 'RuleBasedMatching.ConflictResolution', known));
  return problems;
}

/** What is wrong with our own settings. */
export function nayoseProblems(settings: NayoseSettings): string[] {
  const zone = timeZoneProblem(settings);
  const { Merge, Review } = settings.Bands;
  const fields = [...settings.CustomFields, ...settings.DistinctIdFields].filter(
    (name) => !isCustom(name) && !textFields.has(name),
  );
  return [
    ...(zone ? [zone] : []),
    ...(Review > Merge ? ['Bands.Review is above Bands.Merge; people are asked below what is sure.'] : []),
    ...fields.map(
      (name) =>
        `"${name}" is no field of a profile. Use a flat name such as AccountNumber or Attributes.<name>.`,
    ),
  ];
}
