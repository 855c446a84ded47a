import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateProfileCommand } from '@aws-sdk/client-customer-profiles';
import {
  contactsServer,
  DomainName,
  offered,
  type ShownContact,
  setStatus,
  type Workspace,
} from './contactsServer.ts';

interface Heard {
  Hears: { Text: string; Lang: string }[];
  State: string;
}

test('a call from the handset: greeting, waiting, an agent, keys, and the end', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const customer = await server.person('agent', 'caller');
  const { ContactId } = await customer.call<{ ContactId: string }>('HandsetDial', { From: '090-1111-2222' });
  const waiting = await customer.call<Heard>('HandsetState', { ContactId });
  assert.equal(waiting.State, 'QUEUED');
  assert.deepEqual(
    waiting.Hears.map((text) => text.Lang),
    ['ja', 'ja'],
  );
  await setStatus(agent, 'Available');
  await agent.call('AcceptContact', await offered(agent));
  const again = await customer.call<Heard>('HandsetPress', { ContactId, Key: '*' });
  assert.equal(again.Hears.length, 3);
  assert.equal(again.State, 'CONNECTED');
  assert.equal((await customer.send('HandsetPress', { ContactId, Key: '12' })).status, 400);
  assert.equal((await customer.call<Heard>('HandsetHangUp', { ContactId })).State, 'AFTER_CONTACT_WORK');
  assert.equal((await customer.call<Heard>('HandsetHangUp', { ContactId })).State, 'AFTER_CONTACT_WORK');
  const wrong = await customer.send('HandsetDial', { From: 'nobody' });
  assert.equal(wrong.status, 400);
});

test('outside the hours a caller hears so, and the call is in the history without an agent', async (t) => {
  const server = await contactsServer(t);
  const admin = await server.person('admin', 'root');
  const { ProfileId } = await server.profiles.send(
    new CreateProfileCommand({ DomainName, LastName: '山田', PhoneNumber: '090-1111-2222' }),
  );
  const { InstanceId } = await admin.call<Workspace>('GetWorkspace');
  const never = { Day: 'MONDAY', StartTime: { Hours: 3, Minutes: 0 }, EndTime: { Hours: 3, Minutes: 1 } };
  const { HoursOfOperationId } = await admin.call<{ HoursOfOperationId: string }>(
    'connect/CreateHoursOfOperation',
    { InstanceId, Name: 'Hardly ever', TimeZone: notMondayAtThree(), Config: [never] },
  );
  const { QueueId } = await admin.call<{ QueueId: string }>('connect/CreateQueue', {
    ...{ InstanceId, Name: 'Night', HoursOfOperationId },
  });
  await admin.call('PutPhoneNumber', { PhoneNumber: '0120-000-111', QueueId });
  const { PhoneNumbers } = await admin.call<{ PhoneNumbers: { PhoneNumber: string }[] }>('GetRouting');
  assert.deepEqual(
    PhoneNumbers.map((number) => number.PhoneNumber),
    ['+81120000111'],
  );
  const { ContactId } = await admin.call<{ ContactId: string }>('HandsetDial', {
    ...{ From: '+819011112222', To: '0120000111' },
  });
  const heard = await admin.call<Heard>('HandsetState', { ContactId });
  assert.equal(heard.State, 'ENDED');
  assert.match(heard.Hears[1]?.Text ?? '', /終了/);
  const { Items } = await admin.call<{ Items: ShownContact[] }>('ListProfileContacts', { ProfileId });
  assert.equal(Items[0]?.ContactId, ContactId);
  assert.equal(Items[0]?.HandledWithoutAgent, true);
});

/** A zone in which it is not about three o'clock on a Monday morning now. */
const notMondayAtThree = () => (new Date().getUTCHours() === 3 ? 'Asia/Tokyo' : 'UTC');

test('the far end of a call that an agent dials', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const { Contact } = await agent.call<{ Contact: ShownContact }>('DialOut', {
    PhoneNumber: '090 1111 2222',
  });
  const { Items } = await agent.call<{ Items: { ContactId: string; PhoneNumber: string }[] }>('HandsetCalls');
  assert.deepEqual(
    Items.map(({ ContactId, PhoneNumber }) => [ContactId, PhoneNumber]),
    [[Contact.ContactId, '+819011112222']],
  );
  assert.equal((await agent.call<Heard>('HandsetAnswer', Contact)).State, 'CONNECTED');
  assert.equal((await agent.send('HandsetAnswer', Contact)).status, 409);
  const task = await agent.call<{ Contact: ShownContact }>('StartTask', { Name: '仕事' });
  assert.equal((await agent.send('HandsetHangUp', task.Contact)).status, 404, 'no call');
});
