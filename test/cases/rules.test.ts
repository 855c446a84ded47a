import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BooleanCondition, CaseRuleDetails } from '@aws-sdk/client-connectcases';
import fc from 'fast-check';
import type { Values } from '../../src/cases/fieldValue.ts';
import { evaluateRules } from '../../src/cases/rules.ts';
import { refused, startCases } from './support/casesServer.ts';

const when = (fieldId: string, stringValue: string, result: boolean, operator = 'equalTo') =>
  ({
    [operator]: { operandOne: { fieldId }, operandTwo: { stringValue }, result },
  }) as unknown as BooleanCondition;

test('the first true condition decides, else the default; hidden is not required', () => {
  const required = (defaultValue: boolean, ...conditions: BooleanCondition[]): CaseRuleDetails => ({
    required: { defaultValue, conditions },
  });
  const holds = (rule: CaseRuleDetails, values: object) =>
    evaluateRules([{ fieldId: 'x', rule }], values as Values).required.has('x');
  const rule = required(
    false,
    when('status', 'closed', true),
    when('kind', 'a', false),
    when('kind', 'a', true),
  );
  assert.equal(holds(rule, { status: 'closed', kind: 'a' }), true);
  assert.equal(holds(rule, { status: 'open', kind: 'a' }), false);
  assert.equal(holds(rule, { status: 'open' }), false);
  assert.equal(holds(required(true, when('kind', 'a', false)), {}), true);
  assert.equal(holds(required(false, when('kind', 'a', true, 'notEqualTo')), {}), true);
  const empty = {
    equalTo: { operandOne: { fieldId: 'kind' }, operandTwo: { emptyValue: {} }, result: true },
  };
  assert.equal(holds(required(false, empty), {}), true);
  assert.equal(holds(required(false, empty), { kind: 'a' }), false);
  const both = { andAll: { conditions: [when('a', '1', true), when('b', '2', true)] } };
  const either = { orAll: { conditions: [when('a', '1', true), when('b', '2', true)] } };
  assert.deepEqual(
    [{ a: '1', b: '2' }, { a: '1' }, {}].map((values) => [
      holds(required(false, both), values),
      holds(required(false, either), values),
    ]),
    [
      [true, true],
      [false, true],
      [false, false],
    ],
  );
  const outcome = evaluateRules(
    [
      { fieldId: 'x', rule: required(true) },
      { fieldId: 'x', rule: { hidden: { defaultValue: true, conditions: [] } } },
    ],
    {},
  );
  assert.deepEqual([[...outcome.required], [...outcome.hidden]], [[], ['x']]);
});

test('rules say the same whatever else a case holds', () => {
  const condition = fc.record({
    field: fc.constantFrom('a', 'b'),
    value: fc.constantFrom('1', '2'),
    result: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(condition, { maxLength: 5 }),
      fc.boolean(),
      fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
      (given, defaultValue, values) => {
        const conditions = given.map(({ field, value, result }) => when(field, value, result));
        const naive = given.find(({ field, value }) => values[field] === value)?.result ?? defaultValue;
        for (const more of [{}, { other: 'x' }]) {
          const outcome = evaluateRules(
            [{ fieldId: 'x', rule: { required: { defaultValue, conditions } } }],
            { ...values, ...more } as Values,
          );
          assert.equal(outcome.required.has('x'), naive);
        }
      },
    ),
  );
});

test('rules are kept, listed, changed, deleted, and checked when they are made', async (t) => {
  const { cases, domainId, field } = await startCases(t);
  const text = await field('T', 'Text');
  const create = async (name: string, rule: CaseRuleDetails) =>
    (await cases.createCaseRule({ domainId, name, rule })).caseRuleId ?? '';
  const rule = { required: { defaultValue: false, conditions: [when('status', 'closed', true)] } };
  const id = await create('Close', rule);
  await refused(create('Close', rule), 'ConflictException');
  await cases.updateCaseRule({ domainId, caseRuleId: id, name: 'On closing', description: 'Word needed' });
  const batch = await cases.batchGetCaseRule({ domainId, caseRules: [{ id }, { id: 'nothing' }] });
  const [read] = batch.caseRules ?? [];
  assert.deepEqual(
    [read?.name, read?.description, read?.rule, read?.deleted],
    ['On closing', 'Word needed', rule, false],
  );
  assert.deepEqual(
    batch.errors?.map((one) => one.id),
    ['nothing'],
  );
  const listed = (await cases.listCaseRules({ domainId })).caseRules ?? [];
  assert.deepEqual(
    listed.map(({ name, ruleType }) => [name, ruleType]),
    [['On closing', 'Required']],
  );

  const many = Array.from({ length: 6 }, () => when('status', 'closed', true));
  const deep = { andAll: { conditions: [{ orAll: { conditions: [when('status', 'closed', true)] } }] } };
  for (const wrong of [
    { required: { defaultValue: true, conditions: [when('nothing', 'x', true)] } },
    { required: { defaultValue: true, conditions: many } },
    { hidden: { defaultValue: true, conditions: [deep] } },
    {
      fieldOptions: {
        parentFieldId: 'status',
        childFieldId: text,
        parentChildFieldOptionsMappings: [{ parentFieldOptionValue: 'open', childFieldOptionValues: [] }],
      },
    },
  ])
    await refused(create('wrong', wrong), 'ValidationException');

  const { templateId = '' } = await cases.createTemplate({
    domainId,
    name: 'R',
    rules: [{ caseRuleId: id, fieldId: text }],
  });
  await refused(cases.deleteCaseRule({ domainId, caseRuleId: id }), 'ConflictException');
  await cases.updateTemplate({ domainId, templateId, rules: [] });
  await cases.deleteCaseRule({ domainId, caseRuleId: id });
  assert.equal(
    (await cases.batchGetCaseRule({ domainId, caseRules: [{ id }] })).caseRules?.[0]?.deleted,
    true,
  );
  await refused(cases.deleteCaseRule({ domainId, caseRuleId: id }), 'ResourceNotFoundException');
  await refused(cases.updateCaseRule({ domainId, caseRuleId: id, name: 'x' }), 'ValidationException');
  const uses = await create('Uses', { hidden: { defaultValue: false, conditions: [when(text, 'x', true)] } });
  await refused(cases.deleteField({ domainId, fieldId: text }), 'ConflictException');
  await cases.deleteCaseRule({ domainId, caseRuleId: uses });
  await cases.deleteField({ domainId, fieldId: text });
});

test('a template holds cases to its rules, when they are made and when they change', async (t) => {
  const { cases, domainId, field, newCase, update } = await startCases(t);
  const outcome = await field('Outcome', 'Text');
  const area = await field('Area', 'SingleSelect');
  const town = await field('Town', 'SingleSelect');
  const options = (...values: string[]) => values.map((value) => ({ value, name: value, active: true }));
  await cases.batchPutFieldOptions({ domainId, fieldId: area, options: options('kanto', 'kansai') });
  await cases.batchPutFieldOptions({ domainId, fieldId: town, options: options('tokyo', 'osaka', 'kyoto') });
  const rule = async (name: string, details: CaseRuleDetails) =>
    (await cases.createCaseRule({ domainId, name, rule: details })).caseRuleId;
  const onClose = await rule('close', {
    required: { defaultValue: false, conditions: [when('status', 'closed', true)] },
  });
  const quiet = await rule('quiet', {
    hidden: { defaultValue: false, conditions: [when('title', 'quiet', true)] },
  });
  const towns = await rule('towns', {
    fieldOptions: {
      parentFieldId: area,
      childFieldId: town,
      parentChildFieldOptionsMappings: [
        { parentFieldOptionValue: 'kanto', childFieldOptionValues: ['tokyo'] },
        { parentFieldOptionValue: 'kansai', childFieldOptionValues: ['osaka', 'kyoto'] },
      ],
    },
  });
  const { templateId = '' } = await cases.createTemplate({
    domainId,
    name: 'Ruled',
    rules: [
      { caseRuleId: onClose, fieldId: outcome },
      { caseRuleId: quiet, fieldId: outcome },
      { caseRuleId: towns },
    ],
  });
  const make = (values: Record<string, string>) => newCase(values, { templateId });
  await refused(make({ status: 'closed' }), 'ValidationException');
  await make({ status: 'closed', title: 'quiet' });
  const caseId = await make({ [area]: 'kansai', [town]: 'kyoto' });
  await refused(make({ [area]: 'kanto', [town]: 'kyoto' }), 'ValidationException');
  await refused(make({ [town]: 'kyoto' }), 'ValidationException');
  await refused(update(caseId, { [area]: 'kanto' }), 'ValidationException');
  await update(caseId, { [area]: 'kanto', [town]: 'tokyo' });
  const problem = await refused(update(caseId, { status: 'closed' }), 'ValidationException');
  assert.match(problem.message, new RegExp(outcome));
  await update(caseId, { status: 'closed', [outcome]: 'done' });
  await refused(update(caseId, { [outcome]: null }), 'ValidationException');
});
