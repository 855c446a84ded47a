import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteDomainCommand,
  DeleteProfileCommand,
  MergeProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { countCases } from '../../src/cases/store/cases.ts';
import { undoMerge } from '../../src/identity/merge.ts';
import { accountId, profileArn, refused, startCases } from './support/casesServer.ts';

test('cases follow their customer through merge and undo, without being touched', async (t) => {
  const { cases, domainId, profiles, customer, newCase, get, update, house, published } = await startCases(t);
  const [a, b, c] = [
    await customer({ FirstName: 'A' }),
    await customer({ FirstName: 'B' }),
    await customer(),
  ];
  const caseA = await newCase({ customer_id: profileArn(a) });
  const caseB = await newCase({ customer_id: profileArn(b) });
  const caseC = await newCase({ customer_id: profileArn(c) });
  const casesOf = async (profileId: string) => {
    const filter = {
      field: { equalTo: { id: 'customer_id', value: { stringValue: profileArn(profileId) } } },
    };
    const found = await cases.searchCases({ domainId, filter, fields: [{ id: 'customer_id' }] });
    return found.cases?.map((one) => one?.caseId).sort();
  };
  const merge = async (main: string, other: string) => {
    const input = { DomainName: 'shop', MainProfileId: main, ProfileIdsToBeMerged: [other] };
    const { Message } = await profiles.send(new MergeProfilesCommand(input));
    return /[0-9a-f]{32}/.exec(Message ?? '')?.[0] ?? '';
  };
  const mergeId = await merge(a, b);
  assert.equal((await get(caseB, 'customer_id')).customer_id, profileArn(a));
  for (const profileId of [a, b]) assert.deepEqual(await casesOf(profileId), [caseA, caseB].sort());
  assert.deepEqual(await casesOf(c), [caseC]);

  // Writing back what was read does not move the case to the survivor.
  await update(caseB, { customer_id: profileArn(a), title: 'read and written' });
  published.length = 0;
  await update(caseB, { title: 'told to both' });
  assert.deepEqual(
    published.map(({ topic }) => topic),
    [`case:${caseB}`, `profileCases:${b}`, `profileCases:${a}`],
  );

  const domain = await house.domains.get(accountId, 'shop');
  await undoMerge(house, domain, mergeId, 'tester');
  assert.equal((await get(caseB, 'customer_id')).customer_id, profileArn(b));
  assert.deepEqual([await casesOf(a), await casesOf(b)], [[caseA], [caseB]]);

  // A case can be given to somebody else on purpose.
  await update(caseB, { customer_id: profileArn(c) });
  assert.deepEqual([await casesOf(b), await casesOf(c)], [[], [caseB, caseC].sort()]);
});

test('a customer who was deleted stays known by what was written', async (t) => {
  const { cases, domainId, profiles, profileId, newCase, get } = await startCases(t);
  const caseId = await newCase();
  await profiles.send(new DeleteProfileCommand({ DomainName: 'shop', ProfileId: profileId }));
  assert.equal((await get(caseId, 'customer_id')).customer_id, profileArn(profileId));
  const filter = { field: { equalTo: { id: 'customer_id', value: { stringValue: profileArn(profileId) } } } };
  assert.equal((await cases.searchCases({ domainId, filter })).totalCount, 1);
  await refused(newCase(), 'ValidationException');
});

test('the Cases domain that serves a domain counts its cases and goes with it', async (t) => {
  const { cases, profiles, profileId, house, domainId } = await startCases(t);
  const { sql } = house;
  const { domainId: shop } = await house.domains.get(accountId, 'shop');
  await sql`update case_domain set domain_id = ${shop} where cases_id = ${domainId}`;
  const { templateId = '' } = await cases.createTemplate({ domainId, name: 'T' });
  const fields = [
    { id: 'title', value: { stringValue: 'x' } },
    { id: 'customer_id', value: { stringValue: profileArn(profileId) } },
  ];
  for (let made = 0; made < 3; made++) await cases.createCase({ domainId, templateId, fields });
  assert.deepEqual(await countCases(sql, shop, [profileId, 'f'.repeat(32)]), new Map([[profileId, 3]]));
  assert.deepEqual(await countCases(sql, shop, []), new Map());
  await profiles.send(new DeleteDomainCommand({ DomainName: 'shop' }));
  await refused(cases.getDomain({ domainId }), 'ResourceNotFoundException');
  const [left] = await sql`select count(*) as cases from case_record`;
  assert.equal(left?.cases, 0);
});
