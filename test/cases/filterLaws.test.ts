import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseFilter, FieldFilter, FieldType } from '@aws-sdk/client-connectcases';
import fc from 'fast-check';
import { startCases, wire } from './support/casesServer.ts';

type Value = string | number | boolean;
type Values = Record<string, Value>;
type Operator = Exclude<keyof FieldFilter, '$unknown'>;

/** A filter in a form that is easy to interpret. */
type Wish =
  | { kind: 'field'; operator: Operator; name: string; value: Value | null }
  | { kind: 'not'; inner: Wish }
  | { kind: 'andAll'; inner: Wish[] }
  | { kind: 'orAll'; inner: Wish[] };

const types: Record<string, FieldType> = {
  text: 'Text',
  number: 'Number',
  flag: 'Boolean',
  date: 'DateTime',
  choice: 'SingleSelect',
  link: 'Url',
};

const texts = fc.constantFrom(
  '東京',
  '東京都',
  'トウキョウ',
  'ﾄｳｷｮｳ',
  'Tokyo',
  'TOKYO 1',
  'ｔｏｋｙｏ',
  '%',
  '_',
  '京',
  'y',
  '"\\',
);
const numbers = fc.constantFrom(-1.5, 0, 1, 2, 10, 1e15, 0.1);
const dates = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-01-01T09:00:00+09:00',
  '2026-01-01T00:00:00.001Z',
  '1999-12-31T23:59:59-05:00',
);
const values: Record<string, fc.Arbitrary<Value>> = {
  text: texts,
  number: numbers,
  flag: fc.boolean(),
  date: dates,
  choice: fc.constantFrom('red', 'blue'),
  link: fc.constantFrom('https://example.jp/A', 'https://example.jp/b', 'http://EXAMPLE.jp'),
};

const someCase: fc.Arbitrary<Values> = fc.record(values, { requiredKeys: [] }) as fc.Arbitrary<Values>;

const ordering = ['greaterThan', 'greaterThanOrEqualTo', 'lessThan', 'lessThanOrEqualTo'] as const;
const leaf: fc.Arbitrary<Wish> = fc.constantFrom(...Object.keys(types)).chain((name) => {
  const field = (operator: Operator, value: fc.Arbitrary<Value | null>) =>
    value.map((given): Wish => ({ kind: 'field', operator, name, value: given }));
  const known = values[name]!;
  const choices = [field('equalTo', fc.oneof({ weight: 4, arbitrary: known }, fc.constant(null)))];
  if (name === 'text') choices.push(field('contains', texts));
  if (name === 'link') choices.push(field('contains', fc.constantFrom('example', 'jp/a', 'B', ':')));
  if (name === 'number' || name === 'date')
    for (const operator of ordering) choices.push(field(operator, known));
  return fc.oneof(...choices);
});
const wish: fc.Arbitrary<Wish> = fc.letrec<{ wish: Wish }>((tie) => ({
  wish: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    tie('wish').map((inner): Wish => ({ kind: 'not', inner })),
    fc
      .tuple(fc.constantFrom('andAll', 'orAll'), fc.array(tie('wish'), { maxLength: 3 }))
      .map(([kind, inner]): Wish => ({ kind, inner })),
  ),
})).wish;

/** The meaning of a filter, word by word. */
function meets(filter: Wish, one: Values): boolean {
  if (filter.kind === 'not') return !meets(filter.inner, one);
  if (filter.kind === 'andAll') return filter.inner.every((inner) => meets(inner, one));
  if (filter.kind === 'orAll') return filter.inner.some((inner) => meets(inner, one));
  const { operator, name, value } = filter;
  const there = one[name];
  if (value === null) return there === undefined;
  if (there === undefined) return false;
  if (operator === 'contains') return fold(String(there)).includes(fold(String(value)));
  const [left, right] =
    name === 'date' ? [Date.parse(String(there)), Date.parse(String(value))] : [there, value];
  if (operator === 'equalTo') return left === right;
  if (operator === 'greaterThan') return left > right;
  if (operator === 'greaterThanOrEqualTo') return left >= right;
  return operator === 'lessThan' ? left < right : left <= right;
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

test('a filter finds exactly the cases that meet it, whatever it says', async (t) => {
  const { cases, domainId, field, newCase } = await startCases(t);
  const ids: Record<string, string> = {};
  for (const [name, type] of Object.entries(types)) ids[name] = await field(name, type);
  const option = (value: string) => ({ value, name: value, active: true });
  await cases.batchPutFieldOptions({
    domainId,
    fieldId: ids.choice,
    options: [option('red'), option('blue')],
  });
  const made: { caseId: string; values: Values }[] = [];
  for (const given of fc.sample(someCase, { numRuns: 60, seed: 7 })) {
    const named = Object.entries(given).map(([name, value]) => [ids[name] ?? '', value]);
    made.push({ caseId: await newCase(Object.fromEntries(named)), values: given });
  }
  const toWire = (filter: Wish): CaseFilter => {
    if (filter.kind === 'not') return { not: toWire(filter.inner) };
    if (filter.kind !== 'field') return { [filter.kind]: filter.inner.map(toWire) } as unknown as CaseFilter;
    const operand = { id: ids[filter.name] ?? '', value: wire(filter.value) };
    return { field: { [filter.operator]: operand } as unknown as FieldFilter };
  };
  await fc.assert(
    fc.asyncProperty(wish, async (filter) => {
      const answer = await cases.searchCases({ domainId, maxResults: 100, filter: toWire(filter) });
      const found = new Set(answer.cases?.map((one) => one?.caseId));
      const wanted = made.filter((one) => meets(filter, one.values)).map(({ caseId }) => caseId);
      assert.deepEqual([...found].sort(), wanted.sort());
      assert.equal(answer.totalCount, wanted.length);
    }),
    { numRuns: 150 },
  );
});

test('a term finds exactly the cases with a text that has it', async (t) => {
  const { cases, domainId, newCase } = await startCases(t);
  const titles = fc.stringMatching(/^[東京都ﾄｳトウAaＡ %_]{1,6}$/);
  const made: { caseId: string; title: string }[] = [];
  for (const title of fc.sample(titles, { numRuns: 60, seed: 11 }))
    if (title !== '') made.push({ caseId: await newCase({ title }), title });
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[東京都ﾄｳトウAaＡ%_]{1,3}$/), async (searchTerm) => {
      const answer = await cases.searchCases({ domainId, maxResults: 100, searchTerm });
      // Ids and numbers are searched too.
      const caseIds = answer.cases?.map((one) => one?.caseId) ?? [];
      const wanted = made.filter(
        ({ title, caseId }) =>
          fold(title).includes(fold(searchTerm)) ||
          caseId.includes(fold(searchTerm)) ||
          'open'.includes(fold(searchTerm)),
      );
      assert.deepEqual(caseIds.sort(), wanted.map(({ caseId }) => caseId).sort());
    }),
    { numRuns: 100 },
  );
});

test('operators that a type does not have are refused, and so is a filter beyond measure', async (t) => {
  const { cases, domainId, field } = await startCases(t);
  const flag = await field('flag', 'Boolean');
  const refuse = (filter: CaseFilter) =>
    assert.rejects(cases.searchCases({ domainId, filter }), { name: 'ValidationException' });
  await refuse({ field: { greaterThan: { id: 'title', value: { stringValue: 'a' } } } });
  await refuse({ field: { contains: { id: flag, value: { booleanValue: true } } } });
  await refuse({ field: { contains: { id: 'status', value: { stringValue: 'op' } } } });
  await refuse({ field: { equalTo: { id: flag, value: { stringValue: 'true' } } } });
  await refuse({ field: { equalTo: { id: 'nothing', value: { stringValue: 'x' } } } });
  await refuse({ field: { greaterThan: { id: 'created_datetime', value: { emptyValue: {} } } } });
  const one: CaseFilter = { field: { equalTo: { id: 'title', value: { stringValue: 'x' } } } };
  await refuse({ orAll: Array.from({ length: 11 }, () => one) });
  const ten = (inner: CaseFilter): CaseFilter => ({ orAll: Array.from({ length: 10 }, () => inner) });
  await refuse(ten(ten(ten(one))));
});
