import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateDomainCommand, PutProfileObjectTypeCommand } from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';
import { until } from '../helpers/until.ts';

const DomainName = 'shop';

test('what is written to a domain that goes at that moment is answered as not found', async (t) => {
  const { client, house } = await startAwsServer(t);
  const { sql } = house;
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const { domainId } = await house.domains.get('000000000000', DomainName);
  const isWaiting = async () => {
    const [row] = await sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.waiting > 0;
  };
  let answer: Promise<unknown> | undefined;
  await sql.begin(async (tx) => {
    await tx`delete from domain where domain_id = ${domainId}`;
    const type = new PutProfileObjectTypeCommand({
      ...{ DomainName, ObjectTypeName: 'Crm', Description: 'Crm', AllowProfileCreation: true },
      Fields: { id: { Source: '_source.id' } },
      Keys: { id: [{ StandardIdentifiers: ['UNIQUE', 'PROFILE'], FieldNames: ['id'] }] },
    });
    answer = client.send(type).catch((cause: Error) => `${cause.name}: ${cause.message}`);
    await until('it waits for the deletion', isWaiting);
  });
  assert.match(String(await answer), /^ResourceNotFoundException: .*deleted/);
});
