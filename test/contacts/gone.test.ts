import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateProfileCommand, DeleteDomainCommand } from '@aws-sdk/client-customer-profiles';
import { until } from '../helpers/until.ts';
import {
  contactsServer,
  DomainName,
  offered,
  type ShownContact,
  setStatus,
  telephoneSystem,
} from './contactsServer.ts';

test('a domain goes with its contacts, agents, queues and keys', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const pbx = await telephoneSystem(server, await server.person('admin', 'root'));
  await setStatus(agent, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from: '0312345678' });
  await agent.call('AcceptContact', await offered(agent));
  await server.profiles.send(new DeleteDomainCommand({ DomainName }));
  const tables = [
    'instance',
    'contact',
    'contact_event',
    'agent',
    'contact_queue',
    'cti_key',
    'routing_profile',
  ];
  for (const table of tables) {
    const [row] = await server.sql`select count(*)::int as n from ${server.sql(table)}`;
    assert.equal(row?.n, 0, table);
  }
  await server.contacts.look();
  assert.equal((await pbx.send({ type: 'ended', callId: 'c1' })).status, 403);
  assert.deepEqual(server.problems, []);
});

test('a record that cannot become an object does not keep the others out', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const profile = { DomainName, LastName: '山田', PhoneNumber: '0312345678' };
  const { ProfileId } = await server.profiles.send(new CreateProfileCommand(profile));
  await server.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin
      if new.object like '%仕事 2%' then raise exception 'this one is refused'; end if;
      return new;
    end $$;
    create trigger refuse before insert on profile_object for each row execute function refuse();`);
  const names = ['仕事 1', '仕事 2', '仕事 3'];
  for (const Name of names) {
    const { Contact } = await agent.call<{ Contact: ShownContact }>('StartTask', { Name, ProfileId });
    await agent.call('EndContact', Contact);
    await agent.call('FinishContact', Contact);
  }
  await until('the records', async () => {
    const [row] = await server.sql`select count(*)::int as n from contact where record_pending`;
    return row?.n === 0;
  });
  const { Items } = await agent.call<{ Items: ShownContact[] }>('ListProfileContacts', { ProfileId });
  assert.equal(Items.length, 3);
  const [row] = await server.sql`select count(*)::int as n from profile_object`;
  assert.equal(row?.n, 2);
  assert.match(String(server.problems[0]), /could not be brought/);
});
