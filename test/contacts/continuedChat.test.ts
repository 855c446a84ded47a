import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListInstancesCommand, StartChatContactCommand } from '@aws-sdk/client-connect';
import { CreateProfileCommand, DeleteProfileCommand } from '@aws-sdk/client-customer-profiles';
import { type ContactsServer, contactsServer, DomainName, offered, setStatus } from './contactsServer.ts';

const place = { DomainName };

async function startChat(server: ContactsServer, more: object = {}): Promise<string> {
  const { InstanceSummaryList } = await server.connect.send(new ListInstancesCommand({}));
  const { ContactId } = await server.connect.send(
    new StartChatContactCommand({
      ...{ InstanceId: InstanceSummaryList?.[0]?.Id, ContactFlowId: 'flow' },
      ...{ ParticipantDetails: { DisplayName: '佐藤 花子' }, ...more },
    }),
  );
  return ContactId ?? '';
}

const goingOn = (SourceContactId: string) => ({
  PersistentChat: { RehydrationType: 'ENTIRE_PAST_SESSION' as const, SourceContactId },
});

test('a chat that goes on is with the customer an agent linked, as long as that profile is there', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const { ProfileId } = await server.profiles.send(
    new CreateProfileCommand({ DomainName, LastName: '佐藤', FirstName: '花子' }),
  );
  await setStatus(agent, 'Available');
  const serve = async (more: object = {}) => {
    await startChat(server, more);
    const contact = await offered(agent);
    const mine = { ...place, ContactId: contact.ContactId };
    await agent.call('AcceptContact', mine);
    return { contact, mine };
  };
  const finish = async (mine: object) => {
    await agent.call('EndContact', mine);
    await agent.call('FinishContact', mine);
  };
  const first = await serve();
  assert.equal(first.contact.ProfileId, undefined);
  await agent.call('LinkContact', { ...first.mine, ProfileId });
  await finish(first.mine);
  const second = await serve(goingOn(first.contact.ContactId));
  assert.deepEqual([second.contact.ProfileId, second.contact.LinkedBy], [ProfileId, 'AGENT']);
  await finish(second.mine);
  await server.profiles.send(new DeleteProfileCommand({ DomainName, ProfileId }));
  const third = await serve(goingOn(second.contact.ContactId));
  assert.equal(third.contact.ProfileId, undefined);
  await finish(third.mine);
  assert.deepEqual(server.problems, []);
});
