import { createHash } from 'node:crypto';
import type {
  ConflictResolution,
  MatchingRequest,
  RuleBasedMatchingRequest,
} from '@aws-sdk/client-customer-profiles';
import type { Domain } from '../profiles/domain.ts';
import type { MergeCause, MergeRule } from '../profiles/merges.ts';
import type { MergePolicy } from './desired.ts';
import type { ModelSettings } from './engine/resolution.ts';
import { usualBands } from './kernel/clusters.ts';

/** What a domain sets beyond the API. */
export interface NayoseSettings {
  /** Hour of the daily run, 0–23, in `TimeZone`; a JobSchedule of the API goes before it. */
  DailyHour: number;
  /** IANA name. */
  TimeZone: string;
  /** Match profiles as they are written, not in runs only. */
  OnWrite: boolean;
  /** Custom fields that the model compares, as flat names (`Attributes.肌質`). */
  CustomFields: string[];
  /** Fields in which one person has one value within a source. */
  DistinctIdFields: string[];
  /** Confidences from which the model is sure, and from which a person is asked. */
  Bands: { Merge: number; Review: number };
}

/** Everything that decides who is who in a domain, besides facts and people's word. */
export interface ResolutionSettings {
  Matching?: MatchingRequest | undefined;
  RuleBasedMatching?: RuleBasedMatchingRequest | undefined;
  Nayose: NayoseSettings;
}

/** What holds in a domain that sets nothing. `country`: ISO 3166 alpha-2. */
export const usualSettings = (country: string): NayoseSettings => ({
  DailyHour: 3,
  TimeZone: country === 'JP' ? 'Asia/Tokyo' : 'UTC',
  OnWrite: true,
  CustomFields: [],
  DistinctIdFields: [],
  Bands: { Merge: usualBands.merge, Review: usualBands.review },
});

/** The settings in force, from what the domain and our own table hold. */
export function settingsOf(
  domain: Pick<Domain, 'settings' | 'country'>,
  stored: Partial<NayoseSettings> | undefined,
): ResolutionSettings {
  const { Matching, RuleBasedMatching } = domain.settings;
  return {
    Matching: Matching as MatchingRequest | undefined,
    RuleBasedMatching: RuleBasedMatching as RuleBasedMatchingRequest | undefined,
    Nayose: { ...usualSettings(domain.country), ...stored },
  };
}

/** Whether rules are held against profiles at all. */
export const rulesOn = ({ RuleBasedMatching: rules }: ResolutionSettings): boolean =>
  rules?.Enabled === true && (rules.MatchingRules?.length ?? 0) > 0;

/** Whether the model is asked. */
export const modelOn = ({ Matching }: ResolutionSettings): boolean => Matching?.Enabled === true;

/** Whether the model is asked about every write. */
export const modelOnWrite = (settings: ResolutionSettings): boolean =>
  modelOn(settings) && settings.Nayose.OnWrite;

/** Whether there is anything to find. */
export const isOn = (settings: ResolutionSettings): boolean => rulesOn(settings) || modelOn(settings);

/** How the model looks at the domain; undefined when it is off. */
export function modelSettings(settings: ResolutionSettings): ModelSettings | undefined {
  if (!modelOn(settings)) return undefined;
  const { CustomFields, DistinctIdFields, Bands } = settings.Nayose;
  const bands = { ...usualBands, merge: Bands.Merge, review: Bands.Review };
  return { customFields: CustomFields, distinctIdFields: DistinctIdFields, bands };
}

/** What may be merged without asking. */
export function policyOf(settings: ResolutionSettings): MergePolicy {
  const rules = settings.RuleBasedMatching;
  const merging = settings.Matching?.AutoMerging;
  const levels = Math.min(
    rules?.MaxAllowedRuleLevelForMerging ?? 0,
    rules?.MaxAllowedRuleLevelForMatching ?? rules?.MatchingRules?.length ?? 0,
  );
  const merges = modelOn(settings) && merging?.Enabled === true;
  return {
    ruleLevels: rulesOn(settings) ? levels : 0,
    model: merges
      ? { least: merging.MinAllowedConfidenceScoreForMerging, sure: settings.Nayose.Bands.Merge }
      : undefined,
  };
}

/** Consolidation criteria in force; none: groups merge as they are (AWS: Consolidation is optional). */
export const criteriaOf = ({ Matching }: ResolutionSettings): readonly (readonly string[])[] =>
  Matching?.AutoMerging?.Consolidation?.MatchingAttributesList ?? [];

/** How conflicting values are settled by merges of each method. A source that is gone leaves RECENCY. */
export function conflictRules(
  settings: ResolutionSettings,
  domain: Domain,
): (method: MergeCause['method']) => MergeRule {
  const rules = conflictRule(settings.RuleBasedMatching?.ConflictResolution, domain);
  const model = conflictRule(settings.Matching?.AutoMerging?.ConflictResolution, domain);
  return (method) => (method === 'RULE' ? rules : model);
}

/** One conflict resolution of the API as a rule of the ledger. */
function conflictRule(resolution: ConflictResolution | undefined, domain: Domain): MergeRule {
  if (resolution?.ConflictResolvingModel !== 'SOURCE') return { kind: 'RECENCY' };
  const type = domain.types.get(resolution.SourceName ?? '')?.type;
  return type ? { kind: 'SOURCE', typeId: type.typeId } : { kind: 'RECENCY' };
}

/** Equal for settings that decide alike; the schedule and the place of exports do not matter. */
export function decidingHash({ Matching, RuleBasedMatching, Nayose }: ResolutionSettings): string {
  const { CustomFields, DistinctIdFields, Bands } = Nayose;
  const model = Matching?.Enabled ? { merging: Matching.AutoMerging } : {};
  return hashOf({ model, rules: rulesHash(RuleBasedMatching), CustomFields, DistinctIdFields, Bands });
}

/** Equal for rules that find and merge the same. */
export function rulesHash(rules: RuleBasedMatchingRequest | undefined): string {
  if (!rules?.Enabled) return hashOf({});
  const { ExportingConfig: _, ...deciding } = rules;
  return hashOf(deciding);
}

/** Digest of a value in which the order of members does not count. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value, (_, inner: unknown) => (isPlain(inner) ? inOrder(inner) : inner)))
    .digest('hex');

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inOrder = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
