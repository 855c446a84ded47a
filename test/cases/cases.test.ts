import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileArn, refused, startCases, wireFields } from './support/casesServer.ts';

const me = 'arn:aws:iam::000000000000:user/test';

test('a case: made with its system fields, read, changed, closed, reopened, deleted', async (t) => {
  const { cases, domainId, templateId, newCase, get, update, profileId, advance, strangerCases } =
    await startCases(t);
  const caseId = await newCase({ title: '返品の相談', summary: '箱が\n壊れていた' });
  const first = await get(
    caseId,
    ...['case_id', 'title', 'summary', 'status', 'customer_id', 'reference_number', 'created_datetime'],
    ...['last_updated_datetime', 'last_closed_datetime', 'last_updated_user', 'assigned_user'],
  );
  assert.equal(first.case_id, caseId);
  assert.equal(first.title, '返品の相談');
  assert.equal(first.summary, '箱が\n壊れていた');
  assert.equal(first.status, 'open');
  assert.equal(first.customer_id, profileArn(profileId));
  assert.match(String(first.reference_number), /^[1-9]\d{7}$/);
  assert.match(String(first.created_datetime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(first.last_updated_user, me);
  assert.ok(!('last_closed_datetime' in first) && !('assigned_user' in first));

  advance(60_000);
  await update(caseId, { status: 'closed', assigned_user: 'arn:aws:iam::000000000000:user/a@b' });
  const done = await get(caseId, 'status', 'last_closed_datetime', 'last_updated_datetime', 'assigned_user');
  assert.equal(done.last_closed_datetime, done.last_updated_datetime);
  assert.equal(done.assigned_user, 'arn:aws:iam::000000000000:user/a@b');
  assert.ok(String(done.last_updated_datetime) > String(first.last_updated_datetime));
  // The API changes closed cases too; people at the workspace reopen them first.
  await update(caseId, { summary: 'もう一度' });
  await update(caseId, { status: 'open', assigned_user: null });
  assert.deepEqual(await get(caseId, 'status', 'assigned_user'), { status: 'open' });

  await refused(
    strangerCases.getCase({ domainId, caseId, fields: [{ id: 'title' }] }),
    'ResourceNotFoundException',
  );
  await refused(get(caseId, 'nothing'), 'ValidationException');
  await cases.deleteCase({ domainId, caseId });
  const gone = await refused(get(caseId, 'title'), 'ResourceNotFoundException');
  assert.deepEqual([gone.resourceType, gone.resourceId], ['case', caseId]);
  await refused(update(caseId, { title: 'x' }), 'ResourceNotFoundException');
  await refused(cases.deleteCase({ domainId, caseId }), 'ResourceNotFoundException');
  await refused(cases.getCaseAuditEvents({ domainId, caseId }), 'ResourceNotFoundException');
  await refused(cases.createCase({ domainId, templateId, fields: [] }), 'ValidationException');
});

test('what a field does not take is refused, for every type', async (t) => {
  const { cases, domainId, templateId, field, newCase, get, update, profileId, strangerCases } =
    await startCases(t);
  const number = await field('n', 'Number');
  const flag = await field('b', 'Boolean');
  const date = await field('d', 'DateTime');
  const url = await field('u', 'Url');
  const user = await field('p', 'User');
  const good = {
    [number]: -1.5,
    [flag]: false,
    [date]: '2026-04-01T09:00:00.123456+09:00',
    [url]: 'https://example.jp/注文?id=1',
    [user]: me,
  };
  const caseId = await newCase(good);
  assert.deepEqual(await get(caseId, ...Object.keys(good)), good);
  const wrongs: Record<string, string | null>[] = [
    { [number]: '1' },
    { [flag]: 'true' },
    { [date]: '2026-04-01' },
    { [date]: '2026-02-30T00:00:00Z' },
    { [date]: '2026-04-01T09:00:00' },
    { [date]: '2026-04-01T24:00:00Z' },
    { [url]: 'javascript:alert(1)' },
    { [url]: 'data:text/html,x' },
    { [url]: 'example.jp' },
    { [user]: 'somebody' },
    { summary: 'あ'.repeat(3001) },
    { title: 'w'.repeat(4101) },
    { title: null },
    { customer_id: null },
    { customer_id: 'somebody' },
    { customer_id: profileArn('f'.repeat(32)) },
    { customer_id: profileArn(profileId).replace('000000000000', '111111111111') },
    { customer_id: profileArn(profileId).replace('shop', 'elsewhere') },
    { status: 'nothing' },
    { status: null },
    { case_id: 'x' },
    { reference_number: '12345678' },
    { created_datetime: '2026-04-01T09:00:00Z' },
    { last_updated_user: me },
    { nothing: 'x' },
  ];
  for (const wrong of wrongs) {
    await refused(update(caseId, wrong), 'ValidationException');
    if (wrong.status !== null) await refused(newCase(wrong), 'ValidationException');
  }
  const twice = [
    ...wireFields({ title: 'a', customer_id: profileArn(profileId) }),
    ...wireFields({ title: 'b' }),
  ];
  await refused(cases.createCase({ domainId, templateId, fields: twice }), 'ValidationException');
  await refused(
    strangerCases.createCase({ domainId, templateId, fields: twice }),
    'ResourceNotFoundException',
  );
  await update(caseId, Object.fromEntries(Object.keys(good).map((id) => [id, null])));
  assert.deepEqual(await get(caseId, ...Object.keys(good)), {});
});

test('hostile texts are stored as given and found again', async (t) => {
  const { cases, domainId, newCase, get } = await startCases(t);
  const texts = [
    '<script>alert(1)</script>',
    `${'\u202e'}gnp.exe`,
    "'; drop table case_record; --",
    '👩‍👩‍👧 家族',
    'a%b_c\\d"e',
    'x'.repeat(4100),
    '$1 {{x}} $y',
  ];
  for (const title of texts) {
    const caseId = await newCase({ title });
    assert.equal((await get(caseId, 'title')).title, title);
    const found = await cases.searchCases({ domainId, searchTerm: title.slice(0, 100) });
    assert.ok(
      found.cases?.some((one) => one?.caseId === caseId),
      title.slice(0, 40),
    );
    const filter = { field: { equalTo: { id: 'title', value: { stringValue: title } } } };
    assert.deepEqual(
      (await cases.searchCases({ domainId, filter })).cases?.map((one) => one?.caseId),
      [caseId],
    );
  }
});

test('the same client token gives the same case, another request with it is refused, races too', async (t) => {
  const { cases, domainId, newCase } = await startCases(t);
  const first = await newCase({ title: 'once' }, { clientToken: 'token' });
  assert.equal(await newCase({ title: 'once' }, { clientToken: 'token' }), first);
  await refused(newCase({ title: 'other' }, { clientToken: 'token' }), 'ConflictException');
  const raced = await Promise.all(
    Array.from({ length: 8 }, () => newCase({ title: 'race' }, { clientToken: 'race' })),
  );
  assert.equal(new Set(raced).size, 1);
  assert.equal((await cases.searchCases({ domainId })).totalCount, 2);
});

test('changes of different fields at once all hold, and each leaves its line', async (t) => {
  const { cases, domainId, field, newCase, get, update } = await startCases(t);
  const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => field(`f${index}`, 'Number')));
  const caseId = await newCase();
  await Promise.all(ids.map((id, index) => update(caseId, { [id]: index })));
  assert.deepEqual(await get(caseId, ...ids), Object.fromEntries(ids.map((id, index) => [id, index])));
  const { auditEvents } = await cases.getCaseAuditEvents({ domainId, caseId });
  assert.equal(auditEvents?.length, 11);
});

test('the audit tells what changed from what to what, who did it, page by page', async (t) => {
  const { cases, domainId, newCase, update, advance } = await startCases(t);
  const caseId = await newCase({ title: 'one' });
  advance(1000);
  await cases.updateCase({
    ...{ domainId, caseId },
    fields: wireFields({ title: 'two', summary: 'new' }),
    performedBy: { customEntity: 'night job' },
  });
  await update(caseId, { title: 'two' });
  await update(caseId, { summary: null });
  const { auditEvents: events = [] } = await cases.getCaseAuditEvents({ domainId, caseId });
  assert.deepEqual(
    events.map((event) => event?.type),
    ['Case.Updated', 'Case.Updated', 'Case.Created'],
  );
  const [emptied, changed, created] = events;
  assert.deepEqual(emptied?.fields, [
    { eventFieldId: 'summary', oldValue: { stringValue: 'new' }, newValue: { emptyValue: {} } },
  ]);
  assert.deepEqual(changed?.fields, [
    { eventFieldId: 'title', oldValue: { stringValue: 'one' }, newValue: { stringValue: 'two' } },
    { eventFieldId: 'summary', newValue: { stringValue: 'new' } },
  ]);
  assert.deepEqual(changed?.performedBy, { user: { customEntity: 'night job' }, iamPrincipalArn: me });
  assert.deepEqual(created?.fields?.map((one) => one?.eventFieldId).sort(), [
    'customer_id',
    'status',
    'title',
  ]);
  assert.ok((changed?.performedTime ?? 0) > (created?.performedTime ?? 0));

  for (let round = 0; round < 30; round++) await update(caseId, { title: `round ${round}` });
  const seen = [];
  for (let nextToken: string | undefined, page = 0; page === 0 || nextToken; page++) {
    const answer = await cases.getCaseAuditEvents({ domainId, caseId, maxResults: 10, nextToken });
    seen.push(...(answer.auditEvents ?? []).map((event) => event?.eventId));
    nextToken = answer.nextToken;
  }
  assert.equal(new Set(seen).size, 33);
});

test('screens hear of each change, under the case and its customer', async (t) => {
  const { newCase, update, published, profileId } = await startCases(t);
  const caseId = await newCase();
  await update(caseId, { title: 'told' });
  await update(caseId, { title: 'told' });
  assert.deepEqual(
    published.map(({ topic, data }) => [topic, data.What]),
    [
      [`case:${caseId}`, 'created'],
      [`profileCases:${profileId}`, 'created'],
      [`case:${caseId}`, 'updated'],
      [`profileCases:${profileId}`, 'updated'],
    ],
  );
});

test('search: terms in any width and case, sorts, tokens, totals over 210 cases', async (t) => {
  const { cases, domainId, field, newCase } = await startCases(t);
  const rank = await field('Rank', 'Number');
  const made: { caseId: string; rank: number | undefined }[] = [];
  for (let index = 0; index < 210; index++) {
    const value = index % 7 === 0 ? undefined : index % 50;
    const caseId = await newCase({
      title: index % 3 === 0 ? `ﾃﾚﾋﾞの相談 No.${index}` : `Fridge ${index}`,
      ...(value === undefined ? {} : { [rank]: value }),
    });
    made.push({ caseId, rank: value });
  }
  const all = async (input: object, maxResults = 40) => {
    const found: string[] = [];
    const totals = new Set<number | undefined>();
    for (let nextToken: string | undefined, page = 0; page === 0 || nextToken; page++) {
      const answer = await cases.searchCases({ domainId, maxResults, nextToken, ...input });
      found.push(...(answer.cases ?? []).map((one) => one?.caseId ?? ''));
      totals.add(answer.totalCount);
      nextToken = answer.nextToken;
    }
    return { found, totals: [...totals] };
  };
  const newest = await all({});
  assert.deepEqual(newest.found, made.map(({ caseId }) => caseId).reverse());
  assert.deepEqual(newest.totals, [210]);
  for (const searchTerm of ['テレビの', 'テ', 'no.1', 'fRIDGE']) {
    const { found, totals } = await all({ searchTerm });
    const wanted = made.filter((_, index) => {
      const title = index % 3 === 0 ? `テレビの相談 no.${index}` : `fridge ${index}`;
      return title.includes(searchTerm.toLowerCase());
    });
    assert.deepEqual(found, wanted.map(({ caseId }) => caseId).reverse(), searchTerm);
    assert.deepEqual(totals, [wanted.length]);
  }
  for (const sortOrder of ['Asc', 'Desc'] as const) {
    const sorts = [
      { fieldId: rank, sortOrder },
      { fieldId: 'created_datetime', sortOrder: 'Asc' as const },
    ];
    const { found } = await all({ sorts });
    const sign = sortOrder === 'Asc' ? 1 : -1;
    const byRank = made
      .map((one, index) => ({ ...one, index }))
      .sort((a, b) => {
        if (a.rank === b.rank) return a.index - b.index;
        if (a.rank === undefined || b.rank === undefined) return a.rank === undefined ? 1 : -1;
        return sign * (a.rank - b.rank);
      });
    assert.deepEqual(
      found,
      byRank.map(({ caseId }) => caseId),
      sortOrder,
    );
  }
  for (const fieldId of [
    'title',
    'last_updated_datetime',
    'case_id',
    'reference_number',
    'status',
    'last_closed_datetime',
  ])
    for (const sortOrder of ['Asc', 'Desc'] as const) {
      const { found } = await all({ sorts: [{ fieldId, sortOrder }] }, 33);
      assert.equal(new Set(found).size, 210, `${fieldId} ${sortOrder}`);
    }
  const withFields = await cases.searchCases({
    domainId,
    maxResults: 1,
    fields: [{ id: 'title' }, { id: rank }],
  });
  assert.deepEqual(
    withFields.cases?.[0]?.fields?.map(({ id }) => id),
    ['title', rank],
  );
  const first = await cases.searchCases({ domainId, maxResults: 1 });
  const sorts = [{ fieldId: 'title', sortOrder: 'Asc' as const }];
  await refused(cases.searchCases({ domainId, sorts, nextToken: first.nextToken }), 'ValidationException');
  await refused(cases.searchCases({ domainId, nextToken: 'WyJ4Il0' }), 'ValidationException');
  const forged = Buffer.from(JSON.stringify(['["1); drop"]', 'a'.repeat(32)])).toString('base64url');
  await refused(
    cases.searchCases({ domainId, sorts: [{ fieldId: rank, sortOrder: 'Asc' }], nextToken: forged }),
    'ValidationException',
  );
  await refused(cases.searchCases({ domainId, sorts: [...sorts, ...sorts] }), 'ValidationException');
  await refused(cases.searchCases({ domainId, fields: [{ id: 'nothing' }] }), 'ValidationException');
});
