import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  contactIdOf,
  fromTyped,
  lackingFields,
  readTyped,
  toTyped,
} from '../../web/src/cases/fieldValues.ts';
import {
  type Comparison,
  type ConditionDraft,
  comparisonsOf,
  emptyDraft,
  fromDraft,
  isComplete,
  type RuleDraft,
  toDraft,
} from '../../web/src/cases/setUp/ruleDraft.ts';
import type { CaseRuleDetails } from '../../web/src/cases/setUp/types.ts';
import type { FormField } from '../../web/src/cases/types.ts';

test('what is typed becomes a value of the field’s type, or says why not', () => {
  assert.deepEqual(fromTyped('Number', '１，２００'), { value: 1200 });
  assert.deepEqual(fromTyped('Number', '-0.5'), { value: -0.5 });
  assert.deepEqual(fromTyped('Number', 'abc'), { problem: 'number' });
  assert.deepEqual(fromTyped('Boolean', 'false'), { value: false });
  assert.deepEqual(fromTyped('Text', '  a '), { value: '  a ' });
  assert.deepEqual(fromTyped('Text', ''), { value: undefined });
  assert.deepEqual(fromTyped('Number', ' '), { value: undefined });
  assert.deepEqual(fromTyped('Url', 'javascript:alert(1)'), { problem: 'url' });
  assert.deepEqual(fromTyped('Url', 'https://example.jp/注文'), { value: 'https://example.jp/注文' });
  assert.deepEqual(fromTyped('DateTime', 'tomorrow'), { problem: 'time' });
});

test('a time is shown in the reader’s zone and comes back as the same minute', () => {
  const minute = fc.integer({ min: 0, max: 60_000_000 }).map((count) => count * 60_000);
  fc.assert(
    fc.property(minute, (millis) => {
      const typed = toTyped('DateTime', new Date(millis).toISOString());
      assert.match(typed, /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
      const read = fromTyped('DateTime', typed);
      // An hour that a clock shows twice may be either of the two.
      assert.ok('value' in read && Math.abs(Date.parse(String(read.value)) - millis) % 3_600_000 === 0);
    }),
  );
  assert.equal(toTyped('DateTime', 'nonsense'), '');
});

test('a form gives the values that can be read, and the fields where something cannot', () => {
  const field = (FieldId: string, Type: FormField['Type']) => ({ FieldId, Type }) as FormField;
  const fields = [field('a', 'Number'), field('b', 'Number'), field('c', 'Text'), field('d', 'Text')];
  const read = readTyped(fields, { a: '1', b: 'x', c: 'word' });
  assert.deepEqual(read, { values: { a: 1, c: 'word' }, problems: { b: 'number' } });
});

test('a refusal tells which fields are missing', () => {
  assert.deepEqual(lackingFields('Field title: a value is required.'), ['title']);
  assert.deepEqual(lackingFields('Fields title, a1: a value is required.'), ['title', 'a1']);
  assert.deepEqual(lackingFields('The case is closed; reopen it before you change it.'), []);
  assert.equal(contactIdOf(`arn:aws:connect:x:0:instance/i/contact/${'a'.repeat(32)}`), 'a'.repeat(32));
  assert.equal(contactIdOf('arn:aws:connect:x:0:instance/i'), undefined);
});

const types = { text: 'Text', number: 'Number', flag: 'Boolean' } as const;
const typeOf = (fieldId: string) => types[fieldId as keyof typeof types];
const comparison: fc.Arbitrary<Comparison> = fc
  .record({
    fieldId: fc.constantFrom(...(Object.keys(types) as (keyof typeof types)[])),
    operator: fc.constantFrom('equalTo', 'notEqualTo', 'isEmpty', 'isNotEmpty'),
    text: fc.string({ minLength: 1 }),
    number: fc.integer(),
    flag: fc.boolean(),
  })
  .map(({ text, number, flag, ...rest }) => {
    const values = { text, number: String(number), flag: String(flag) };
    return { ...rest, value: rest.operator.startsWith('is') ? '' : values[rest.fieldId] };
  });
const condition: fc.Arbitrary<ConditionDraft> = fc
  .record({
    match: fc.constantFrom('all', 'any'),
    comparisons: fc.array(comparison, { minLength: 1, maxLength: 3 }),
    result: fc.boolean(),
  })
  // A single comparison is no group, so nothing says how it would combine.
  .map((one) => ({ ...one, match: one.comparisons.length === 1 ? 'all' : one.match }));

test('a rule in the form and the rule of the API are the same rule', () => {
  const conditions = fc.record({
    kind: fc.constantFrom('Required' as const, 'Hidden' as const),
    defaultValue: fc.boolean(),
    conditions: fc.array(condition, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(conditions, (part) => {
      const draft: RuleDraft = { ...emptyDraft, ...part };
      assert.ok(isComplete(draft, typeOf));
      assert.deepEqual(toDraft(fromDraft(draft, typeOf) as CaseRuleDetails), draft);
    }),
  );
  const options: RuleDraft = {
    ...emptyDraft,
    kind: 'FieldOptions',
    parentFieldId: 'a',
    childFieldId: 'b',
    mappings: { x: ['1', '2'] },
  };
  assert.deepEqual(toDraft(fromDraft(options, typeOf) as CaseRuleDetails), options);
  assert.equal(isComplete({ ...options, childFieldId: 'a' }, typeOf), false);
  assert.equal(isComplete({ ...emptyDraft }, typeOf), false);
});

test('a group of conditions is read with its first result, and a number has to be one', () => {
  const leaf = (fieldId: string, result: boolean) => ({
    equalTo: { operandOne: { fieldId }, operandTwo: { stringValue: 'x' }, result },
  });
  const conditions = [
    { orAll: { conditions: [leaf('text', true), leaf('text', false)] } },
    leaf('text', false),
  ];
  const draft = toDraft({ hidden: { defaultValue: true, conditions } } as unknown as CaseRuleDetails);
  assert.deepEqual(
    draft.conditions.map(({ match, comparisons, result }) => [match, comparisons.length, result]),
    [
      ['any', 2, true],
      ['all', 1, false],
    ],
  );
  assert.equal(comparisonsOf(draft), 3);
  const number: Comparison = { fieldId: 'number', operator: 'equalTo', value: 'many' };
  const wrong: RuleDraft = { ...draft, conditions: [{ match: 'all', comparisons: [number], result: true }] };
  assert.equal(isComplete(wrong, typeOf), false);
});
