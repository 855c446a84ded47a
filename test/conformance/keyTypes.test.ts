import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateDomainCommand,
  DeleteProfileObjectCommand,
  ListProfileObjectsCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import type { ContentType } from '../../src/values/keys.ts';
import { startAwsServer } from '../helpers/awsServer.ts';
import { storedRefs, supportedKeys } from '../profiles/support/keyTruth.ts';

const DomainName = 'shop';
const ObjectTypeName = 'visit';

test('when the values of a key compare otherwise, what is there already is found so, too', async (t) => {
  const { client, house } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const putType = (tel: ContentType, serial: ContentType = 'STRING') =>
    client.send(
      new PutProfileObjectTypeCommand({
        ...{ DomainName, ObjectTypeName, Description: 'x', AllowProfileCreation: true },
        Fields: {
          id: { Source: '_source.id' },
          tel: { ContentType: tel },
          shop: { Source: '_source.shop' },
          serial: { Source: '_source.serial', ContentType: serial },
          name: { Source: '_source.name', Target: '_asset.AssetName' },
        },
        Keys: {
          visitId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
          visitor: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['tel'] }],
          visitorOfShop: [{ FieldNames: ['tel', 'shop'] }],
          serialNo: [{ StandardIdentifiers: ['ASSET'], FieldNames: ['serial'] }],
        },
      }),
    );
  const put = (object: object) =>
    client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: JSON.stringify(object) }));
  const find = async (KeyName: string, value: string) => {
    const { Items = [] } = await client.send(
      new SearchProfilesCommand({ DomainName, KeyName, Values: [value] }),
    );
    return Items.map((item) => item.ProfileId ?? '');
  };
  const objects = async (ProfileId: string, name: string) =>
    (await client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: name })))
      .Items ?? [];
  const exact = async () => {
    const domain = await house.domains.get('000000000000', DomainName);
    assert.deepEqual(await storedRefs(house, domain), await supportedKeys(house, domain));
  };
  await putType('STRING');
  await put({ id: '1', tel: '090-1111-2222', shop: '大阪', serial: '0042', name: 'fridge' });
  const [person = ''] = await find('visitor', '090-1111-2222');
  await put({ id: '2', tel: '+81 90 1111 2222', shop: '大阪' });
  const [other = ''] = await find('visitor', '+81 90 1111 2222');
  assert.notEqual(person, other, 'as texts they differ');
  await put({ id: '3', tel: '03-1234-5678', shop: '東京' });
  await put({ id: '5', tel: 'unknown', shop: '東京' });
  await exact();

  await putType('PHONE_NUMBER', 'NUMBER');
  await exact();
  const both = [person, other].sort();
  for (const value of ['09011112222', '+81 90-1111-2222'])
    assert.deepEqual(await find('visitor', value), both);
  assert.deepEqual(await find('visitorOfShop', '0312345678|東京'), await find('visitor', '+81312345678'));
  assert.equal((await find('visitor', '+81312345678')).length, 1);
  assert.equal((await find('visitId', '5')).length, 1, 'what has no such form loses that key only');
  await put({ id: '4', tel: '０３（１２３４）５６７８', shop: '東京', serial: '42', name: 'cooler' });
  const [third = ''] = await find('visitor', '0312345678');
  assert.equal((await objects(third, ObjectTypeName)).length, 2, 'later objects come to the same customer');
  assert.deepEqual(
    await objects(person, '_asset'),
    [],
    'the asset of that number went with the later object',
  );
  assert.equal((await objects(third, '_asset')).length, 1);

  await put({ id: '2', tel: '090-9999-8888', shop: '大阪' });
  assert.deepEqual(await find('visitor', '090-1111-2222'), [person]);
  const [first] = await objects(person, ObjectTypeName);
  await client.send(
    new DeleteProfileObjectCommand({
      ...{ DomainName, ObjectTypeName, ProfileId: person },
      ProfileObjectUniqueKey: first?.ProfileObjectUniqueKey,
    }),
  );
  assert.deepEqual(await find('visitor', '090-1111-2222'), []);
  await exact();

  await putType('STRING', 'NUMBER');
  await exact();
  assert.deepEqual(await find('visitor', '03-1234-5678'), [third], 'texts are there as they came');
  assert.deepEqual(await find('visitor', '0312345678'), []);
});
