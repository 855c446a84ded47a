import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProfile } from '../../src/profiles/editProfile.ts';
import { profileScreens } from '../../src/profiles/operations/operations.ts';
import { newestFirst, purchaseOf } from '../../src/profiles/purchases.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { accountId, actor, incoming, take, testHouse } from './support/house.ts';

const recordId = '0'.repeat(32);
const read = (kind: string, fields: Record<string, string>) => purchaseOf({ kind, recordId, fields });

test('a purchase is read from an order or an asset', () => {
  const order = read('_order', {
    Name: '靴',
    TotalPrice: '12,800',
    Currency: 'JPY',
    CreatedDate: '2026-04-03T10:00:00+09:00',
  });
  assert.deepEqual([order.kind, order.name, order.price, order.currency], ['order', '靴', 12_800, 'JPY']);
  assert.equal(order.at?.toISOString(), '2026-04-03T01:00:00.000Z');
  const asset = read('_asset', {
    AssetName: '炊飯器',
    Price: '時価',
    PurchaseDate: '令和8年4月3日',
    Quantity: '2',
  });
  assert.deepEqual([asset.kind, asset.name, asset.price, asset.quantity], ['asset', '炊飯器', '時価', 2]);
  assert.deepEqual([asset.at, asset.day, asset.dateText], [undefined, '2026-04-03', undefined]);
  assert.equal(read('_asset', { PurchaseDate: '春ごろ' }).dateText, '春ごろ');
  assert.equal(read('_order', { CreatedDate: '1775178000' }).at?.toISOString(), '2026-04-03T01:00:00.000Z');
  assert.equal(read('_order', {}).name, undefined);
});

test('newest first, whatever way the date is written; without a date last', () => {
  const days = ['2026-04-03T10:00:00Z', '2026/05/01', '', '20240101', '春ごろ'];
  const list = days.map((PurchaseDate, at) =>
    purchaseOf({ kind: '_asset', recordId: String(at), fields: { AssetName: String(at), PurchaseDate } }),
  );
  assert.deepEqual(
    newestFirst(list).map(({ name }) => name),
    ['1', '0', '3', '4', '2'],
  );
});

test('orders and assets of a customer are one list, page by page, newest first', async (t) => {
  const { house, newDomain, domain } = await testHouse(t);
  const DomainName = await newDomain();
  const type = (root: string, kind: string, date: string) => ({
    Description: kind,
    Fields: {
      id: {},
      person: {},
      name: { Target: `_${root}.${root === 'asset' ? 'AssetName' : 'Name'}` },
      day: { Target: `_${root}.${date}` },
    },
    Keys: {
      [`${root}Id`]: [{ StandardIdentifiers: ['UNIQUE', kind], FieldNames: ['id'] }],
      crmId: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['person'] }],
    },
  });
  await putObjectType(house, await domain(DomainName), 'Assets', type('asset', 'ASSET', 'PurchaseDate'));
  await putObjectType(house, await domain(DomainName), 'Orders', type('order', 'ORDER', 'CreatedDate'));
  await putObjectType(house, await domain(DomainName), 'Crm', {
    Description: 'x',
    AllowProfileCreation: true,
    Fields: { id: {}, last: { Target: '_profile.LastName' } },
    Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
  });
  const [made] = await take(house, await domain(DomainName), [incoming('Crm', { id: 'p', last: '川端' })]);
  assert.ok(made?.kind === 'created');
  // The oldest comes in last: the order in which records come in says nothing.
  const rows = Array.from({ length: 30 }, (_, at) => {
    const day = new Date(Date.UTC(2026, 0, 60 - at)).toISOString().slice(0, 10);
    return incoming(at % 2 ? 'Assets' : 'Orders', { id: `${at}`, person: 'p', name: `n${at}`, day });
  });
  await take(house, await domain(DomainName), rows.toReversed());
  const operation = profileScreens(house).find(({ name }) => name === 'ListProfilePurchases');
  const caller = { accountId, arn: actor, region: 'ap-northeast-1', role: 'agent' as const };
  const list = async (input: object) =>
    (await operation!.run({ DomainName, ...input }, { caller, requestId: 'r' })) as {
      Items: { Name: string }[];
      Total: number;
      NextToken?: string;
    };
  const ProfileId = made.profileId;
  const first = await list({ ProfileId, MaxResults: 20 });
  const second = await list({ ProfileId, MaxResults: 20, NextToken: first.NextToken });
  assert.deepEqual([first.Total, first.Items.length, second.Items.length], [30, 20, 10]);
  assert.deepEqual(
    [...first.Items, ...second.Items].map(({ Name }) => Name),
    rows.map((_, at) => `n${at}`),
  );
  assert.equal(second.NextToken, undefined);
  const other = await createProfile(house, await domain(DomainName), { LastName: '別人' }, actor);
  assert.deepEqual(await list({ ProfileId: other }), { Items: [], Total: 0 });
  await assert.rejects(list({ ProfileId: 'f'.repeat(32) }), /does not exist/);
  await assert.rejects(list({ ProfileId, NextToken: 'x' }), /NextToken/);
});
