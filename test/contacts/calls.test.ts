import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateProfileCommand } from '@aws-sdk/client-customer-profiles';
import { until } from '../helpers/until.ts';
import {
  contactsServer,
  DomainName,
  offered,
  type ShownContact,
  setStatus,
  telephoneSystem,
  type Workspace,
} from './contactsServer.ts';

test('a call rings, its customer is there, an agent takes it, and it is found in the history', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const admin = await server.person('admin', 'root');
  const { ProfileId } = await server.profiles.send(
    new CreateProfileCommand({
      DomainName,
      LastName: '山田',
      FirstName: '太郎',
      PhoneNumber: '090-1234-5678',
    }),
  );
  const pbx = await telephoneSystem(server, admin);
  await setStatus(agent, 'Available');
  const ringing = await pbx.send({
    type: 'ringing',
    callId: 'c1',
    from: '０９０(1234)5678',
    to: '0312345678',
  });
  assert.equal(ringing.status, 200);
  const offer = await offered(agent);
  assert.equal(offer.ProfileId, ProfileId);
  assert.equal(offer.LinkedBy, 'AUTOMATIC');
  const customer = await agent.call<{ Profile: { ProfileId: string } }>('GetContactCustomer', {
    ContactId: offer.ContactId,
  });
  assert.equal(customer.Profile.ProfileId, ProfileId);
  const { Contact } = await agent.call<{ Contact: ShownContact }>('AcceptContact', offer);
  assert.equal(Contact.State, 'CONNECTED');
  await agent.call('HoldContact', offer);
  await agent.call('ResumeContact', offer);
  assert.equal((await pbx.send({ type: 'ended', callId: 'c1' })).body.State, 'AFTER_CONTACT_WORK');
  await agent.call('FinishContact', offer);
  const history = await agent.call<{ Items: ShownContact[] }>('ListProfileContacts', { ProfileId });
  assert.equal(history.Items.length, 1);
  assert.equal(history.Items[0]?.HandledWithoutAgent, false);
  const record = await until('the record', async () => {
    const [row] = await server.sql`select record_key from contact where not record_pending`;
    return row?.record_key as string | undefined;
  });
  const objects = await server.sql`select profile_id, object from profile_object`;
  assert.equal(objects.length, 1);
  assert.equal(objects[0]?.profile_id, ProfileId);
  assert.ok(record);
  const { Agent } = await agent.call<Workspace>('GetWorkspace');
  assert.equal(Agent.State, 'AVAILABLE');
  assert.deepEqual(server.problems, []);
});
