import { type Draft, fromPercent } from './draft.ts';

/** Place in the form → what is wrong there, to be worded by the screen. */
export type Problems = Partial<Record<Place, ProblemCode>>;

/** Parts of the form that can be wrong. */
export type Place =
  | 'least'
  | 'merge'
  | 'review'
  | 'criteria'
  | 'modelSource'
  | 'rulesSource'
  | 'modelBucket'
  | 'rulesBucket'
  | 'levels'
  | 'levelsMatching'
  | 'levelsMerging'
  | 'subFields'
  | 'time';
export type ProblemCode =
  | 'percent'
  | 'order'
  | 'emptySet'
  | 'sameSet'
  | 'noLevel'
  | 'noSource'
  | 'noSubField'
  | 'bucket'
  | 'time';

/** What keeps a form from being saved. */
export function problemsOf({ model, rules, nayose }: Draft): Problems {
  const [least, merge, review] = [model.least, nayose.merge, nayose.review].map(fromPercent);
  const found: [Place, ProblemCode | false][] = [
    ['least', model.least !== '' && !isShare(least) && 'percent'],
    ['merge', !isShare(merge) ? 'percent' : (review ?? 0) > (merge ?? 0) && 'order'],
    ['review', !isShare(review) && 'percent'],
    ['criteria', model.merging && setProblem(model.criteria)],
    [
      'modelSource',
      model.merging && model.conflict.model === 'SOURCE' && !model.conflict.source && 'noSource',
    ],
    [
      'rulesSource',
      rules.enabled && rules.conflict.model === 'SOURCE' && !rules.conflict.source && 'noSource',
    ],
    ['modelBucket', !isBucket(model.exporting.bucket) && 'bucket'],
    ['rulesBucket', !isBucket(rules.exporting.bucket) && 'bucket'],
    ['levels', rules.enabled && (rules.levels.length === 0 ? 'noLevel' : setProblem(rules.levels))],
    ['subFields', rules.enabled && rules.manyToMany && hasNoSubField(rules) && 'noSubField'],
    ['time', model.weekly !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(model.weekly.time) && 'time'],
  ];
  return Object.fromEntries(found.filter(([, code]) => code));
}

const isShare = (share: number | undefined) => share !== undefined && share >= 0 && share <= 1;

/** AWS: names of buckets. */
const isBucket = (name: string) => name === '' || /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);

const hasNoSubField = ({ address, phone, email }: Draft['rules']) =>
  [address, phone, email].some(({ length }) => length === 0);

function setProblem(sets: readonly (readonly string[])[]): ProblemCode | false {
  if (sets.some(({ length }) => length === 0)) return 'emptySet';
  const forms = new Set(sets.map((set) => set.toSorted().join('\n')));
  return forms.size < sets.length && 'sameSet';
}

const members: [RegExp, Place][] = [
  [/MinAllowedConfidenceScoreForMerging/, 'least'],
  [/Bands\.?Review/, 'review'],
  [/Bands/, 'merge'],
  [/MatchingAttributesList|Consolidation/, 'criteria'],
  [/MaxAllowedRuleLevelForMerging/, 'levelsMerging'],
  [/AttributeTypesSelector/, 'subFields'],
  [/MaxAllowedRuleLevelForMatching/, 'levelsMatching'],
  [/MatchingRules|rule level/i, 'levels'],
  [/JobSchedule/, 'time'],
  [/RuleBasedMatching.*(?:SourceName|ConflictResolution)/, 'rulesSource'],
  [/SourceName|ConflictResolution/, 'modelSource'],
  [/RuleBasedMatching.*(?:S3BucketName|S3Exporting|ExportingConfig)/, 'rulesBucket'],
  [/S3BucketName|S3KeyName|S3Exporting|ExportingConfig|bucket/i, 'modelBucket'],
];

/** The part of the form that a refusal of the server speaks of; undefined when it names none. */
export const placeOf = (message: string): Place | undefined =>
  members.find(([pattern]) => pattern.test(message))?.[1];
