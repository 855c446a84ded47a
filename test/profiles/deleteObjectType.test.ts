import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateDomainCommand,
  DeleteProfileObjectTypeCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
} from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const ObjectTypeName = 'crm';

test('a type is deleted while others go on putting its objects; they are refused then, and nothing of it stays', async (t) => {
  const { client, house } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  await client.send(
    new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName, Description: 'x', AllowProfileCreation: true },
      Fields: { id: { Source: '_source.id' }, name: { Target: '_profile.FirstName' } },
      Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
    }),
  );
  let put = 0;
  const writer = async (lane: number): Promise<string> => {
    for (let number = 0; ; number += 1) {
      const record = { id: `${lane}-${number}`, name: `n${number}` };
      const object = { DomainName, ObjectTypeName, Object: JSON.stringify(record) };
      const refusal = await client.send(new PutProfileObjectCommand(object)).then(
        () => undefined,
        (cause: Error) => cause,
      );
      if (refusal) return refusal.message;
      put += 1;
    }
  };
  const writers = Promise.all([1, 2, 3, 4].map(writer));
  while (put < 200) await sleep(5);
  await client.send(new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName }));
  for (const message of await writers) assert.match(message, /"crm" does not exist/);
  const [left] = await house.sql`
    select (select count(*)::int from profile_object) as objects, (select count(*)::int from profile_key) as keys,
      (select count(*)::int from profile where facts <> '[]') as profiles`;
  assert.deepEqual({ ...left }, { objects: 0, keys: 0, profiles: 0 });
});
