import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CreateDomainCommand,
  CreateProfileCommand,
  DeleteProfileObjectTypeCommand,
  ListProfileObjectsCommand,
  MergeProfilesCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  type PutProfileObjectTypeCommandInput,
  SearchProfilesCommand,
  type SearchProfilesCommandInput,
} from '@aws-sdk/client-customer-profiles';
import { mergeOperations } from '../../src/identity/operations/merges.ts';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const nobody = 'f'.repeat(32);

type TypeInput = Pick<PutProfileObjectTypeCommandInput, 'Fields' | 'Keys'>;

const mail = { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' as const };
const _email = [{ StandardIdentifiers: ['PROFILE' as const], FieldNames: ['mail'] }];

const sale: TypeInput = {
  Fields: {
    mail,
    id: { Source: '_source.id' },
    name: { Source: '_source.name', Target: '_asset.AssetName' },
    serial: { Source: '_source.serial', Target: '_asset.SerialNumber' },
  },
  Keys: { _email, saleId: [{ StandardIdentifiers: ['UNIQUE', 'ASSET'], FieldNames: ['id'] }] },
};

/** Repairs speak of an asset by the id it has here. */
const repair: TypeInput = {
  Fields: {
    mail,
    id: { Source: '_source.id' },
    asset: { Source: '_source.asset' },
    status: { Source: '_source.status', Target: '_asset.Status' },
    name: { Source: '_source.name', Target: '_asset.AssetName' },
  },
  Keys: {
    _email,
    repairId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
    _assetId: [{ StandardIdentifiers: ['ASSET', 'LOOKUP_ONLY'], FieldNames: ['asset'] }],
  },
};

const order: TypeInput = {
  Fields: {
    mail,
    id: { Source: '_source.id' },
    items: { Source: '_source.items', Target: '_order.OrderItems' },
    total: { Source: '_source.total', Target: '_order.TotalPrice' },
  },
  Keys: { _email, orderNumber: [{ StandardIdentifiers: ['UNIQUE', 'ORDER'], FieldNames: ['id'] }] },
};

async function start(t: TestContext, types: Record<string, TypeInput>) {
  const server = await startAwsServer(t, mergeOperations);
  const { client } = server;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  for (const [ObjectTypeName, type] of Object.entries(types))
    await client.send(
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName, Description: 'x', ...type }),
    );
  const create = async (fields: object) =>
    (await client.send(new CreateProfileCommand({ DomainName, ...fields }))).ProfileId ?? '';
  return {
    ...server,
    create,
    buyer: await create({ EmailAddress: 'buyer@x.jp' }),
    put: (ObjectTypeName: string, object: object) =>
      client.send(
        new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: JSON.stringify(object) }),
      ),
    records: async (ProfileId: string, ObjectTypeName: string) => {
      const listed = await client.send(
        new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName }),
      );
      return (listed.Items ?? []).map((item): { key: string; AssetName?: string; OrderItems?: unknown } => ({
        key: item.ProfileObjectUniqueKey ?? '',
        ...JSON.parse(item.Object ?? ''),
      }));
    },
    ids: async (KeyName: string, value: string, more: Partial<SearchProfilesCommandInput> = {}) =>
      (
        (await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values: [value], ...more })))
          .Items ?? []
      ).map((item) => item.ProfileId),
  };
}

test('customers are found by the ids of their records, and by names and serial numbers of what they own', async (t) => {
  const { client, create, buyer, put, records, ids } = await start(t, { sale, order });
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: '冷蔵庫', serial: 'S-1' });
  await put('order', { id: '1', mail: 'buyer@x.jp', total: '100' });
  const [asset] = await records(buyer, '_asset');
  const [ordered] = await records(buyer, '_order');
  assert.deepEqual(asset, { key: asset?.key, AssetId: asset?.key, AssetName: '冷蔵庫', SerialNumber: 'S-1' });
  assert.deepEqual(ordered, { key: ordered?.key, OrderId: ordered?.key, TotalPrice: '100' });
  const found = async () => [
    await ids('_assetId', asset?.key ?? ''),
    await ids('_orderId', ordered?.key ?? ''),
    await ids('_assetName', '冷蔵庫'),
    await ids('_serialNumber', 'S-1'),
    await ids('_email', 'nobody@x.jp', {
      AdditionalSearchKeys: [{ KeyName: '_assetId', Values: [nobody, asset?.key ?? ''] }],
    }),
    await ids('_email', 'buyer@x.jp', {
      AdditionalSearchKeys: [{ KeyName: '_orderId', Values: [ordered?.key ?? ''] }],
      LogicalOperator: 'AND',
    }),
  ];
  assert.deepEqual(await found(), Array(6).fill([buyer]));
  assert.deepEqual(await ids('_caseId', asset?.key ?? ''), [], 'an asset is no case');
  assert.deepEqual(await ids('_assetId', 'no id'), []);
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: '洗濯機', serial: 'x'.repeat(5000) });
  assert.deepEqual(await ids('_assetName', '冷蔵庫'), []);
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: '冷蔵庫', serial: 'S-1' });
  const other = await create({ FirstName: 'Main' });
  await client.send(
    new MergeProfilesCommand({ DomainName, MainProfileId: other, ProfileIdsToBeMerged: [buyer] }),
  );
  assert.deepEqual((await found()).slice(0, 5), Array(5).fill([other]));
});

test('an object that names an asset by its id adds to that asset; the id is looked up only', async (t) => {
  const { buyer, put, records, ids } = await start(t, { sale, repair });
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: 'fridge' });
  await put('sale', { id: '2', mail: 'buyer@x.jp', name: 'washer' });
  const [first, second] = await records(buyer, '_asset');
  const asset = second?.key ?? '';
  await put('repair', { id: 'r1', mail: 'buyer@x.jp', asset, status: 'repaired' });
  const after = await records(buyer, '_asset');
  assert.deepEqual(after, [first, { ...second, Status: 'repaired' }]);
  await put('repair', { id: 'r2', mail: 'buyer@x.jp', asset: nobody, status: 'unknown' });
  const all = await records(buyer, '_asset');
  assert.equal(all.length, 3, 'an id that leads nowhere leaves a record of its own');
  assert.deepEqual(await ids('_assetId', nobody), []);
});

test('an asset can lead to its customer, too', async (t) => {
  const Keys = {
    repairId: [{ StandardIdentifiers: ['UNIQUE' as const, 'PROFILE' as const], FieldNames: ['id'] }],
    _assetId: [
      {
        StandardIdentifiers: ['PROFILE' as const, 'ASSET' as const, 'LOOKUP_ONLY' as const],
        FieldNames: ['asset'],
      },
    ],
  };
  const { buyer, put, records, ids } = await start(t, { sale, repair: { ...repair, Keys } });
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: 'fridge' });
  const [asset] = await records(buyer, '_asset');
  await put('repair', { id: 'r1', asset: asset?.key, status: 'repaired' });
  assert.deepEqual(await ids('repairId', 'r1'), [buyer]);
  assert.deepEqual(await records(buyer, '_asset'), [{ ...asset, Status: 'repaired' }]);
  await assert.rejects(put('repair', { id: 'r2', asset: nobody }), /no single profile matches/);
});

test('the items of an order are a list', async (t) => {
  const { buyer, put, records } = await start(t, { order });
  const items = [
    { Title: '茶碗', Price: '1200', Quantity: 2, sku: 'x' },
    { title: 'こめ', price: 4980.5 },
  ];
  await put('order', { id: '1', mail: 'buyer@x.jp', items });
  await put('order', { id: '2', mail: 'buyer@x.jp', items: JSON.stringify(items) });
  const expected = [
    { Title: '茶碗', Price: '1200', Quantity: '2' },
    { Title: 'こめ', Price: '4980.5' },
  ];
  for (const { OrderItems } of await records(buyer, '_order')) assert.deepEqual(OrderItems, expected);
  for (const wrong of ['rice', '{"Title":"rice"}', '[1]', '[{"Title":{}}]'])
    await assert.rejects(put('order', { id: '3', mail: 'buyer@x.jp', items: wrong }), {
      name: 'BadRequestException',
      message: /"items": must be a JSON array of order items/,
    });
});

test('deleting a type takes the records that came from it, and what it gave to others', async (t) => {
  const { client, buyer, put, records, ids } = await start(t, { sale, repair, order });
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: 'fridge', serial: 'S-1' });
  const [asset] = await records(buyer, '_asset');
  await put('repair', {
    id: 'r1',
    mail: 'buyer@x.jp',
    asset: asset?.key,
    status: 'repaired',
    name: 'cooler',
  });
  await put('repair', { id: 'r2', mail: 'buyer@x.jp', asset: nobody, status: 'unknown' });
  await put('order', { id: '1', mail: 'buyer@x.jp', total: '100' });
  const remove = (ObjectTypeName: string) =>
    client.send(new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName }));
  assert.equal((await records(buyer, '_asset'))[0]?.AssetName, 'cooler');
  await remove('repair');
  assert.deepEqual(await records(buyer, '_asset'), [asset], 'as it was without the type');
  assert.deepEqual(await ids('_assetName', 'fridge'), [buyer]);
  await remove('sale');
  assert.deepEqual(await records(buyer, '_asset'), []);
  assert.deepEqual(await ids('_serialNumber', 'S-1'), []);
  assert.deepEqual(await ids('_assetId', asset?.key ?? ''), []);
  assert.equal((await records(buyer, '_order')).length, 1);
  await client.send(
    new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'sale', Description: 'x', ...sale }),
  );
  await put('sale', { id: '1', mail: 'buyer@x.jp', name: 'new' });
  const [anew] = await records(buyer, '_asset');
  assert.notEqual(anew?.key, asset?.key);
});
