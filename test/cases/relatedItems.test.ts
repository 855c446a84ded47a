import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RelatedItemInputContent, RelatedItemType } from '@aws-sdk/client-connectcases';
import { refused, startCases, wireFields } from './support/casesServer.ts';

async function start(t: Parameters<typeof startCases>[0]) {
  const server = await startCases(t);
  const { cases, domainId, newCase } = server;
  const caseId = await newCase();
  const add = async (type: RelatedItemType, content: RelatedItemInputContent, to = caseId) =>
    (await cases.createRelatedItem({ domainId, caseId: to, type, content })).relatedItemId ?? '';
  const comment = (body: string, to = caseId) =>
    add('Comment', { comment: { body, contentType: 'Text/Plain' } }, to);
  const contact = (id: string, to = caseId) =>
    add('Contact', { contact: { contactArn: `arn:aws:connect:x:0:instance/i/contact/${id}` } }, to);
  const search = async (...filters: object[]) =>
    (await cases.searchRelatedItems({ domainId, caseId, filters: filters as never })).relatedItems ?? [];
  return { ...server, caseId, add, comment, contact, search };
}

test('comments: written, changed, deleted, told by the audit', async (t) => {
  const { cases, domainId, caseId, comment, search, advance } = await start(t);
  const one = await comment('折り返し電話をした');
  advance(1000);
  const two = await comment('<b>two</b>');
  assert.deepEqual(
    (await search({ comment: {} })).map((item) => item?.relatedItemId),
    [two, one],
  );
  const changed = await cases.updateRelatedItem({
    ...{ domainId, caseId, relatedItemId: one },
    content: { comment: { body: '折り返した', contentType: 'Text/Plain' } },
    performedBy: { customEntity: 'robot' },
  });
  assert.equal(changed.type, 'Comment');
  assert.equal(changed.content?.comment?.body, '折り返した');
  assert.deepEqual(changed.lastUpdatedUser, { customEntity: 'robot' });
  assert.deepEqual(changed.createdBy, { userArn: 'arn:aws:iam::000000000000:user/test' });
  await cases.deleteRelatedItem({ domainId, caseId, relatedItemId: two });
  assert.equal((await search()).length, 1);
  await refused(
    cases.deleteRelatedItem({ domainId, caseId, relatedItemId: two }),
    'ResourceNotFoundException',
  );
  await refused(comment('x'.repeat(15_001)), 'ValidationException');
  await refused(comment('lost', 'f'.repeat(32)), 'ResourceNotFoundException');
  const { auditEvents = [] } = await cases.getCaseAuditEvents({ domainId, caseId });
  const lines = auditEvents.map((event) => [event?.type, event?.relatedItemType, event?.fields?.[1]]);
  const text = (stringValue: string) => ({ stringValue });
  assert.deepEqual(lines.slice(0, 4), [
    [
      'RelatedItem.Deleted',
      'Comment',
      { eventFieldId: 'body', oldValue: text('<b>two</b>'), newValue: { emptyValue: {} } },
    ],
    [
      'RelatedItem.Updated',
      'Comment',
      { eventFieldId: 'body', oldValue: text('折り返し電話をした'), newValue: text('折り返した') },
    ],
    ['RelatedItem.Created', 'Comment', { eventFieldId: 'body', newValue: text('<b>two</b>') }],
    ['RelatedItem.Created', 'Comment', { eventFieldId: 'body', newValue: text('折り返し電話をした') }],
  ]);
});

test('contacts: linked once, with channel and time where known, and cases found by contact', async (t) => {
  const { cases, domainId, caseId, contact, search, newCase } = await start(t);
  const known = await contact('known-1');
  assert.equal(await contact('known-1'), known, 'the same contact is linked once');
  await contact('other');
  const [item] = await search({ contact: { channel: ['VOICE'] } });
  assert.equal(item?.content?.contact?.channel, 'VOICE');
  assert.deepEqual(item?.content?.contact?.connectedToSystemTime, new Date('2026-03-01T01:02:03Z'));
  assert.equal((await search({ contact: {} })).length, 2);
  const contactArn = 'arn:aws:connect:x:0:instance/i/contact/known-1';
  assert.equal((await search({ contact: { contactArn } })).length, 1);
  for (let made = 0; made < 12; made++) await contact('known-1', await newCase());
  const first = await cases.listCasesForContact({ domainId, contactArn });
  assert.equal(first.cases?.length, 10);
  const rest = await cases.listCasesForContact({ domainId, contactArn, nextToken: first.nextToken });
  assert.equal(rest.cases?.length, 3);
  assert.ok([...(first.cases ?? []), ...(rest.cases ?? [])].some((one) => one.caseId === caseId));
});

test('files stay with their attachment; fifty a case', async (t) => {
  const { cases, domainId, caseId, add, search } = await start(t);
  const fileArn = (index: number) => `arn:aws:cases:x:0:domain/d/case/c/file/${index}`;
  const relatedItemId = await add('File', { file: { fileArn: fileArn(0) } });
  assert.equal((await search({ file: { fileArn: fileArn(0) } }))[0]?.content?.file?.fileArn, fileArn(0));
  await refused(cases.deleteRelatedItem({ domainId, caseId, relatedItemId }), 'ValidationException');
  for (let index = 1; index < 50; index++) await add('File', { file: { fileArn: fileArn(index) } });
  await refused(add('File', { file: { fileArn: fileArn(50) } }), 'ServiceQuotaExceededException');
});

test('targets (SLA): due, reached when the field gets there, late, filtered by status', async (t) => {
  const { add, search, update, caseId, advance } = await start(t);
  const target = (name: string, targetSlaMinutes: number, value = 'closed') => ({
    sla: {
      slaInputConfiguration: {
        ...{ name, type: 'CaseField' as const, fieldId: 'status', targetSlaMinutes },
        targetFieldValues: [{ stringValue: value }],
      },
    },
  });
  await add('Sla', target('quick', 5));
  await add('Sla', target('slow', 60));
  await add('Sla', target('done', 5, 'open'));
  const names = async (status: string) =>
    (await search({ sla: { status } })).map((item) => item?.content?.sla?.slaConfiguration?.name).sort();
  assert.deepEqual([await names('Active'), await names('Met')], [['quick', 'slow'], ['done']]);
  advance(10 * 60_000);
  assert.deepEqual([await names('Overdue'), await names('Active')], [['quick'], ['slow']]);
  await update(caseId, { status: 'closed' });
  assert.deepEqual([await names('Met'), await names('NotMet')], [['done', 'slow'], ['quick']]);
  const [item] = await search({ sla: { name: 'quick' } });
  const shown = item?.content?.sla?.slaConfiguration;
  assert.equal(shown?.status, 'NotMet');
  assert.ok((shown?.completionTime ?? 0) > (shown?.targetTime ?? 0));
  const wrong = target('x', 5);
  wrong.sla.slaInputConfiguration.fieldId = 'nothing';
  await refused(add('Sla', wrong), 'ValidationException');
  for (let made = 3; made < 10; made++) await add('Sla', target(`s${made}`, 5));
  await refused(add('Sla', target('many', 5)), 'ServiceQuotaExceededException');
});

test('other cases: linked once, not with itself, and the link goes with the case', async (t) => {
  const { cases, domainId, caseId, add, search, newCase } = await start(t);
  const other = await newCase();
  const link = await add('ConnectCase', { connectCase: { caseId: other } });
  assert.equal(await add('ConnectCase', { connectCase: { caseId: other } }), link);
  assert.equal((await search({ connectCase: { caseId: other } })).length, 1);
  await refused(add('ConnectCase', { connectCase: { caseId } }), 'ValidationException');
  await refused(add('ConnectCase', { connectCase: { caseId: 'f'.repeat(32) } }), 'ResourceNotFoundException');
  await cases.deleteCase({ domainId, caseId: other });
  assert.equal((await search()).length, 0);
});

test('custom items: own fields, five of them, replaced whole, found by their values', async (t) => {
  const { cases, domainId, caseId, add, search, field } = await start(t);
  const amount = await field('Amount', 'Number');
  const order = await field('Order', 'Text');
  const item = await add('Custom', {
    custom: { fields: wireFields({ [amount]: 1200, [order]: 'ＡＢＣ-1' }) },
  });
  await add('Custom', { custom: { fields: wireFields({ [amount]: 300 }) } });
  const found = async (fields: object) =>
    (await search({ custom: { fields } })).map((one) => one?.relatedItemId);
  const leaf = (operator: string, id: string, value: object) => ({ field: { [operator]: { id, value } } });
  assert.deepEqual(await found(leaf('greaterThan', amount, { doubleValue: 500 })), [item]);
  assert.deepEqual(await found(leaf('contains', order, { stringValue: 'abc' })), [item]);
  assert.equal((await found({ not: leaf('equalTo', amount, { doubleValue: 1 }) })).length, 2);
  assert.equal(
    (
      await found({
        andAll: [leaf('equalTo', order, { emptyValue: {} }), leaf('lessThan', amount, { doubleValue: 500 })],
      })
    ).length,
    1,
  );
  await cases.updateRelatedItem({
    ...{ domainId, caseId, relatedItemId: item },
    content: { custom: { fields: wireFields({ [order]: 'B-2' }) } },
  });
  const changed = (await search()).find((one) => one?.relatedItemId === item);
  assert.deepEqual(changed?.content?.custom?.fields, wireFields({ [order]: 'B-2' }));
  await refused(add('Custom', { custom: { fields: wireFields({ title: 'x' }) } }), 'ValidationException');
  await refused(add('Custom', { custom: { fields: wireFields({ [amount]: 'x' }) } }), 'ValidationException');
  const more = [];
  for (let index = 0; index < 6; index++) more.push(await field(`more ${index}`, 'Boolean'));
  const six = wireFields(Object.fromEntries(more.map((id) => [id, true])));
  await refused(add('Custom', { custom: { fields: six } }), 'ServiceQuotaExceededException');
  await refused(
    cases.updateRelatedItem({
      ...{ domainId, caseId, relatedItemId: item },
      content: { comment: { body: 'x', contentType: 'Text/Plain' } },
    }),
    'ValidationException',
  );
  await refused(add('Comment', { custom: { fields: six } }), 'ValidationException');
});

test('items of all cases: alternatives, sorts, page by page; 200 a case', async (t) => {
  const { cases, domainId, comment, contact, newCase, advance } = await start(t);
  const other = await newCase();
  for (let made = 0; made < 30; made++) {
    await comment(`c${made}`, made % 2 ? other : undefined);
    advance(1000);
  }
  await contact('known-2');
  const all = async (input: object) => {
    const items = [];
    for (let nextToken: string | undefined, page = 0; page === 0 || nextToken; page++) {
      const answer = await cases.searchAllRelatedItems({ domainId, maxResults: 7, nextToken, ...input });
      items.push(...(answer.relatedItems ?? []));
      nextToken = answer.nextToken;
    }
    return items;
  };
  const newest = await all({});
  assert.equal(newest.length, 31);
  assert.equal(newest[0]?.type, 'Contact');
  assert.equal((await all({ filters: [{ comment: {} }] })).length, 30);
  assert.equal((await all({ filters: [{ comment: {} }, { contact: {} }] })).length, 31);
  const oldest = await all({ sorts: [{ sortProperty: 'AssociationTime', sortOrder: 'Asc' }] });
  assert.deepEqual(
    oldest.map((item) => item?.relatedItemId),
    newest.map((item) => item?.relatedItemId).reverse(),
  );
  const byCase = await all({
    sorts: [
      { sortProperty: 'CaseId', sortOrder: 'Desc' },
      { sortProperty: 'AssociationTime', sortOrder: 'Asc' },
    ],
  });
  const order = byCase.map((item) => item?.caseId ?? '');
  assert.deepEqual(order, [...order].sort().reverse());
  assert.equal(new Set(byCase.map((item) => item?.relatedItemId)).size, 31);
  assert.equal(byCase[0]?.content?.comment?.body, 'c1');

  for (let made = 15; made < 200; made++) await comment('more', other);
  await refused(comment('one too many', other), 'ServiceQuotaExceededException');
});
