import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MergeProfilesCommand } from '@aws-sdk/client-customer-profiles';
import { systemCaller } from '../../src/access/account.ts';
import { createUser } from '../../src/access/users.ts';
import { knownContact, refused, startCases } from './support/casesServer.ts';

const shop = { DomainName: 'shop' };

test('a Cases domain is made at the first use, once, and one of the same name is taken', async (t) => {
  const { cases, run } = await startCases(t);
  const answers = await Promise.all(Array.from({ length: 5 }, () => run('GetCaseDomain', shop)));
  assert.equal(
    new Set(answers.map(({ CasesDomainId, TemplateId }) => `${CasesDomainId}/${TemplateId}`)).size,
    1,
  );
  const [{ CasesDomainId: domainId, TemplateId: templateId }] = answers;
  assert.equal((await cases.getDomain({ domainId })).name, 'shop');
  const template = await cases.getTemplate({ domainId, templateId });
  assert.equal(template.name, 'General');
  const layoutId = template.layoutConfiguration?.defaultLayout;
  assert.ok((await cases.getLayout({ domainId, layoutId })).content?.basic?.topPanel);
  const { options } = await cases.listFieldOptions({ domainId, fieldId: 'case_reason' });
  assert.ok((options?.length ?? 0) > 3);
  await assert.rejects(run('GetCaseDomain', { DomainName: 'elsewhere' }), { status: 404 });
});

test('a Cases domain made with the SDK beforehand serves the domain of its name', async (t) => {
  const { cases, run } = await startCases(t);
  const { domainId } = await cases.createDomain({ name: 'shop' });
  assert.equal((await run('GetCaseDomain', shop)).CasesDomainId, domainId);
});

test('a case from a screen: opened, listed, shown with its timeline, edited, closed, reopened', async (t) => {
  const { cases, run, profileId, advance, house, published } = await startCases(t);
  const person = {
    name: '佐藤 花',
    email: 'hana@example.jp',
    role: 'agent' as const,
    password: 'a long password',
  };
  await createUser(house.sql, systemCaller, person, house.clock());
  const hana = 'arn:aws:iam::000000000000:user/hana@example.jp';
  const form = await run('GetCaseForm', shop);
  assert.deepEqual(
    form.Templates.map(({ Name }: { Name: string }) => Name),
    ['General'],
  );
  const ids = form.Form.Fields.map(({ FieldId }: { FieldId: string }) => FieldId);
  assert.deepEqual(ids.slice(0, 4), ['title', 'status', 'case_reason', 'assigned_user']);
  const wanted = {
    ...{ ...shop, ProfileId: profileId, ContactId: 'known-9', ClientToken: 'once' },
    Fields: { title: '返品したい', case_reason: 'complaint', summary: '', assigned_user: hana },
  };
  const { CaseId } = await run('OpenCase', wanted, hana);
  assert.equal((await run('OpenCase', wanted, hana)).CaseId, CaseId);
  assert.ok(published.some(({ topic, data }) => topic === 'domain:shop' && data.CaseId === CaseId));
  advance(1000);
  const view = await run('GetCaseView', { ...shop, CaseId });
  assert.equal(view.Status, 'open');
  assert.equal(view.Fields.title, '返品したい');
  assert.deepEqual(view.Customer, { ProfileId: profileId, FirstName: 'Hanako' });
  assert.equal(view.People[hana], '佐藤 花');
  assert.deepEqual(
    view.Timeline.map((entry: { Kind: string; ItemType?: string }) => [entry.Kind, entry.ItemType]),
    [
      ['added', 'Contact'],
      ['created', undefined],
    ],
  );
  assert.equal(view.Timeline[0].Item.ContactArn, knownContact('known-9'));

  const { CasesDomainId: domainId } = view;
  const comment = await cases.createRelatedItem({
    ...{ domainId, caseId: CaseId, type: 'Comment' },
    content: { comment: { body: '<i>連絡済み</i>', contentType: 'Text/Plain' } },
  });
  const edit = (input: object) => run('EditCase', { ...shop, CaseId, ...input }, hana);
  await edit({ Fields: { status: 'closed' }, Empty: ['assigned_user'] });
  await assert.rejects(edit({ Fields: { title: 'other' } }), { name: 'ConflictException' });
  await edit({ Fields: { status: 'open', title: '返品' } });
  await edit({ Fields: { title: '返品の件' } });
  await cases.deleteRelatedItem({ domainId, caseId: CaseId, relatedItemId: comment.relatedItemId });
  const seen = [];
  let page = await run('GetCaseView', { ...shop, CaseId, MaxResults: 3 });
  for (;;) {
    seen.push(...page.Timeline);
    if (!page.NextToken) break;
    page = await run('ListCaseTimeline', { ...shop, CaseId, MaxResults: 3, NextToken: page.NextToken });
  }
  assert.deepEqual(
    seen.map((entry) => entry.Kind),
    ['removed', 'changed', 'changed', 'changed', 'added', 'added', 'created'],
  );
  assert.deepEqual(seen[0].Changes, [{ FieldId: 'body', Before: '<i>連絡済み</i>', After: undefined }]);
  assert.deepEqual(seen[1].Changes, [{ FieldId: 'title', Before: '返品', After: '返品の件' }]);
  const list = await run('ListProfileCases', { ...shop, ProfileId: profileId });
  assert.equal(list.Total, 1);
  assert.deepEqual(
    [list.Items[0].Title, list.Items[0].Reason, list.Items[0].CommentCount, list.Items[0].ClosedAt],
    ['返品の件', 'complaint', 0, undefined],
  );
  const linked = async (ContactId: string) =>
    (await run('ListProfileCases', { ...shop, ProfileId: profileId, ContactId })).Items[0].Linked;
  assert.deepEqual([await linked('known-9'), await linked('known-8')], [true, false]);
  await run('LinkContactToCase', { ...shop, CaseId, ContactId: 'known-8' });
  await run('LinkContactToCase', { ...shop, CaseId, ContactId: 'known-8' });
  assert.equal(await linked('known-8'), true);
  const ofContact = await run('ListContactCases', { ...shop, ContactId: 'known-8' });
  assert.deepEqual(
    ofContact.Items.map((one: { CaseId: string }) => one.CaseId),
    [CaseId],
  );
  await assert.rejects(run('LinkContactToCase', { ...shop, CaseId, ContactId: 'nobody' }), { status: 404 });
  const people = await run('ListCasePeople', {}, hana);
  assert.deepEqual(people.Items, [{ UserArn: hana, Name: '佐藤 花', Me: true }]);
});

test('the form says what is required, hidden and left to choose for the values at hand', async (t) => {
  const { cases, run, profileId } = await startCases(t);
  const { CasesDomainId: domainId } = await run('GetCaseDomain', shop);
  const { fieldId = '' } = await cases.createField({ domainId, name: 'Outcome', type: 'Text' });
  const on = (id: string, stringValue: string) => ({
    equalTo: { operandOne: { fieldId: id }, operandTwo: { stringValue }, result: true },
  });
  const rule = async (name: string, kind: 'required' | 'hidden', id: string, value: string) =>
    (
      await cases.createCaseRule({
        domainId,
        name,
        rule: { [kind]: { defaultValue: false, conditions: [on(id, value)] } } as never,
      })
    ).caseRuleId;
  const needed = await rule('needed', 'required', 'status', 'closed');
  const quiet = await rule('quiet', 'hidden', 'case_reason', 'other');
  const { templateId } = await cases.createTemplate({
    domainId,
    name: 'Ruled',
    rules: [
      { caseRuleId: needed, fieldId },
      { caseRuleId: quiet, fieldId },
    ],
  });
  const state = async (Fields: object) => {
    const { Form } = await run('GetCaseForm', { ...shop, TemplateId: templateId, Fields });
    const field = Form.Fields.find((one: { FieldId: string }) => one.FieldId === fieldId);
    return [field.Required, field.Hidden];
  };
  assert.deepEqual(await state({}), [false, false]);
  assert.deepEqual(await state({ status: 'closed' }), [true, false]);
  assert.deepEqual(await state({ status: 'closed', case_reason: 'other' }), [false, true]);
  const Fields = { title: 'x', status: 'closed' };
  await refused(
    run('OpenCase', { ...shop, ProfileId: profileId, TemplateId: templateId, Fields }),
    'ValidationException',
  );
});

test('the list of cases: words, status, who looks after them; a customer of 210 cases page by page', async (t) => {
  const { run, profileId, customer, profiles } = await startCases(t);
  const other = await customer({ LastName: '鈴木' });
  const me = 'arn:aws:iam::000000000000:user/me@example.jp';
  for (let index = 0; index < 210; index++) {
    const assigned = index % 3 === 0 ? { assigned_user: me } : {};
    const Fields = { title: `件 ${index}`, status: index % 5 === 0 ? 'closed' : 'open', ...assigned };
    await run('OpenCase', { ...shop, ProfileId: profileId, Fields });
  }
  await run('OpenCase', { ...shop, ProfileId: other, Fields: { title: '別の件' } });
  const total = async (input: object) => (await run('FindCases', { ...shop, ...input }, me)).Total;
  assert.deepEqual(
    [
      await total({}),
      await total({ Status: 'closed' }),
      await total({ Status: 'NOT_CLOSED' }),
      await total({ AssignedUser: 'ME' }),
      await total({ AssignedUser: 'NOBODY' }),
      await total({ AssignedUser: 'ME', Status: 'closed' }),
      await total({ SearchTerm: '件 20' }),
    ],
    [211, 42, 169, 70, 141, 14, 11],
  );
  const [first] = (await run('FindCases', shop)).Items;
  assert.deepEqual(first.Customer, { ProfileId: other, LastName: '鈴木' });

  const merge = { DomainName: 'shop', MainProfileId: other, ProfileIdsToBeMerged: [profileId] };
  await profiles.send(new MergeProfilesCommand(merge));
  for (const ProfileId of [profileId, other]) {
    const titles: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await run('ListProfileCases', { ...shop, ProfileId, MaxResults: 100, NextToken });
      assert.equal(page.Total, 211);
      titles.push(...page.Items.map(({ Title }: { Title: string }) => Title));
      NextToken = page.NextToken;
    } while (NextToken);
    assert.equal(titles.length, 211);
    assert.deepEqual([titles[0], titles[1], titles.at(-1)], ['別の件', '件 209', '件 0']);
  }
  await refused(run('ListProfileCases', { ...shop, ProfileId: 'f'.repeat(32) }), 'ResourceNotFoundException');
});
