import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  draftOf,
  forCriteria,
  forRules,
  fromPercent,
  matchingOf,
  nayoseOf,
  rulesOf,
  toPercent,
} from '../../web/src/identity/settings/draft.ts';
import { moved } from '../../web/src/identity/settings/moved.ts';
import { placeOf, problemsOf } from '../../web/src/identity/settings/problems.ts';
import type { ResolutionSettings } from '../../web/src/identity/types.ts';

const bare: ResolutionSettings = {
  Nayose: {
    DailyHour: 3,
    TimeZone: 'Asia/Tokyo',
    OnWrite: true,
    CustomFields: [],
    DistinctIdFields: [],
    Bands: { Merge: 0.98, Review: 0.2 },
  },
  Attributes: [],
};

const full: ResolutionSettings = {
  ...bare,
  Matching: {
    Enabled: true,
    JobSchedule: { DayOfTheWeek: 'MONDAY', Time: '04:30' },
    AutoMerging: {
      Enabled: true,
      Consolidation: { MatchingAttributesList: [['EmailAddress']] },
      ConflictResolution: { ConflictResolvingModel: 'SOURCE', SourceName: 'crm' },
      MinAllowedConfidenceScoreForMerging: 0.985,
    },
    ExportingConfig: { S3Exporting: { S3BucketName: 'out', S3KeyName: 'runs' } },
  },
  RuleBasedMatching: {
    Enabled: true,
    MatchingRules: [{ Rule: ['AccountNumber'] }, { Rule: ['LastName', 'PhoneNumber'] }],
    MaxAllowedRuleLevelForMatching: 2,
    MaxAllowedRuleLevelForMerging: 1,
    AttributeTypesSelector: {
      AttributeMatchingModel: 'MANY_TO_MANY',
      Address: ['Address'],
      PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber'],
      EmailAddress: ['EmailAddress'],
    },
    ConflictResolution: { ConflictResolvingModel: 'RECENCY' },
  },
};

test('settings go through the form unchanged', () => {
  const draft = draftOf(full);
  assert.deepEqual(matchingOf(draft), full.Matching);
  assert.deepEqual(rulesOf(draft), full.RuleBasedMatching);
  assert.deepEqual(nayoseOf(draft), full.Nayose);
  assert.deepEqual(problemsOf(draft), {});
});

test('nothing set is a form that can be saved', () => {
  const draft = draftOf(bare);
  assert.deepEqual(problemsOf(draft), {});
  assert.deepEqual(rulesOf(draft), { Enabled: false });
  assert.equal(matchingOf(draft).Enabled, false);
});

test('levels beyond those there are do not count', () => {
  const draft = draftOf(full);
  const fewer = { ...draft, rules: { ...draft.rules, levels: [['AccountNumber']], matching: 5, merging: 4 } };
  const rules = rulesOf(fewer);
  assert.deepEqual([rules.MaxAllowedRuleLevelForMatching, rules.MaxAllowedRuleLevelForMerging], [1, 1]);
  const never = rulesOf({ ...draft, rules: { ...draft.rules, merging: 0 } });
  assert.equal('MaxAllowedRuleLevelForMerging' in never, false);
});

test('what keeps a form from being saved is told by its place', () => {
  const draft = draftOf(full);
  const wrong = {
    model: {
      ...draft.model,
      least: '101',
      criteria: [['EmailAddress'], []],
      conflict: { model: 'SOURCE' as const, source: '' },
      exporting: { bucket: 'No', folder: '' },
      weekly: { day: 'MONDAY' as const, time: '25:00' },
    },
    rules: { ...draft.rules, levels: [['LastName'], ['LastName']], phone: [] },
    nayose: { ...draft.nayose, merge: '10', review: '20' },
  };
  assert.deepEqual(problemsOf(wrong), {
    least: 'percent',
    criteria: 'emptySet',
    modelSource: 'noSource',
    modelBucket: 'bucket',
    time: 'time',
    levels: 'sameSet',
    subFields: 'noSubField',
    merge: 'order',
  });
});

test('a refusal is shown at the part of the form that it speaks of', () => {
  const places = [
    'RuleBasedMatching.MatchingRules[0].Rule[1] "X" is no attribute',
    'Matching.AutoMerging.MinAllowedConfidenceScoreForMerging is 2.',
    'Bands.Review is above Bands.Merge',
    'RuleBasedMatching.ConflictResolution.SourceName: the domain has no object type "x".',
    'something else',
  ].map(placeOf);
  assert.deepEqual(places, ['levels', 'least', 'review', 'rulesSource', undefined]);
});

test('percentages are read in any width and keep their digits', () => {
  assert.deepEqual(['98.5', '９８．５％', '', ' 20 %', 'x'].map(fromPercent), [
    0.985,
    0.985,
    undefined,
    0.2,
    Number.NaN,
  ]);
  assert.deepEqual([0.985, 0.07, undefined].map(toPercent), ['98.5', '7', '']);
});

test('attributes are offered where they can be used', () => {
  const all = ['LastName', 'Address.Address', 'Address.Address1', 'Attributes.肌質'];
  assert.deepEqual(forRules(all), ['LastName', 'Address.Address', 'Attributes.肌質']);
  assert.deepEqual(forCriteria(all), ['LastName', 'Address.Address1', 'Attributes.肌質']);
});

test('a level is moved up and down', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(moved(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b']);
});
