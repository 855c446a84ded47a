import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compileMapping,
  isProblem,
  joinKeyParts,
  type MappedObject,
  splitKeyParts,
  uniqueKeyOf,
} from '../../src/profiles/mapping.ts';
import type { ObjectTypeDefinition } from '../../src/profiles/objectType.ts';

const mapping = (definition: Partial<ObjectTypeDefinition>) =>
  compileMapping(
    {
      typeId: 1,
      name: 'T',
      version: 1,
      createdAt: new Date(0),
      updatedAt: new Date(0),
      definition: { Description: '', ...definition },
    },
    'JP',
  );
const unique = { uid: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] };
const one = (target: string, contentType?: string) =>
  mapping({
    Fields: {
      id: { Source: '_source.id' },
      v: {
        Source: '_source.v',
        ...(target ? { Target: target } : {}),
        ...(contentType ? { ContentType: contentType as 'NAME' } : {}),
      },
    },
    Keys: { ...unique, k: [{ FieldNames: ['v'] }] },
  });
const taken = (result: ReturnType<ReturnType<typeof mapping>['apply']>): MappedObject => {
  assert.ok(!isProblem(result), JSON.stringify(result));
  return result;
};
const keyOf = (object: MappedObject, name: string) => object.keys.find((key) => key.name === name)?.value;

test('the content type governs the key, never what is stored', () => {
  const table: [string, unknown, string | undefined][] = [
    ['STRING', 'Ab C', 'Ab C'],
    ['STRING', 12, '12'],
    ['NUMBER', '１,200.50', '1200.5'],
    ['NUMBER', 1e21, '1000000000000000000000'],
    ['PHONE_NUMBER', '０９０ー１２３４ー５６７８', '+819012345678'],
    ['PHONE_NUMBER', '---', undefined],
    ['EMAIL_ADDRESS', ' Taro@Example.JP', 'taro@example.jp'],
    ['NAME', 'ﾔﾏﾀﾞ　 TARO', 'ヤマダ taro'],
  ];
  for (const [contentType, value, key] of table) {
    const result = taken(one('_profile.Attributes.v', contentType).apply({ id: 'x', v: value }));
    assert.equal(keyOf(result, 'k'), key, `${contentType} ${value}`);
    assert.equal(result.fields['Attributes.v'], String(value));
  }
});

test('what is absent, null or blank gives no field and no key', () => {
  for (const v of [undefined, null, '', '  　', '\n']) {
    const result = taken(one('_profile.LastName').apply({ id: 'x', v }));
    assert.deepEqual(result.fields, {});
    assert.equal(keyOf(result, 'k'), undefined);
  }
});

test('each problem names the field or key', () => {
  const long = '長'.repeat(256);
  const table: (readonly [ReturnType<typeof mapping>, object, string | undefined, RegExp])[] = [
    [one('_profile.LastName'), { id: 'x', v: long }, 'v', /longer than the 255/],
    [one('_profile.AdditionalInformation'), { id: 'x', v: 'x'.repeat(1001) }, 'v', /longer than the 1000/],
    [one('_profile.LastName'), { id: 'x', v: 'a\0b' }, 'v', /NUL/],
    [one('_profile.LastName'), { id: 'x', v: '\ud83d' }, 'v', /surrogate/],
    [one(''), { id: 'a\0', v: 1 }, 'id', /NUL/],
    [one('_profile.Gender'), { id: 'x', v: '男' }, 'v', /MALE, FEMALE, UNSPECIFIED/],
    [one('_profile.EngagementPreferences.Phone'), { id: 'x', v: '{}' }, 'v', /JSON array/],
    [one('_profile.EngagementPreferences.Phone'), { id: 'x', v: '[' }, 'v', /JSON array/],
    [one('_profile.EngagementPreferences.Phone'), { id: 'x', v: '["x"]' }, 'v', /KeyName/],
    [
      one('_profile.EngagementPreferences.Phone'),
      { id: 'x', v: '[{"KeyValue":"\\u0000"}]' },
      'v',
      /JSON array/,
    ],
    [one('_profile.EngagementPreferences.Phone'), { id: 'x', v: '[{"Other":"x"}]' }, 'v', /JSON array/],
    [
      one('_profile.EngagementPreferences.Phone'),
      { id: 'x', v: '['.repeat(50_000) + ']'.repeat(50_000) },
      'v',
      /JSON array/,
    ],
    ...[
      [{ ContactType: 'Fax' }, /preference 1 .*one of PhoneNumber, .*BusinessEmailAddress/],
      [{ KeyName: 'with space' }, /KeyName/],
      [{ KeyName: 'k'.repeat(65) }, /KeyName/],
      [{ KeyValue: '' }, /KeyValue in preference 1 .* 1 to 255/],
      [{ KeyValue: long }, /KeyValue/],
      [{ ProfileId: 'x' }, /ProfileId/],
      [{ ContactType: 1 }, /JSON array/],
      [['x'], /JSON array/],
    ].map(
      ([v, reason]) =>
        [one('_profile.EngagementPreferences.Email'), { id: 'x', v: [v] }, 'v', reason as RegExp] as const,
    ),
    [one(''), { v: 1 }, 'uid', /UNIQUE/],
    [mapping({ Fields: { id: {} } }), { id: 'x' }, undefined, /no UNIQUE key/],
    [
      mapping({
        Fields: { id: {}, tel: { ContentType: 'PHONE_NUMBER' } },
        Keys: {
          u: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
          _phone: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['tel'] }],
        },
      }),
      { id: 'x', tel: '9.01E+10' },
      '_phone',
      /no PROFILE key \(_phone\) has a value/,
    ],
    [
      mapping({
        Fields: { id: {}, at: { Target: '_profile.SourceLastUpdatedTimestamp' } },
        Keys: unique,
        SourceLastUpdatedTimestampFormat: 'yyyy-MM-dd',
      }),
      { id: 'x', at: '昨日' },
      'at',
      /no timestamp/,
    ],
  ];
  for (const [type, object, field, reason] of table) {
    const result = type.apply(object as Record<string, unknown>);
    assert.ok(isProblem(result), String(reason));
    assert.equal(result.field, field);
    assert.match(result.reason, reason);
    assert.ok(!result.reason.includes(long), 'no value is repeated');
  }
});

test('values as long as they may be, counted in characters', () => {
  const value = '𠮷'.repeat(255);
  assert.equal(taken(one('_profile.LastName').apply({ id: 'x', v: value })).fields.LastName, value);
});

test('enumerations take any case; preferences are read as a list, from text or as they are', () => {
  assert.equal(taken(one('_profile.Gender').apply({ id: 'x', v: ' female ' })).fields.Gender, 'FEMALE');
  const list = [{ KeyName: '_phone', KeyValue: '090', ContactType: 'PhoneNumber' }];
  for (const v of [list, JSON.stringify(list)]) {
    const result = taken(one('_profile.EngagementPreferences.Phone').apply({ id: 'x', v }));
    assert.deepEqual(result.fields['EngagementPreferences.Phone'], list);
  }
});

test('a field without Target fills a profile that its object makes; records gather by root', () => {
  const type = mapping({
    Fields: {
      id: {},
      mail: { ContentType: 'EMAIL_ADDRESS' },
      other: { ContentType: 'EMAIL_ADDRESS' },
      tel: { ContentType: 'PHONE_NUMBER' },
      price: { Target: '_asset.Price' },
      colour: { Target: '_asset.Attributes.colour' },
    },
    Keys: { uid: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE', 'ASSET'], FieldNames: ['id'] }] },
  });
  const result = taken(type.apply({ id: 1, mail: 'a@b', other: 'c@d', tel: '03', price: 5, colour: '赤' }));
  assert.deepEqual(result.inferred, { EmailAddress: 'a@b', PhoneNumber: '03' });
  assert.deepEqual(result.records, { _asset: { Price: '5', 'Attributes.colour': '赤' } });
  assert.deepEqual(result.keys[0]?.records, ['_asset']);
});

test('law: composite keys agree when, and only when, their parts agree', () => {
  const part = fc.stringMatching(/^[ab|\\ ]{1,4}$/);
  const parts = fc.array(part, { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      assert.equal(joinKeyParts(a) === joinKeyParts(b), JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 2000 },
  );
});

test('law: a composite key as somebody types it has the parts it was made of', () => {
  const part = fc.stringMatching(/^[ab|\\ ]{1,4}$/);
  const parts = fc.array(part, { minLength: 1, maxLength: 4 });
  const typed = (some: string[]) => some.map((each) => each.replace(/[\\|]/g, '\\$&')).join('|');
  fc.assert(
    fc.property(parts, (some) => assert.deepEqual(splitKeyParts(typed(some)), some)),
    {
      numRuns: 2000,
    },
  );
  assert.deepEqual(splitKeyParts('a|b'), ['a', 'b']);
  assert.deepEqual(splitKeyParts('a||b'), ['a', '', 'b']);
  assert.deepEqual(splitKeyParts('c:\\x|y'), ['c:\\x', 'y']);
});

test('long keys stay apart, short enough for an index, and are text', () => {
  const long = `${'x'.repeat(299)}😀${'y'.repeat(2000)}`;
  const key = joinKeyParts([long]);
  assert.ok(key.length < 600 && key.isWellFormed());
  assert.notEqual(key, joinKeyParts([`${long}z`]));
  assert.match(uniqueKeyOf(key), /^[0-9a-f]{32}$/);
});

test('a composite key lacks a value when one of its parts does', () => {
  const type = mapping({
    Fields: { id: {}, a: {}, b: {} },
    Keys: { ...unique, both: [{ FieldNames: ['a', 'b'] }] },
  });
  assert.equal(keyOf(taken(type.apply({ id: 1, a: 'x' })), 'both'), undefined);
  assert.equal(keyOf(taken(type.apply({ id: 1, a: 'x', b: 'y|' })), 'both'), 'x|y\\|');
});

test('law: no object makes a mapping throw', () => {
  const type = mapping({
    Fields: {
      id: {},
      a: { Source: '_source.a.b', Target: '_profile.LastName', ContentType: 'NAME' },
      t: { Source: '{{#each _source.a}}{{this}}{{/each}}', Target: '_profile.Attributes.t' },
      p: { Target: '_profile.EngagementPreferences.Email' },
      n: { ContentType: 'NUMBER' },
    },
    Keys: { ...unique, k: [{ FieldNames: ['n', 'a'] }] },
  });
  const value = fc.anything({ withNullPrototype: false });
  fc.assert(
    fc.property(fc.record({ id: value, a: value, p: value, n: value }), (object) => {
      const json = JSON.stringify(object);
      if (json) type.apply(JSON.parse(json));
    }),
    { numRuns: 500 },
  );
});
