import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused, startCases } from './support/casesServer.ts';

test('Cases domains: made, read, listed, deleted; names once; five of them', async (t) => {
  const { cases, strangerCases, domainId } = await startCases(t);
  const read = await cases.getDomain({ domainId });
  assert.equal(read.name, 'desk');
  assert.equal(read.domainStatus, 'Active');
  assert.match(read.domainArn ?? '', /^arn:aws:cases:ap-northeast-1:000000000000:domain\/[0-9a-f]{32}$/);
  assert.ok(read.createdTime instanceof Date);
  await refused(cases.createDomain({ name: 'desk' }), 'ConflictException');
  await refused(cases.createDomain({ name: ' ' }), 'ValidationException');
  for (const name of ['a', 'b', 'c', 'd']) await cases.createDomain({ name });
  const quota = await refused(cases.createDomain({ name: 'e' }), 'ServiceQuotaExceededException');
  assert.equal((quota.$metadata as { httpStatusCode: number }).httpStatusCode, 402);
  const first = await cases.listDomains({ maxResults: 3 });
  const rest = await cases.listDomains({ maxResults: 3, nextToken: first.nextToken });
  const names = [...(first.domains ?? []), ...(rest.domains ?? [])].map(({ name }) => name);
  assert.deepEqual(names, ['a', 'b', 'c', 'd', 'desk']);
  assert.equal(rest.nextToken, undefined);

  const missing = await refused(strangerCases.getDomain({ domainId }), 'ResourceNotFoundException');
  assert.deepEqual([missing.resourceType, missing.resourceId], ['domain', domainId]);
  await cases.deleteDomain({ domainId });
  await refused(cases.getDomain({ domainId }), 'ResourceNotFoundException');
  await refused(cases.deleteDomain({ domainId }), 'ResourceNotFoundException');
  await refused(cases.getDomain({ domainId: 'no such id' }), 'ResourceNotFoundException');
  await cases.createDomain({ name: 'e' });
});

test('fields: all types, system fields, renaming, deletion as AWS tells it', async (t) => {
  const { cases, domainId, field, newCase, get, update } = await startCases(t);
  const ids: Record<string, string> = {};
  for (const type of ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'] as const)
    ids[type] = await field(`My ${type}`, type);
  await refused(field('My Text', 'Number'), 'ConflictException');
  const listed = (await cases.listFields({ domainId })).fields ?? [];
  assert.equal(listed.length, 20);
  const status = listed.find(({ fieldId }) => fieldId === 'status');
  assert.deepEqual([status?.type, status?.namespace], ['SingleSelect', 'System']);

  await cases.updateField({
    domainId,
    fieldId: ids.Text,
    name: 'Notes',
    description: 'Anything',
    attributes: { text: { isMultiline: true } },
  });
  const batch = await cases.batchGetField({ domainId, fields: [{ id: ids.Text }, { id: 'nothing' }] });
  assert.equal(batch.fields?.[0]?.name, 'Notes');
  assert.deepEqual(batch.fields?.[0]?.attributes, { text: { isMultiline: true } });
  assert.equal(batch.fields?.[0]?.deleted, false);
  assert.deepEqual(
    batch.errors?.map(({ id, errorCode }) => [id, errorCode]),
    [['nothing', 'ResourceNotFoundException']],
  );
  await refused(
    cases.updateField({ domainId, fieldId: ids.Number, attributes: { text: { isMultiline: true } } }),
    'ValidationException',
  );
  await refused(cases.updateField({ domainId, fieldId: ids.Number, name: 'Notes' }), 'ConflictException');
  await refused(cases.updateField({ domainId, fieldId: 'title', name: 'Betreff' }), 'ValidationException');
  await refused(cases.deleteField({ domainId, fieldId: 'title' }), 'ValidationException');
  await refused(cases.deleteField({ domainId, fieldId: 'x' }), 'ResourceNotFoundException');

  const text = ids.Text ?? '';
  const withValue = await newCase({ [text]: 'kept' });
  const without = await newCase();
  const layout = { basic: { topPanel: { sections: [{ fieldGroup: { fields: [{ id: text }] } }] } } };
  const { layoutId } = await cases.createLayout({ domainId, name: 'L', content: layout });
  const { templateId } = await cases.createTemplate({
    domainId,
    name: 'T',
    requiredFields: [{ fieldId: text }],
  });
  await cases.deleteField({ domainId, fieldId: text });
  assert.equal((await cases.batchGetField({ domainId, fields: [{ id: text }] })).fields?.[0]?.deleted, true);
  await refused(cases.updateField({ domainId, fieldId: text, name: 'Again' }), 'ValidationException');
  await refused(newCase({ [text]: 'new' }), 'ValidationException');
  assert.equal((await get(withValue, text))[text], 'kept');
  await refused(update(without, { [text]: 'late' }), 'ValidationException');
  await update(withValue, { [text]: 'changed' });
  const found = await cases.searchCases({ domainId, searchTerm: 'CHANGED' });
  assert.deepEqual(
    found.cases?.map((one) => one?.caseId),
    [withValue],
  );
  await update(withValue, { [text]: null });
  assert.deepEqual(await get(withValue, text), {});
  assert.deepEqual((await cases.getTemplate({ domainId, templateId })).requiredFields, []);
  const shown = (await cases.getLayout({ domainId, layoutId })).content?.basic?.topPanel?.sections;
  assert.deepEqual(shown?.[0]?.fieldGroup?.fields, []);
  // Its name is free again.
  await field('Notes', 'Text');
});

test('options: put, listed in their order, refused one by one', async (t) => {
  const { cases, domainId, field, newCase } = await startCases(t);
  const fieldId = await field('Colour', 'SingleSelect');
  const option = (value: string, name = value, active = true) => ({ value, name, active });
  const put = (...options: ReturnType<typeof option>[]) =>
    cases.batchPutFieldOptions({ domainId, fieldId, options });
  assert.equal(
    (await put(option('red', '赤'), option('blue', '青'), option('green', '緑'))).errors,
    undefined,
  );
  const { errors } = await put(option('blue', '紺', false), option('not this', 'x'), option('white', '白'));
  assert.deepEqual(
    errors?.map(({ value, errorCode }) => [value, errorCode]),
    [['not this', 'ValidationException']],
  );
  const first = await cases.listFieldOptions({ domainId, fieldId, maxResults: 2 });
  assert.deepEqual(first.options, [option('red', '赤'), option('blue', '紺', false)]);
  const rest = await cases.listFieldOptions({ domainId, fieldId, maxResults: 2, nextToken: first.nextToken });
  assert.deepEqual(
    rest.options?.map(({ value }) => value),
    ['green', 'white'],
  );
  const one = await cases.listFieldOptions({ domainId, fieldId, values: ['green'] });
  assert.deepEqual(
    one.options?.map(({ name }) => name),
    ['緑'],
  );

  await newCase({ [fieldId]: 'red' });
  await refused(newCase({ [fieldId]: 'blue' }), 'ValidationException');
  await refused(newCase({ [fieldId]: 'black' }), 'ValidationException');
  const fixed = await cases.batchPutFieldOptions({
    domainId,
    fieldId: 'status',
    options: [option('closed', 'Closed', false), option('waiting', '返事待ち')],
  });
  assert.deepEqual(
    fixed.errors?.map(({ value }) => value),
    ['closed'],
  );
  await newCase({ status: 'waiting' });
  const number = await field('Count', 'Number');
  await refused(
    cases.batchPutFieldOptions({ domainId, fieldId: number, options: [option('a')] }),
    'ValidationException',
  );
  for (let from = 0; from < 500; from += 50) {
    const options = Array.from({ length: 50 }, (_, index) => option(`v${from + index}`));
    const answer = await put(...options);
    assert.equal(answer.errors?.length ?? 0, from === 450 ? 4 : 0);
  }
});

test('layouts: what they may show, deletion, quotas', async (t) => {
  const { cases, domainId, field } = await startCases(t);
  const content = (...ids: string[]) => ({
    basic: {
      topPanel: { sections: [{ fieldGroup: { name: 'Top', fields: ids.map((id) => ({ id })) } }] },
      moreInfo: { sections: [] },
    },
  });
  const create = async (name: string, ...ids: string[]) =>
    (await cases.createLayout({ domainId, name, content: content(...ids) })).layoutId ?? '';
  const extra = await field('Extra', 'Text');
  const layoutId = await create('One', 'case_reason', extra);
  const read = await cases.getLayout({ domainId, layoutId });
  assert.deepEqual(read.content, content('case_reason', extra));
  assert.equal(read.deleted, false);
  await refused(create('Two', 'title'), 'ValidationException');
  await refused(create('Two', 'nothing'), 'ValidationException');
  await refused(create('Two', extra, extra), 'ValidationException');
  await refused(create('One', extra), 'ConflictException');
  await cases.updateLayout({ domainId, layoutId, name: 'Uno', content: content(extra) });
  assert.equal((await cases.getLayout({ domainId, layoutId })).name, 'Uno');

  const { templateId = '' } = await cases.createTemplate({
    domainId,
    name: 'Shows it',
    layoutConfiguration: { defaultLayout: layoutId },
  });
  await refused(cases.deleteLayout({ domainId, layoutId }), 'ConflictException');
  await cases.deleteTemplate({ domainId, templateId });
  await cases.deleteLayout({ domainId, layoutId });
  assert.equal((await cases.getLayout({ domainId, layoutId })).deleted, true);
  await refused(cases.updateLayout({ domainId, layoutId, name: 'x' }), 'ValidationException');
  await refused(cases.deleteLayout({ domainId, layoutId }), 'ResourceNotFoundException');
  for (let made = 0; made < 100; made++) await create(`L${made}`);
  await refused(create('one too many'), 'ServiceQuotaExceededException');
  assert.equal((await cases.listLayouts({ domainId, maxResults: 100 })).layouts?.length, 100);
});

test('templates: references are checked, absent members stay, deleted and inactive ones make no case', async (t) => {
  const { cases, domainId, newCase, field } = await startCases(t);
  const fieldId = await field('Need', 'Text');
  const { templateId = '' } = await cases.createTemplate({
    domainId,
    name: 'Strict',
    description: 'Needs a word',
    requiredFields: [{ fieldId }],
    tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: { team: 'a', kind: 'strict' } }],
  });
  await refused(newCase({}, { templateId }), 'ValidationException');
  const caseId = await newCase({ [fieldId]: 'x' }, { templateId, tags: { team: 'b' } });
  const read = await cases.getCase({ domainId, caseId, fields: [{ id: 'title' }] });
  assert.deepEqual(read.tags, { team: 'b', kind: 'strict' });
  assert.equal(read.templateId, templateId);

  await cases.updateTemplate({ domainId, templateId, name: 'Stricter' });
  const after = await cases.getTemplate({ domainId, templateId });
  assert.deepEqual(
    [after.name, after.description, after.status, after.requiredFields],
    ['Stricter', 'Needs a word', 'Active', [{ fieldId }]],
  );
  await refused(cases.updateTemplate({ domainId, templateId }), 'ValidationException');
  for (const wrong of [
    { requiredFields: [{ fieldId: 'nothing' }] },
    { requiredFields: [{ fieldId }, { fieldId }] },
    { layoutConfiguration: { defaultLayout: 'nothing' } },
    { rules: [{ caseRuleId: 'nothing', fieldId }] },
  ])
    await refused(cases.updateTemplate({ domainId, templateId, ...wrong }), 'ValidationException');
  await refused(cases.createTemplate({ domainId, name: 'Stricter' }), 'ConflictException');

  await cases.updateTemplate({ domainId, templateId, status: 'Inactive' });
  await refused(newCase({ [fieldId]: 'x' }, { templateId }), 'ValidationException');
  const active = await cases.listTemplates({ domainId, status: ['Active'] });
  assert.deepEqual(
    active.templates?.map(({ name }) => name),
    ['Plain'],
  );
  await cases.deleteTemplate({ domainId, templateId });
  assert.equal((await cases.getTemplate({ domainId, templateId })).deleted, true);
  await refused(cases.updateTemplate({ domainId, templateId, name: 'x' }), 'ValidationException');
  await refused(newCase({ [fieldId]: 'x' }, { templateId }), 'ValidationException');
  await refused(newCase({}, { templateId: 'f'.repeat(32) }), 'ResourceNotFoundException');
});

test('event configuration is kept and leaves out deleted fields', async (t) => {
  const { cases, domainId, field } = await startCases(t);
  assert.deepEqual((await cases.getCaseEventConfiguration({ domainId })).eventBridge, { enabled: false });
  const id = await field('Told', 'Text');
  const eventBridge = {
    enabled: true,
    includedData: {
      caseData: { fields: [{ id }, { id: 'status' }] },
      relatedItemData: { includeContent: true },
    },
  };
  await cases.putCaseEventConfiguration({ domainId, eventBridge });
  assert.deepEqual((await cases.getCaseEventConfiguration({ domainId })).eventBridge, eventBridge);
  await cases.deleteField({ domainId, fieldId: id });
  const after = (await cases.getCaseEventConfiguration({ domainId })).eventBridge;
  assert.deepEqual(after?.includedData?.caseData?.fields, [{ id: 'status' }]);
  const unknown = { enabled: true, includedData: { caseData: { fields: [{ id: 'nothing' }] } } };
  await refused(cases.putCaseEventConfiguration({ domainId, eventBridge: unknown }), 'ValidationException');
});

test('tags: on everything that has an ARN, for its account alone', async (t) => {
  const { cases, strangerCases, domainId, templateId, field, newCase } = await startCases(t);
  const caseId = await newCase();
  const fieldId = await field('Tagged', 'Text');
  const { fields = [] } = await cases.batchGetField({ domainId, fields: [{ id: fieldId }] });
  const domain = await cases.getDomain({ domainId });
  const template = await cases.getTemplate({ domainId, templateId });
  const comment = await cases.createRelatedItem({
    ...{ domainId, caseId, type: 'Comment' },
    content: { comment: { body: 'hello', contentType: 'Text/Plain' } },
  });
  const caseArn = `${domain.domainArn}/case/${caseId}`;
  const arns = [domain.domainArn, fields[0]?.fieldArn, template.templateArn, caseArn, comment.relatedItemArn];
  for (const arn of arns) {
    await cases.tagResource({ arn, tags: { team: 'north', floor: '3' } });
    await cases.tagResource({ arn, tags: { team: 'south' } });
    await cases.untagResource({ arn, tagKeys: ['floor'] });
    assert.deepEqual((await cases.listTagsForResource({ arn })).tags, { team: 'south' }, arn);
    await refused(strangerCases.listTagsForResource({ arn }), 'ResourceNotFoundException');
  }
  assert.deepEqual((await cases.getDomain({ domainId })).tags, { team: 'south' });
  const found = await cases.searchCases({
    domainId,
    filter: { tag: { equalTo: { key: 'team', value: 'south' } } },
  });
  assert.deepEqual(
    found.cases?.map((one) => one?.caseId),
    [caseId],
  );
  await refused(cases.tagResource({ arn: caseArn, tags: { 'aws:x': 'y' } }), 'ValidationException');
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
  await refused(cases.tagResource({ arn: caseArn, tags: many }), 'ValidationException');
  await refused(
    cases.tagResource({ arn: 'arn:aws:s3:::bucket', tags: { a: 'b' } }),
    'ResourceNotFoundException',
  );
});
