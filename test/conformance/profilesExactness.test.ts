import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  DeleteProfileObjectCommand,
  ListProfileObjectsCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'exact';

async function start(t: TestContext) {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const putText = (ObjectTypeName: string, text: string) =>
    client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: text }));
  return {
    client,
    putText,
    ids: async (KeyName: string, value: string) => {
      const found = await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values: [value] }));
      return (found.Items ?? []).map((item) => item.ProfileId!);
    },
    create: async (fields: object) => {
      const made = await client.send(new CreateProfileCommand({ DomainName, ...fields }));
      return made.ProfileId!;
    },
    profile: async (...ProfileIds: string[]) => {
      const found = await client.send(new BatchGetProfileCommand({ DomainName, ProfileIds }));
      return found.Profiles![0]!;
    },
  };
}

test('numbers of any length are keys just as they are written: none is rounded to another', async (t) => {
  const { client, putText, ids, profile } = await start(t);
  await client.send(
    new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName: 'crm', Description: 'x', AllowProfileCreation: true },
      Fields: {
        id: { Source: '_source.id' },
        name: { Source: '_source.name', Target: '_profile.FirstName' },
        points: { Source: '_source.points', Target: '_profile.Attributes.points' },
      },
      Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
    }),
  );
  const numbers = [
    '9007199254740993',
    '9007199254740992',
    '12345678901234567890',
    '12345678901234567891',
    '7',
  ];
  for (const number of numbers) await putText('crm', `{"id":${number},"name":"n${number}","points":1.50}`);
  for (const number of numbers) {
    const found = await ids('crmId', number);
    assert.equal(found.length, 1, number);
    const { FirstName, Attributes } = await profile(found[0]!);
    assert.equal(FirstName, `n${number}`);
    assert.equal(Attributes?.['points'], '1.5');
  }
  // The same once more is the same object, and so is its next version.
  await putText('crm', '{"id":9007199254740993,"name":"changed","points":0.12345678901234567}');
  const [again] = await ids('crmId', '9007199254740993');
  const changed = await profile(again!);
  assert.equal(changed.FirstName, 'changed');
  assert.equal(changed.Attributes?.['points'], '0.12345678901234567');
});

test('the templates of contact records: who is found by telephone, and who is made', async (t) => {
  const { client, putText, ids, create } = await start(t);
  const [known, shared, unknown] = ['+81312340001', '+81312340002', '+81312340003'];
  const one = await create({ PhoneNumber: known });
  await create({ PhoneNumber: shared });
  await create({ PhoneNumber: shared });
  const expected = {
    CTR: ['made', 'made', 'made'],
    'CTR-NoInferred': ['found', 'made', 'made'],
    'CTR-AutoAssociateOnly': ['found', 'refused', 'refused'],
  };
  for (const [TemplateId, outcomes] of Object.entries(expected).toReversed()) {
    const ObjectTypeName = TemplateId.replaceAll('-', '');
    const type = { DomainName, ObjectTypeName, TemplateId, Description: 'x' };
    await client.send(new PutProfileObjectTypeCommand(type));
    const came: string[] = [];
    for (const [at, address] of [known, shared, unknown].entries()) {
      const contactId = `${TemplateId}-${at}`;
      const record = { contactId, channel: 'VOICE', customerEndpoint: { address } };
      const refused = await putText(ObjectTypeName, JSON.stringify(record)).then(
        () => false,
        (cause: Error) => /no single profile matches/.test(cause.message),
      );
      const [owner] = await ids('_ctrContactId', contactId);
      came.push(refused ? 'refused' : owner === one ? 'found' : 'made');
    }
    assert.deepEqual(came, outcomes, TemplateId);
  }
});

test('a type that finds profiles by _profileId alone may make some, too', async (t) => {
  const { client, putText, ids } = await start(t);
  await client.send(
    new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName: 'event', Description: 'x', AllowProfileCreation: true },
      Fields: { id: { Source: '_source.id' }, whose: { Source: '_source.whose' } },
      Keys: {
        eventId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
        _profileId: [{ StandardIdentifiers: ['PROFILE', 'LOOKUP_ONLY'], FieldNames: ['whose'] }],
      },
    }),
  );
  await putText('event', JSON.stringify({ id: 'e1', whose: 'f'.repeat(32) }));
  assert.equal((await ids('eventId', 'e1')).length, 1);
});

test('an asset outlives the object it came from, and is deleted by the key it is listed with', async (t) => {
  const { client, putText, create } = await start(t);
  await client.send(
    new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName: 'sale', Description: 'x' },
      Fields: {
        id: { Source: '_source.id' },
        mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' },
        name: { Source: '_source.name', Target: '_asset.AssetName' },
      },
      Keys: {
        saleId: [{ StandardIdentifiers: ['UNIQUE', 'ASSET'], FieldNames: ['id'] }],
        _email: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['mail'] }],
      },
    }),
  );
  const ProfileId = await create({ EmailAddress: 'a@example.jp' });
  const put = () => putText('sale', '{"id":"s1","mail":"a@example.jp","name":"secret"}');
  const list = async (ObjectTypeName: string) =>
    (await client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName }))).Items ?? [];
  const remove = async (ObjectTypeName: string, ProfileObjectUniqueKey = 'f'.repeat(32)) =>
    client.send(
      new DeleteProfileObjectCommand({ DomainName, ProfileId, ObjectTypeName, ProfileObjectUniqueKey }),
    );
  const { ProfileObjectUniqueKey } = await put();
  await remove('sale', ProfileObjectUniqueKey);
  const [asset] = await list('_asset');
  assert.match(asset?.Object ?? '', /secret/);
  await remove('_asset', asset?.ProfileObjectUniqueKey);
  assert.deepEqual(await list('_asset'), []);
  await assert.rejects(remove('_asset', asset?.ProfileObjectUniqueKey), {
    name: 'ResourceNotFoundException',
  });
  await put();
  assert.equal((await list('_asset')).length, 1, 'its key is free again');
});
