import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  ListProfileObjectsCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { ingest } from '../../src/profiles/ingest.ts';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const tooLarge = { name: 'BadRequestException', message: /larger than the 250 KB/ };

/** So many attributes of 255 characters each. */
const attributes = (from: number, count: number, sign = 'x') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${from + n}`, sign.repeat(255)]));

test('a profile grows to 250 KB by hand and no further; it can shrink again', async (t) => {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const create = (Attributes: Record<string, string>) =>
    client.send(new CreateProfileCommand({ DomainName, Attributes }));
  await assert.rejects(create(attributes(0, 1000)), tooLarge);
  const { ProfileId = '' } = await create(attributes(0, 900));
  const update = (fields: object) =>
    client.send(new UpdateProfileCommand({ DomainName, ProfileId, ...fields }));
  await assert.rejects(update({ FirstName: 'Taro', Attributes: attributes(900, 100) }), tooLarge);
  const read = async () =>
    (await client.send(new BatchGetProfileCommand({ DomainName, ProfileIds: [ProfileId] }))).Profiles?.[0];
  assert.equal((await read())?.FirstName, undefined);
  assert.equal(Object.keys((await read())?.Attributes ?? {}).length, 900);
  await update({ FirstName: 'Taro' });
  const without = Object.fromEntries(Object.keys(attributes(0, 200)).map((name) => [name, '']));
  await update({ Attributes: without });
  await update({ Attributes: attributes(900, 100) });
  assert.equal(Object.keys((await read())?.Attributes ?? {}).length, 800);
});

test('an object that would make its profile larger than 250 KB is rejected with the reason, and leaves nothing', async (t) => {
  const { client, house } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  for (const ObjectTypeName of ['one', 'two']) {
    const names = Array.from({ length: 249 }, (_, n) => `a${n}`);
    const targets = names.map((name) => [
      name,
      { Source: `_source.${name}`, Target: `_profile.Attributes.${ObjectTypeName}_${name}` },
    ]);
    await client.send(
      new PutProfileObjectTypeCommand({
        ...{ DomainName, ObjectTypeName, Description: 'x', AllowProfileCreation: true },
        Fields: { id: { Source: '_source.id' }, ...Object.fromEntries(targets) },
        Keys: { customer: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
      }),
    );
  }
  const large = JSON.stringify({ id: '1', ...attributes(0, 249, '値') });
  const put = (ObjectTypeName: string, text: string) =>
    client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: text }));
  await put('one', large);
  await assert.rejects(put('two', large), tooLarge);
  const domain = await house.domains.get('000000000000', DomainName);
  const rows = [large, '{"id":"1","a1":"small"}', '{"id":"2","a1":"small"}'];
  const outcomes = await ingest(
    house,
    domain,
    rows.map((json) => ({ objectTypeName: 'two', json, value: JSON.parse(json) })),
    { actor: 'test' },
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['rejected', 'updated', 'created'],
  );
  assert.match(outcomes[0]?.kind === 'rejected' ? outcomes[0].reason : '', /larger than the 250 KB/);
  const ProfileId = outcomes[1]?.kind === 'updated' ? outcomes[1].profileId : '';
  const { Items } = await client.send(
    new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName: 'two' }),
  );
  assert.deepEqual(
    Items?.map((item) => item.Object),
    [rows[1]],
  );
  const huge = JSON.stringify({ id: '3', rest: 'x'.repeat(256_000) });
  const [refused] = await ingest(
    house,
    domain,
    [{ objectTypeName: 'two', json: huge, value: JSON.parse(huge) }],
    { actor: 'test' },
  );
  assert.match(refused?.kind === 'rejected' ? refused.reason : '', /longer than the 256,000 characters/);
});
