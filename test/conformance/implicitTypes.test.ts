import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CreateDomainCommand,
  DeleteProfileObjectTypeCommand,
  GetProfileObjectTypeCommand,
  GetProfileObjectTypeTemplateCommand,
  ListProfileObjectsCommand,
  ListProfileObjectTypesCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const ObjectTypeName = 'Shopify-Customer';

async function start(t: TestContext) {
  const server = await startAwsServer(t);
  const { client } = server;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  return {
    ...server,
    put: (name: string, object: object) =>
      client.send(
        new PutProfileObjectCommand({ DomainName, ObjectTypeName: name, Object: JSON.stringify(object) }),
      ),
    get: (name = ObjectTypeName) =>
      client.send(new GetProfileObjectTypeCommand({ DomainName, ObjectTypeName: name })),
    names: async () =>
      ((await client.send(new ListProfileObjectTypesCommand({ DomainName }))).Items ?? []).map(
        (item) => item.ObjectTypeName,
      ),
    search: async (KeyName: string, value: string) =>
      (await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values: [value] }))).Items ?? [],
  };
}

test('objects of a type named like a template are taken by that template, without defining the type', async (t) => {
  const { client, put, get, names, search } = await start(t);
  const before = await get();
  assert.equal(before.TemplateId, ObjectTypeName);
  assert.deepEqual(await names(), []);
  await put(ObjectTypeName, { id: 7, first_name: 'Hanako', email: 'hanako@example.jp' });
  const [profile] = await search('_shopifyCustomerId', '7');
  assert.equal(profile?.FirstName, 'Hanako');
  assert.deepEqual(await names(), [ObjectTypeName]);
  const type = await get();
  const template = await client.send(new GetProfileObjectTypeTemplateCommand({ TemplateId: ObjectTypeName }));
  assert.deepEqual(
    [type.Fields, type.Keys, type.AllowProfileCreation, type.TemplateId],
    [template.Fields, template.Keys, template.AllowProfileCreation, ObjectTypeName],
  );
  const { ProfileId = '' } = profile ?? {};
  const listed = async (name: string) =>
    (await client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: name })))
      .Items ?? [];
  assert.equal((await listed(ObjectTypeName)).length, 1);
  assert.deepEqual(await listed('Zendesk-users'), [], 'not used yet, and so without objects');
  await assert.rejects(put('Shopify-Nothing', { id: 7 }), { name: 'ResourceNotFoundException' });
});

test('many first objects of an implicit type at once make one type', async (t) => {
  const { put, names, search } = await start(t);
  await Promise.all([1, 2, 3, 4].map((id) => put(ObjectTypeName, { id })));
  assert.deepEqual(await names(), [ObjectTypeName]);
  for (const id of ['1', '4']) assert.equal((await search('_shopifyCustomerId', id)).length, 1, id);
});

test('an explicit definition takes the place of an implicit one, from its own time on; deleting it brings the template back', async (t) => {
  const { client, put, get, names, search, advance } = await start(t);
  await put(ObjectTypeName, { id: 7, first_name: 'Hanako' });
  const implicit = await get();
  advance(60_000);
  await client.send(
    new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName, Description: 'ours', AllowProfileCreation: true, Tags: { a: 'b' } },
      Fields: { id: { Source: '_source.id' }, name: { Source: '_source.name', Target: '_profile.LastName' } },
      Keys: { _shopifyCustomerId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
    }),
  );
  const explicit = await get();
  assert.equal(explicit.TemplateId, undefined);
  assert.deepEqual(Object.keys(explicit.Fields ?? {}), ['id', 'name']);
  assert.deepEqual(explicit.Tags, { a: 'b' });
  assert.ok((explicit.CreatedAt?.getTime() ?? 0) >= (implicit.CreatedAt?.getTime() ?? 0) + 60_000);
  await put(ObjectTypeName, { id: 7, first_name: 'Jiro', name: 'Sato' });
  const [profile] = await search('_shopifyCustomerId', '7');
  assert.deepEqual([profile?.FirstName, profile?.LastName], ['Hanako', 'Sato'], 'what came before stays');
  await client.send(new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName }));
  assert.deepEqual(await names(), []);
  assert.deepEqual(await search('_shopifyCustomerId', '7'), []);
  assert.equal((await get()).TemplateId, ObjectTypeName);
  await assert.rejects(client.send(new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName })), {
    name: 'ResourceNotFoundException',
  });
});
