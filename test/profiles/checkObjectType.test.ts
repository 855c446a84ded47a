import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkObjectType } from '../../src/profiles/checkObjectType.ts';
import type { ObjectTypeDefinition } from '../../src/profiles/objectType.ts';
import { Refusal } from '../../src/wire/refusal.ts';

const id = { Source: '_source.id', ContentType: 'STRING' as const };
const whole = { id: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] };
const type = (given: Partial<ObjectTypeDefinition>): ObjectTypeDefinition => ({
  Description: 'x',
  AllowProfileCreation: true,
  Fields: { id },
  Keys: whole,
  ...given,
});
const withField = (name: string, field: object) => type({ Fields: { id, [name]: field } });
const withKey = (name: string, ...identifiers: string[]) =>
  type({ Keys: { ...whole, [name]: [{ StandardIdentifiers: identifiers, FieldNames: ['id'] }] } });
const check = (definition: ObjectTypeDefinition) =>
  checkObjectType(definition, (name) => (name === 'known' ? 'PHONE_NUMBER' : undefined));

test('types that can work', () => {
  const table: ObjectTypeDefinition[] = [
    type({}),
    type({ Keys: {} }),
    { Description: 'nothing but a description' },
    withField('n', { Source: '_source.[お名前]', Target: '_profile.LastName' }),
    withField('n', { Target: '_profile.Attributes.肌質' }),
    withField('n', { Source: 'constant', Target: '_profile.Address.Country' }),
    ...[
      '{{#each _source.items}}{{title}} {{@index}} {{../x}}{{else}}{{_source.x}}{{/each}}',
      '{{#with _source.home}}{{#if city}}{{this.city}}{{/if}}{{/with}}',
      "{{#if _source.vip}}{{_source.[お 名前]}}{{else}}{{'x'}}{{/if}}{{_source.a.b}}",
      '{{#removeExtraSpace}}{{_source.a}} {{../_source.b}}{{/removeExtraSpace}}',
    ].map((Source) => withField('n', { Source })),
    withField('n', { Source: '_source.list', Target: '_profile.EngagementPreferences.Email' }),
    withKey('extra'),
    withKey('_profileId', 'PROFILE', 'LOOKUP_ONLY'),
    type({ Keys: { ...whole, many: Array.from({ length: 9 }, () => ({ FieldNames: ['id'] })) } }),
    type({
      Fields: Object.fromEntries([['id', id], ...Array.from({ length: 249 }, (_, n) => [`f${n}`, {}])]),
    }),
    {
      ...type({
        Fields: { id, at: { Source: '_source.at', Target: '_profile.SourceLastUpdatedTimestamp' } },
      }),
      SourceLastUpdatedTimestampFormat: 'EpochMilli',
    },
  ];
  for (const definition of table) assert.doesNotThrow(() => check(definition), JSON.stringify(definition));
});

test('each refusal names the member and the remedy', () => {
  const table: [ObjectTypeDefinition, RegExp][] = [
    [withField('1st', {}), /Field "1st".*letter/],
    [withField('肌質', {}), /Field "肌質"/],
    [withField('tags', {}), /"tags".*Tags/],
    [
      type({ Fields: Object.fromEntries(Array.from({ length: 251 }, (_, n) => [`f${n}`, {}])) }),
      /251 fields.*250/,
    ],
    [withField('n', { Source: '{{#if' }), /Source of field "n"/],
    [withField('n', { Source: 'source.x' }), /Source of field "n".*_source/],
    ...[
      ['{{other.x}}', 'other.x'],
      ['{{_source.x}} {{name}}', 'name'],
      ['{{this}}', 'this'],
      ['{{#if other.x}}a{{/if}}', 'other.x'],
      ['{{#unless _source.x}}{{other.x}}{{/unless}}', 'other.x'],
      ['{{#if _source.x}}a{{else}}{{other.x}}{{/if}}', 'other.x'],
      ['{{#each other.list}}{{x}}{{/each}}', 'other.list'],
      ['{{#each _source.list}}{{x}}{{else}}{{other.x}}{{/each}}', 'other.x'],
      ['{{#removeExtraSpace}}{{other.x}}{{/removeExtraSpace}}', 'other.x'],
      ['{{[_source x].y}}', '_source x.y'],
    ].map(
      ([Source, what = '']) =>
        [
          withField('n', { Source }),
          new RegExp(
            `Source of field "n": "${what.replaceAll('.', '\\.')}" does not begin with _source, the only root`,
          ),
        ] as [ObjectTypeDefinition, RegExp],
    ),
    [withField('n', { Target: '_profile.ProfileId' }), /_profile\.ProfileId of field "n"/],
    [withField('n', { Target: '_profile.ImportIds' }), /_profile\.ImportIds/],
    [withField('n', { Target: '_profile.FoundByItems' }), /FoundByItems/],
    [withField('n', { Target: '_profile.BusinessAddress.City' }), /BusinessAddress/],
    [withField('n', { Target: '_profile.Attributes.' }), /Attributes/],
    [withField('n', { Target: '_profile' }), /_profile of field "n"/],
    [withField('n', { Target: 'profile.LastName' }), /begins with none of _profile/],
    [withField('n', { Target: 'constructor.name' }), /begins with none of _profile/],
    [withField('n', { Target: '__proto__.x' }), /begins with none of _profile/],
    [withField('n', { Target: '_asset.AssetId' }), /_asset\.AssetId.*set by the service/],
    [withField('n', { Target: '_asset.__proto__.x' }), /unusable member/],
    [withField('n', { Target: '_asset..x' }), /unusable member/],
    [withField('n', { Target: '_asset.Price' }), /"n" targets _asset.*ASSET/],
    [
      type({ Fields: { id, a: { Target: '_profile.LastName' }, b: { Target: '_profile.LastName' } } }),
      /"a" and "b".*_profile\.LastName/,
    ],
    [
      type({ Fields: { id, a: { Target: '_profile.Gender' }, b: { Target: '_profile.GenderString' } } }),
      /either _profile\.Gender or/,
    ],
    [
      type({
        Fields: { id, a: { Target: '_profile.PartyType' }, b: { Target: '_profile.PartyTypeString' } },
      }),
      /either _profile\.PartyType or/,
    ],
    [withField('at', { Target: '_profile.SourceLastUpdatedTimestamp' }), /SourceLastUpdatedTimestampFormat/],
    [type({ SourceLastUpdatedTimestampFormat: 'QQQ' }), /SourceLastUpdatedTimestampFormat.*"Q"/],
    [withKey('tags'), /"Tags"/],
    [withKey('_unknown'), /"_unknown".*predefined/],
    [withKey('_constructor'), /"_constructor".*predefined/],
    [withKey('1st'), /"1st".*letter/],
    [withKey('known'), /"known".*PHONE_NUMBER.*STRING/],
    [withKey('_email'), /"_email".*EMAIL_ADDRESS.*STRING/],
    [withKey('_orderId', 'PROFILE'), /"_orderId".*LOOKUP_ONLY/],
    [withKey('second', 'SECONDARY'), /"second".*PROFILE/],
    [withKey('second', 'UNIQUE'), /Exactly one key.*there are 2/],
    [
      type({ Keys: { id: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['id'] }] } }),
      /Exactly one key.*there are 0/,
    ],
    [
      type({ Keys: { id: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }] } }),
      /At least one key must be PROFILE/,
    ],
    [
      type({
        Keys: { id: [{ StandardIdentifiers: ['UNIQUE', 'PROFILE', 'NEW_ONLY'], FieldNames: ['id'] }] },
      }),
      /"id".*UNIQUE.*stored/,
    ],
    [
      type({
        Keys: { id: [{ StandardIdentifiers: ['UNIQUE', 'PROFILE', 'LOOKUP_ONLY'], FieldNames: ['id'] }] },
      }),
      /"id".*UNIQUE.*stored/,
    ],
    [
      type({
        Keys: {
          u: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
          p: [{ StandardIdentifiers: ['PROFILE', 'LOOKUP_ONLY'], FieldNames: ['id'] }],
        },
      }),
      /Every PROFILE key is LOOKUP_ONLY/,
    ],
    [type({ Keys: { ...whole, empty: [{ FieldNames: [] }] } }), /"empty" names no field/],
    [type({ Keys: { ...whole, lost: [{ FieldNames: ['nobody'] }] } }), /"lost" uses field "nobody"/],
    [
      type({ Keys: { ...whole, lost: [{ FieldNames: ['constructor'] }] } }),
      /"lost" uses field "constructor"/,
    ],
    [
      type({ Keys: { ...whole, many: Array.from({ length: 10 }, () => ({ FieldNames: ['id'] })) } }),
      /11 entries.*10/,
    ],
  ];
  for (const [definition, reason] of table) {
    assert.throws(
      () => check(definition),
      (error: Error) => error instanceof Refusal && error.status === 400 && reason.test(error.message),
      `${JSON.stringify(definition).slice(0, 300)} should say ${reason}`,
    );
  }
});
