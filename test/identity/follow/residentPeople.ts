import type { FoundGroup } from '../../../src/identity/engine/resolution.ts';
import { RowIdentity } from '../../../src/identity/engine/rowIdentity.ts';
import { RuleKeys } from '../../../src/identity/engine/ruleKeys.ts';
import {
  type Method,
  type ResidentProfile,
  type ResidentRows,
  ResidentSet,
} from '../../../src/identity/follow/residentSet.ts';
import { usualBands } from '../../../src/identity/kernel/clusters.ts';
import { Encoder } from '../../../src/identity/kernel/encoder.ts';
import { type Model, train } from '../../../src/identity/kernel/train.ts';
import { compileRules } from '../../../src/identity/rules/compileRules.ts';
import type { FieldValue } from '../../../src/profiles/mapping.ts';
import { customerFields, generatedPeople } from '../kernel/people.ts';

/** The rules of these tests: one e-mail address, or one surname and mobile. */
export const someRules = compileRules(
  {
    Enabled: true,
    MatchingRules: [
      { Rule: ['Attributes.メールアドレス'] },
      { Rule: ['Attributes.携帯電話', 'Attributes.姓'] },
    ],
    MaxAllowedRuleLevelForMerging: 1,
  },
  'JP',
);

/** A key that more profiles share than this makes no match. */
export const guard = 3;

/** Keys of the rules of these tests. */
export const ruleKeysOf = (values: ResidentProfile['values']) => someRules.keysOf(values);

/** Generated customers as profiles; their ids go up with their numbers. */
export function someProfiles(count: number, seed = 7): ResidentProfile[] {
  return generatedPeople(count, seed).records.map((texts, at) => ({
    profileId: idAt(at),
    createdAt: at,
    values: Object.fromEntries(
      texts.flatMap((text, place): [string, FieldValue][] => [
        [customerFields[place]!.name, text],
        [`Attributes.${customerFields[place]!.name}`, text],
      ]),
    ),
    source: 1,
  }));
}

/** An id of this number. */
export const idAt = (at: number): string => at.toString(16).padStart(32, '0');

function load(profiles: readonly ResidentProfile[]): ResidentRows {
  const encoder = new Encoder(customerFields, { defaultCountry: 'JP' });
  const identity = new RowIdentity();
  const ruleKeys = new RuleKeys(someRules.levels);
  for (const { profileId, createdAt, values, source } of profiles) {
    const row = identity.add(Buffer.from(profileId, 'hex'), 0, createdAt);
    encoder.add(
      customerFields.map(({ name }) => String(values[name] ?? '')),
      source,
    );
    ruleKeys.add(row, someRules.keysOf(values));
  }
  const add = (texts: readonly string[], source: number) => encoder.add(texts, source);
  return { columns: encoder.columns, identity, levels: ruleKeys.levels, add };
}

const models = new Map<readonly ResidentProfile[], Model>();

/** A set that holds these profiles, with a model learnt from them, unless another way of looking is given. */
export function residentSet(profiles: readonly ResidentProfile[], method: Partial<Method> = {}): ResidentSet {
  const rows = load(profiles);
  const settings = { customFields: [], distinctIdFields: [], bands: usualBands };
  const learnt = models.get(profiles) ?? train(rows.columns);
  models.set(profiles, learnt);
  const model = { settings, learnt };
  return new ResidentSet(rows, { fields: customerFields, model, rules: someRules, ...method }, guard);
}

/** What matters of a group. */
export const lineOf = ({ method, profileIds, band, parts, ruleLevel, confidence }: FoundGroup): string =>
  JSON.stringify([method, profileIds, band, parts, ruleLevel, confidence?.toFixed(6)]);
