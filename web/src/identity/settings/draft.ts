import type {
  AttributeTypesSelector,
  ConflictResolution,
  ExportingConfig,
  JobScheduleDayOfTheWeek,
} from '@aws-sdk/client-customer-profiles';
import type {
  MatchingRequest,
  NayoseSettings,
  ResolutionSettings,
  RuleBasedMatchingRequest,
} from '../types.ts';

/** Whose value is kept when merged profiles differ: the latest, or that of one source. */
export interface Conflict {
  model: 'RECENCY' | 'SOURCE';
  /** Object type, for SOURCE. */
  source: string;
}

/** Where decisions are written; an empty bucket writes nothing. */
export interface Exporting {
  bucket: string;
  folder: string;
}

/** Matching settings as a form holds them. Confidences are percentages as they were typed. */
export interface Draft {
  model: {
    enabled: boolean;
    /** Absent: every day. */
    weekly?: { day: JobScheduleDayOfTheWeek; time: string };
    merging: boolean;
    least: string;
    criteria: string[][];
    conflict: Conflict;
    exporting: Exporting;
  };
  rules: {
    enabled: boolean;
    levels: string[][];
    matching: number;
    merging: number;
    manyToMany: boolean;
    address: string[];
    phone: string[];
    email: string[];
    conflict: Conflict;
    exporting: Exporting;
  };
  nayose: Omit<NayoseSettings, 'Bands'> & { merge: string; review: string };
}

/** Fields that many-to-many rules compare with each other (AWS: AttributeTypesSelector). */
export const subFields = {
  address: ['Address', 'ShippingAddress', 'MailingAddress', 'BillingAddress'],
  phone: ['PhoneNumber', 'MobilePhoneNumber', 'HomePhoneNumber', 'BusinessPhoneNumber'],
  email: ['EmailAddress', 'PersonalEmailAddress', 'BusinessEmailAddress'],
} as const;

/** Standard attributes that rules may name (AWS: MatchingRule); the lines of an address are one of them. */
const ruleAttributes = [
  ...['AccountNumber', 'BirthDate', 'BusinessName', 'FirstName', 'Gender', 'LastName', 'MiddleName'],
  ...['PhoneNumber', 'EmailAddress', 'Address.Address', 'Address.City', 'Address.Country'],
  ...['Address.County', 'Address.PostalCode', 'Address.Province', 'Address.State'],
];

/** Attributes offered for rules. */
export const forRules = (attributes: readonly string[]) =>
  attributes.filter((name) => ruleAttributes.includes(name) || name.startsWith('Attributes.'));

/** Attributes offered for consolidation criteria: fields of a profile alone. */
export const forCriteria = (attributes: readonly string[]) =>
  attributes.filter((name) => name !== 'Address.Address');

/** AWS: levels of rules, and attributes within one. */
export const mostLevels = 15;

/** The form for what is in force. */
export function draftOf({ Matching, RuleBasedMatching: rules, Nayose }: ResolutionSettings): Draft {
  const merging = Matching?.AutoMerging;
  const schedule = Matching?.JobSchedule;
  const selector = rules?.AttributeTypesSelector;
  const levels = (rules?.MatchingRules ?? []).map(({ Rule }) => [...(Rule ?? [])]);
  const { Bands, ...nayose } = Nayose;
  return {
    model: {
      enabled: Matching?.Enabled ?? false,
      ...(schedule?.DayOfTheWeek && {
        weekly: { day: schedule.DayOfTheWeek, time: schedule.Time ?? '03:00' },
      }),
      merging: merging?.Enabled ?? false,
      least: toPercent(merging?.MinAllowedConfidenceScoreForMerging),
      criteria: (merging?.Consolidation?.MatchingAttributesList ?? []).map((set) => [...set]),
      conflict: conflictOf(merging?.ConflictResolution),
      exporting: exportingOf(Matching?.ExportingConfig),
    },
    rules: {
      enabled: rules?.Enabled ?? false,
      levels,
      matching: rules?.MaxAllowedRuleLevelForMatching ?? Math.max(1, levels.length),
      merging: rules?.MaxAllowedRuleLevelForMerging ?? 0,
      manyToMany: selector?.AttributeMatchingModel === 'MANY_TO_MANY',
      address: [...(selector?.Address ?? ['Address'])],
      phone: [...(selector?.PhoneNumber ?? subFields.phone)],
      email: [...(selector?.EmailAddress ?? subFields.email)],
      conflict: conflictOf(rules?.ConflictResolution),
      exporting: exportingOf(rules?.ExportingConfig),
    },
    nayose: { ...nayose, merge: toPercent(Bands.Merge), review: toPercent(Bands.Review) },
  };
}

/** The model's part of UpdateDomain. */
export function matchingOf({ model }: Draft): MatchingRequest {
  const least = fromPercent(model.least);
  const criteria = model.criteria.filter((set) => set.length > 0);
  return {
    Enabled: model.enabled,
    ...(model.weekly && { JobSchedule: { DayOfTheWeek: model.weekly.day, Time: model.weekly.time } }),
    AutoMerging: {
      Enabled: model.merging,
      ...(criteria.length > 0 && { Consolidation: { MatchingAttributesList: criteria } }),
      ConflictResolution: toConflict(model.conflict),
      ...(least !== undefined && { MinAllowedConfidenceScoreForMerging: least }),
    },
    ...toExporting(model.exporting),
  };
}

/** The rules' part of UpdateDomain. */
export function rulesOf({ rules }: Draft): RuleBasedMatchingRequest {
  const levels = rules.levels.filter((level) => level.length > 0);
  if (levels.length === 0) return { Enabled: rules.enabled };
  const upTo = (level: number) => Math.min(level, levels.length);
  const matching = Math.max(1, upTo(rules.matching));
  const selector: AttributeTypesSelector = {
    AttributeMatchingModel: rules.manyToMany ? 'MANY_TO_MANY' : 'ONE_TO_ONE',
    ...(rules.manyToMany && {
      Address: rules.address,
      PhoneNumber: rules.phone,
      EmailAddress: rules.email,
    }),
  };
  return {
    Enabled: rules.enabled,
    MatchingRules: levels.map((Rule) => ({ Rule })),
    MaxAllowedRuleLevelForMatching: matching,
    // AWS has no level 0: absent means that rules never merge by themselves.
    ...(rules.merging > 0 && { MaxAllowedRuleLevelForMerging: Math.min(upTo(rules.merging), matching) }),
    AttributeTypesSelector: selector,
    ConflictResolution: toConflict(rules.conflict),
    ...toExporting(rules.exporting),
  };
}

/** Our own part. */
export function nayoseOf({ nayose: { merge, review, ...rest } }: Draft): NayoseSettings {
  return { ...rest, Bands: { Merge: fromPercent(merge) ?? 0.98, Review: fromPercent(review) ?? 0.2 } };
}

const conflictOf = (resolution: ConflictResolution | undefined): Conflict => ({
  model: resolution?.ConflictResolvingModel === 'SOURCE' ? 'SOURCE' : 'RECENCY',
  source: resolution?.SourceName ?? '',
});

const toConflict = ({ model, source }: Conflict): ConflictResolution => ({
  ConflictResolvingModel: model,
  ...(model === 'SOURCE' && { SourceName: source }),
});

const exportingOf = (config: ExportingConfig | undefined): Exporting => ({
  bucket: config?.S3Exporting?.S3BucketName ?? '',
  folder: config?.S3Exporting?.S3KeyName ?? '',
});

const toExporting = ({ bucket, folder }: Exporting): { ExportingConfig?: ExportingConfig } =>
  bucket === ''
    ? {}
    : { ExportingConfig: { S3Exporting: { S3BucketName: bucket, ...(folder && { S3KeyName: folder }) } } };

/** `0.985` → `98.5`; nothing stays nothing. */
export const toPercent = (share: number | undefined) =>
  share === undefined ? '' : String(Number((share * 100).toFixed(4)));

/** `98.5` → `0.985`; undefined for an empty text, NaN for one that is no number. */
export function fromPercent(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[%\s]/g, '');
  return plain === '' ? undefined : Number((Number(plain) / 100).toFixed(6));
}
