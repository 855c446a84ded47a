import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as connect from '@aws-sdk/client-connect';
import { contactsServer, type Person, type ShownContact, type Workspace } from './contactsServer.ts';

const named =
  (name: string, status: number) => (cause: { name: string; $metadata: { httpStatusCode: number } }) => {
    assert.equal(cause.name, name);
    assert.equal(cause.$metadata.httpStatusCode, status);
    return true;
  };

test('the official client sets up queues, hours, routing profiles, statuses and users', async (t) => {
  const server = await contactsServer(t);
  await server.person('admin', 'root');
  const client = server.connect;
  const { InstanceSummaryList } = await client.send(new connect.ListInstancesCommand({}));
  assert.deepEqual(
    InstanceSummaryList?.map((instance) => instance.InstanceAlias),
    ['demo'],
  );
  const InstanceId = InstanceSummaryList?.[0]?.Id ?? '';
  const { Instance } = await client.send(new connect.DescribeInstanceCommand({ InstanceId }));
  assert.equal(Instance?.InstanceStatus, 'ACTIVE');
  const hours = await client.send(
    new connect.CreateHoursOfOperationCommand({
      InstanceId,
      Name: 'Weekdays',
      TimeZone: 'Asia/Tokyo',
      Config: [{ Day: 'MONDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 17, Minutes: 30 } }],
    }),
  );
  const { HoursOfOperationId } = hours;
  const described = await client.send(
    new connect.DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }),
  );
  assert.equal(described.HoursOfOperation?.Config?.[0]?.EndTime?.Minutes, 30);
  const listedHours = await client.send(new connect.ListHoursOfOperationsCommand({ InstanceId }));
  assert.equal(listedHours.HoursOfOperationSummaryList?.length, 2);

  const queue = await client.send(
    new connect.CreateQueueCommand({
      InstanceId,
      Name: '返品',
      HoursOfOperationId,
      MaxContacts: 2,
      Tags: { team: 'a' },
    }),
  );
  const QueueId = queue.QueueId ?? '';
  await assert.rejects(
    client.send(new connect.CreateQueueCommand({ InstanceId, Name: '返品', HoursOfOperationId })),
    named('DuplicateResourceException', 409),
  );
  await client.send(new connect.UpdateQueueNameCommand({ InstanceId, QueueId, Name: '返品・交換' }));
  await client.send(new connect.UpdateQueueStatusCommand({ InstanceId, QueueId, Status: 'DISABLED' }));
  const one = await client.send(new connect.DescribeQueueCommand({ InstanceId, QueueId: queue.QueueArn }));
  assert.deepEqual(
    [one.Queue?.Name, one.Queue?.Status, one.Queue?.MaxContacts],
    ['返品・交換', 'DISABLED', 2],
  );
  await client.send(new connect.UpdateQueueStatusCommand({ InstanceId, QueueId, Status: 'ENABLED' }));
  const found = await client.send(
    new connect.SearchQueuesCommand({
      InstanceId,
      SearchFilter: { TagFilter: { TagCondition: { TagKey: 'team', TagValue: 'a' } } },
      SearchCriteria: {
        AndConditions: [
          { StringCondition: { FieldName: 'name', Value: '交換', ComparisonType: 'CONTAINS' } },
          { QueueTypeCondition: 'STANDARD' },
        ],
      },
    }),
  );
  assert.equal(found.Queues?.[0]?.QueueId, QueueId);
  const page = await client.send(new connect.ListQueuesCommand({ InstanceId, MaxResults: 1 }));
  const rest = await client.send(
    new connect.ListQueuesCommand({ InstanceId, MaxResults: 1, NextToken: page.NextToken }),
  );
  assert.notEqual(page.QueueSummaryList?.[0]?.Id, rest.QueueSummaryList?.[0]?.Id);
  assert.equal(rest.NextToken, undefined);

  const profile = await client.send(
    new connect.CreateRoutingProfileCommand({
      InstanceId,
      Name: 'Returns',
      Description: 'Returns first',
      DefaultOutboundQueueId: QueueId,
      MediaConcurrencies: [
        { Channel: 'VOICE', Concurrency: 1 },
        { Channel: 'CHAT', Concurrency: 2 },
      ],
      QueueConfigs: [{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
    }),
  );
  const { RoutingProfileId } = profile;
  await client.send(
    new connect.AssociateRoutingProfileQueuesCommand({
      InstanceId,
      RoutingProfileId,
      QueueConfigs: [{ QueueReference: { QueueId, Channel: 'CHAT' }, Priority: 3, Delay: 20 }],
    }),
  );
  await client.send(
    new connect.UpdateRoutingProfileQueuesCommand({
      InstanceId,
      RoutingProfileId,
      QueueConfigs: [{ QueueReference: { QueueId, Channel: 'CHAT' }, Priority: 2, Delay: 10 }],
    }),
  );
  const served = await client.send(
    new connect.ListRoutingProfileQueuesCommand({ InstanceId, RoutingProfileId }),
  );
  assert.deepEqual(
    served.RoutingProfileQueueConfigSummaryList?.map(({ Channel, Priority, Delay }) => [
      Channel,
      Priority,
      Delay,
    ]),
    [
      ['VOICE', 1, 0],
      ['CHAT', 2, 10],
    ],
  );
  const whole = await client.send(
    new connect.DescribeRoutingProfileCommand({ InstanceId, RoutingProfileId }),
  );
  assert.equal(whole.RoutingProfile?.NumberOfAssociatedQueues, 1);
  assert.equal(
    (await client.send(new connect.ListRoutingProfilesCommand({ InstanceId }))).RoutingProfileSummaryList
      ?.length,
    2,
  );
  await assert.rejects(
    client.send(
      new connect.CreateRoutingProfileCommand({
        ...{ InstanceId, Name: 'E-mail', Description: 'x', DefaultOutboundQueueId: QueueId },
        MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 1 }],
      }),
    ),
    named('InvalidRequestException', 400),
  );

  const { SecurityProfileSummaryList } = await client.send(
    new connect.ListSecurityProfilesCommand({ InstanceId }),
  );
  const agentRole = SecurityProfileSummaryList?.find(({ Name }) => Name === 'Agent')?.Id ?? '';
  const user = await client.send(
    new connect.CreateUserCommand({
      ...{ InstanceId, Username: 'hanako', Password: 'Password123', RoutingProfileId },
      SecurityProfileIds: [agentRole],
      IdentityInfo: { FirstName: '花子', LastName: '佐藤', Email: 'hanako@example.jp' },
    }),
  );
  const UserId = user.UserId ?? '';
  await assert.rejects(
    client.send(
      new connect.CreateUserCommand({
        ...{ InstanceId, Username: 'hanako@example.jp', Password: 'Password123', RoutingProfileId },
        SecurityProfileIds: [agentRole],
      }),
    ),
    named('DuplicateResourceException', 409),
  );
  const { User } = await client.send(new connect.DescribeUserCommand({ InstanceId, UserId }));
  assert.deepEqual(
    [User?.Username, User?.IdentityInfo?.LastName, User?.RoutingProfileId],
    ['hanako', '佐藤', RoutingProfileId],
  );
  const search = {
    StringCondition: { FieldName: 'Username', Value: 'hana', ComparisonType: 'STARTS_WITH' as const },
  };
  const users = await client.send(new connect.SearchUsersCommand({ InstanceId, SearchCriteria: search }));
  assert.equal(users.Users?.[0]?.Id, UserId);
  assert.equal((await client.send(new connect.ListUsersCommand({ InstanceId }))).UserSummaryList?.length, 2);
  const basic = (await client.send(new connect.ListRoutingProfilesCommand({ InstanceId })))
    .RoutingProfileSummaryList;
  await client.send(
    new connect.UpdateUserRoutingProfileCommand({
      ...{ InstanceId, UserId },
      RoutingProfileId: basic?.find(({ Name }) => Name === 'Basic Routing Profile')?.Id,
    }),
  );
  const status = await client.send(
    new connect.CreateAgentStatusCommand({ InstanceId, Name: '研修', State: 'ENABLED' }),
  );
  const types = ['CUSTOM' as const];
  const custom = await client.send(
    new connect.ListAgentStatusesCommand({ InstanceId, AgentStatusTypes: types }),
  );
  assert.deepEqual(
    custom.AgentStatusSummaryList?.map(({ Name }) => Name),
    ['Break', 'Lunch', '研修'],
  );
  await client.send(
    new connect.PutUserStatusCommand({ InstanceId, UserId, AgentStatusId: status.AgentStatusId }),
  );
  await client.send(new connect.DeleteUserCommand({ InstanceId, UserId }));
  assert.equal((await client.send(new connect.ListUsersCommand({ InstanceId }))).UserSummaryList?.length, 1);
  const { ListPhoneNumbersSummaryList } = await client.send(
    new connect.ListPhoneNumbersV2Command({ InstanceId }),
  );
  assert.deepEqual(ListPhoneNumbersSummaryList, []);
});

test('contacts at the AWS door: start, describe, attributes, search, transfer, stop', async (t) => {
  const server = await contactsServer(t);
  const client = server.connect;
  const agent = await server.person('agent', 'hanako');
  const { InstanceId } = await agent.call<Workspace>('GetWorkspace');
  const task = {
    ...{ InstanceId, Name: '折り返し 山田様', Description: 'x'.repeat(100), ClientToken: 'once' },
    Attributes: { order: '42' },
    References: { 注文: { Type: 'URL' as const, Value: 'https://example.jp/42' } },
  };
  const { ContactId } = await client.send(new connect.StartTaskContactCommand(task));
  const again = await client.send(new connect.StartTaskContactCommand(task));
  assert.equal(again.ContactId, ContactId);
  const { Contact } = await client.send(new connect.DescribeContactCommand({ InstanceId, ContactId }));
  assert.equal(Contact?.Channel, 'TASK');
  assert.equal(Contact?.Name, task.Name);
  assert.ok(Contact?.QueueInfo?.EnqueueTimestamp instanceof Date);
  assert.match(
    Contact?.Arn ?? '',
    /^arn:aws:connect:ap-northeast-1:000000000000:instance\/[0-9a-f]{32}\/contact\//,
  );
  await client.send(
    new connect.UpdateContactAttributesCommand({
      InstanceId,
      InitialContactId: ContactId,
      Attributes: { vip: 'yes' },
    }),
  );
  const held = await client.send(
    new connect.GetContactAttributesCommand({ InstanceId, InitialContactId: ContactId }),
  );
  assert.deepEqual(held.Attributes, { order: '42', vip: 'yes' });
  await client.send(new connect.UpdateContactCommand({ InstanceId, ContactId, Name: '折り返し' }));
  const range = {
    Type: 'INITIATION_TIMESTAMP' as const,
    StartTime: new Date(Date.now() - 3_600_000),
    EndTime: new Date(Date.now() + 3_600_000),
  };
  const found = await client.send(
    new connect.SearchContactsCommand({
      ...{ InstanceId, TimeRange: range },
      SearchCriteria: {
        Channels: ['TASK'],
        Name: { SearchText: ['折り返し'], MatchType: 'MATCH_ANY' },
        SearchableContactAttributes: { Criteria: [{ Key: 'vip', Values: ['yes', 'no'] }] },
      },
      Sort: { FieldName: 'INITIATION_TIMESTAMP', Order: 'ASCENDING' },
    }),
  );
  assert.deepEqual([found.TotalCount, found.Contacts?.[0]?.Id], [1, ContactId]);
  const none = await client.send(
    new connect.SearchContactsCommand({
      InstanceId,
      TimeRange: range,
      SearchCriteria: { Channels: ['VOICE'] },
    }),
  );
  assert.equal(none.TotalCount, 0);
  const call = await client.send(
    new connect.StartOutboundVoiceContactCommand({
      ...{ InstanceId, ContactFlowId: 'f', DestinationPhoneNumber: '+81312345678' },
    }),
  );
  const dialled = await client.send(
    new connect.DescribeContactCommand({ InstanceId, ContactId: call.ContactId }),
  );
  assert.equal(dialled.Contact?.InitiationMethod, 'OUTBOUND');
  await assert.rejects(
    client.send(
      new connect.StartOutboundVoiceContactCommand({
        ...{ InstanceId, ContactFlowId: 'f', DestinationPhoneNumber: '+8112' },
      }),
    ),
    named('DestinationNotAllowedException', 403),
  );
  const moved = await client.send(
    new connect.TransferContactCommand({ InstanceId, ContactId, ContactFlowId: 'f', UserId: agent.userId }),
  );
  assert.equal(moved.ContactId, ContactId, 'a contact that waits only changes its place');
  await client.send(new connect.StopContactCommand({ InstanceId, ContactId }));
  await assert.rejects(
    client.send(new connect.StopContactCommand({ InstanceId, ContactId })),
    named('ContactNotFoundException', 410),
  );
});

/** Two agents and their supervisor. */
async function threePeople(t: TestContext) {
  const server = await contactsServer(t);
  const [hanako, taro, boss] = [
    await server.person('agent', 'hanako'),
    await server.person('agent', 'taro'),
    await server.person('supervisor', 'boss'),
  ];
  const { InstanceId } = await hanako.call<Workspace>('GetWorkspace');
  return { server, hanako, taro, boss, InstanceId };
}

test('an agent stops the own contacts only, a supervisor and an access key anybody’s', async (t) => {
  const { server, hanako, taro, boss, InstanceId } = await threePeople(t);
  const task = async (of: Person) => {
    const { Contact } = await of.call<{ Contact: ShownContact }>('StartTask', { Name: '仕事' });
    return { InstanceId, ContactId: Contact.ContactId };
  };
  const stop = async (who: Person, contact: object) =>
    (await who.send('connect/StopContact', contact)).status;
  const stateOf = async ({ ContactId }: { ContactId: string }) =>
    (await hanako.call<{ Contact: ShownContact }>('GetContactView', { ContactId })).Contact.State;
  const first = await task(hanako);
  assert.equal(await stop(taro, first), 403);
  assert.equal(await stateOf(first), 'CONNECTED');
  assert.equal(await stop(hanako, first), 200);
  assert.equal(await stateOf(first), 'AFTER_CONTACT_WORK');
  assert.equal(await stop(taro, first), 403, 'ended or not');
  assert.equal(await stop(hanako, first), 410);
  const waiting = await server.connect.send(
    new connect.StartTaskContactCommand({ InstanceId, Name: '折り返し' }),
  );
  assert.equal(await stop(taro, { InstanceId, ContactId: waiting.ContactId }), 403, 'nobody has it yet');
  assert.equal(await stop(boss, { InstanceId, ContactId: waiting.ContactId }), 200);
  for (const key of [server.connect, server.agentKey])
    await key.send(new connect.StopContactCommand(await task(hanako)));
});

test('an agent changes and passes on the own contacts only', async (t) => {
  const { hanako, taro, boss, InstanceId } = await threePeople(t);
  const { Contact } = await hanako.call<{ Contact: ShownContact }>('StartTask', { Name: '仕事' });
  const contact = { InstanceId, ContactId: Contact.ContactId };
  const ask = async (who: Person, operation: string, input: object) =>
    (await who.send(`connect/${operation}`, { ...contact, ...input })).status;
  const stands = async () => {
    const shown = await hanako.call<{ Contact: ShownContact }>('GetContactView', {
      ContactId: contact.ContactId,
    });
    return [shown.Contact.State, shown.Contact.Name];
  };
  const toTaro = { ContactFlowId: 'f', UserId: taro.userId };
  assert.equal(await ask(taro, 'UpdateContact', { Name: '別の名前' }), 403);
  assert.equal(await ask(taro, 'UpdateContact', { UserInfo: { UserId: taro.userId } }), 403);
  assert.equal(await ask(taro, 'TransferContact', toTaro), 403);
  const attributes = { InitialContactId: contact.ContactId, Attributes: { vip: 'yes' } };
  assert.equal(await ask(taro, 'UpdateContactAttributes', attributes), 403);
  assert.deepEqual(await stands(), ['CONNECTED', '仕事']);
  assert.equal(await ask(hanako, 'UpdateContactAttributes', attributes), 200);
  assert.equal(await ask(hanako, 'UpdateContact', { Name: '確認' }), 200);
  assert.equal(await ask(boss, 'UpdateContact', { Description: '至急' }), 200);
  assert.deepEqual(await stands(), ['CONNECTED', '確認']);
  assert.equal(await ask(hanako, 'TransferContact', toTaro), 200);
});

test('what does not exist, and what is another account’s, reads the same', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const { InstanceId } = await agent.call<Workspace>('GetWorkspace');
  const missing = named('ResourceNotFoundException', 404);
  const nobody = 'f'.repeat(32);
  const { stranger, connect: client } = server;
  await assert.rejects(stranger.send(new connect.DescribeInstanceCommand({ InstanceId })), missing);
  await assert.rejects(stranger.send(new connect.ListQueuesCommand({ InstanceId })), missing);
  assert.deepEqual((await stranger.send(new connect.ListInstancesCommand({}))).InstanceSummaryList, []);
  for (const ContactId of [nobody, 'no-id', "' or 1=1 --"])
    await assert.rejects(client.send(new connect.DescribeContactCommand({ InstanceId, ContactId })), missing);
  await assert.rejects(
    client.send(new connect.DescribeQueueCommand({ InstanceId, QueueId: nobody })),
    missing,
  );
  await assert.rejects(client.send(new connect.DescribeUserCommand({ InstanceId, UserId: nobody })), missing);
  await assert.rejects(
    client.send(new connect.ListContactFlowsCommand({ InstanceId })),
    (cause: { $metadata: { httpStatusCode: number } }) => cause.$metadata.httpStatusCode === 501,
  );
});
