import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  AddProfileKeyCommand,
  BatchGetProfileCommand,
  CreateDomainCommand,
  CreateProfileCommand,
  DeleteProfileObjectTypeCommand,
  GetDomainCommand,
  ListProfileHistoryRecordsCommand,
  ListProfileObjectsCommand,
  type Profile,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  type PutProfileObjectTypeCommandInput,
  SearchProfilesCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';

async function start(t: TestContext) {
  const server = await startAwsServer(t);
  await server.client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const putType = (name: string, type: Partial<PutProfileObjectTypeCommandInput>) =>
    server.client.send(
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName: name,
        Description: name,
        AllowProfileCreation: true,
        ...type,
      }),
    );
  const put = (name: string, object: object) =>
    server.client.send(
      new PutProfileObjectCommand({ DomainName, ObjectTypeName: name, Object: JSON.stringify(object) }),
    );
  const search = async (KeyName: string, ...Values: string[]): Promise<Profile[]> =>
    (await server.client.send(new SearchProfilesCommand({ DomainName, KeyName, Values }))).Items ?? [];
  const create = async (profile: object) =>
    (await server.client.send(new CreateProfileCommand({ DomainName, ...profile }))).ProfileId ?? '';
  const objects = async (ProfileId: string, ObjectTypeName: string) =>
    (await server.client.send(new ListProfileObjectsCommand({ DomainName, ProfileId, ObjectTypeName })))
      .Items ?? [];
  return { ...server, putType, put, search, create, objects };
}

const crm: Partial<PutProfileObjectTypeCommandInput> = {
  Fields: {
    id: { Source: '_source.id', Target: '_profile.Attributes.crmId', ContentType: 'STRING' },
    first: { Source: '_source.first', Target: '_profile.FirstName', ContentType: 'NAME' },
    last: { Source: '_source.last', Target: '_profile.LastName', ContentType: 'NAME' },
    phone: { Source: '_source.phone', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
  },
  Keys: { crmCustomerId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
};

const rejects = (promise: Promise<unknown>, name: string, text: RegExp) =>
  assert.rejects(promise, (error: Error) => error.name === name && text.test(error.message));

test('1: the same id twice is one object, replaced, on one inferred profile', async (t) => {
  const { putType, put, search, objects } = await start(t);
  await putType('Crm', crm);
  const first = await put('Crm', { id: '7', first: 'Taro' });
  const second = await put('Crm', { id: '7', first: 'Jiro' });
  assert.equal(first.ProfileObjectUniqueKey, second.ProfileObjectUniqueKey);
  const [profile, ...others] = await search('crmCustomerId', '7');
  assert.equal(others.length, 0);
  assert.equal(profile?.FirstName, 'Jiro');
  assert.deepEqual(profile?.Attributes, { crmId: '7' });
  assert.deepEqual(profile?.FoundByItems, [{ KeyName: 'crmCustomerId', Values: ['7'] }]);
  const held = await objects(profile?.ProfileId ?? '', 'Crm');
  assert.deepEqual(
    held.map((item) => JSON.parse(item.Object ?? '')),
    [{ id: '7', first: 'Jiro' }],
  );
});

test('1: without AllowProfileCreation nothing is inferred; with it, an unmapped e-mail and phone fill a new profile', async (t) => {
  const { putType, put, search } = await start(t);
  await putType('Lead', {
    Fields: {
      id: { Source: '_source.id' },
      mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' },
      tel: { Source: '_source.tel', ContentType: 'PHONE_NUMBER' },
    },
    Keys: { leadId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
  });
  await put('Lead', { id: 'a', mail: 'Hanako@Example.jp', tel: '03-1234-5678' });
  const [byMail] = await search('_email', 'hanako@example.JP');
  const [byPhone] = await search('_phone', '+81 3 1234 5678');
  assert.equal(byMail?.EmailAddress, 'Hanako@Example.jp');
  assert.equal(byPhone?.ProfileId, byMail?.ProfileId);
});

test('2: a field that is gone from the object stays on the profile', async (t) => {
  const { putType, put, search, objects } = await start(t);
  await putType('Crm', crm);
  await put('Crm', { id: '7', first: 'Taro', phone: '090-1111-2222' });
  await put('Crm', { id: '7', first: '' });
  const [profile] = await search('crmCustomerId', '7');
  assert.equal(profile?.FirstName, 'Taro');
  assert.equal(profile?.PhoneNumber, '090-1111-2222');
  const [held] = await objects(profile?.ProfileId ?? '', 'Crm');
  assert.deepEqual(JSON.parse(held?.Object ?? ''), { id: '7', first: '' });
});

test('3: a manual value holds against ingestion, but not against a type with SourcePriority', async (t) => {
  const { client, putType, put, search } = await start(t);
  await putType('Crm', crm);
  await put('Crm', { id: '7', first: 'Taro' });
  const [before] = await search('crmCustomerId', '7');
  const ProfileId = before?.ProfileId ?? '';
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, FirstName: 'Manual' }));
  await put('Crm', { id: '7', first: 'Ingested' });
  assert.equal((await search('crmCustomerId', '7'))[0]?.FirstName, 'Manual');
  await putType('Crm', { ...crm, SourcePriority: 1 });
  await put('Crm', { id: '7', first: 'Trusted' });
  assert.equal((await search('crmCustomerId', '7'))[0]?.FirstName, 'Trusted');
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, FirstName: 'Again' }));
  assert.equal((await search('crmCustomerId', '7'))[0]?.FirstName, 'Again');
});

test('3: an empty text in UpdateProfile takes a value away, an absent member keeps it', async (t) => {
  const { client, create, search } = await start(t);
  const ProfileId = await create({
    FirstName: 'A',
    LastName: 'B',
    Attributes: { x: '1', y: '2' },
    Address: { City: '京都市', Country: 'JP' },
  });
  await client.send(
    new UpdateProfileCommand({
      DomainName,
      ProfileId,
      FirstName: '',
      Attributes: { x: '' },
      Address: { City: '' },
    }),
  );
  const [profile] = await search('_profileId', ProfileId);
  assert.equal(profile?.FirstName, undefined);
  assert.equal(profile?.LastName, 'B');
  assert.deepEqual(profile?.Attributes, { y: '2' });
  assert.deepEqual(profile?.Address, { Country: 'JP' });
});

const byPhone: Partial<PutProfileObjectTypeCommandInput> = {
  Fields: {
    id: { Source: '_source.id' },
    phone: { Source: '_source.phone', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
    mail: { Source: '_source.mail', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
  },
  Keys: {
    ticketId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
    _phone: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['phone'] }],
    _email: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['mail'] }],
  },
};

test('4: a key that two profiles share is discarded; the next key decides, else a profile is inferred', async (t) => {
  const { create, putType, put, search, objects } = await start(t);
  const one = await create({ PhoneNumber: '090-1234-5678', EmailAddress: 'one@example.jp' });
  const two = await create({ PhoneNumber: '+81 90 1234 5678', EmailAddress: 'two@example.jp' });
  await putType('Ticket', byPhone);
  await put('Ticket', { id: 't1', phone: '09012345678', mail: 'TWO@example.jp' });
  assert.equal((await objects(two, 'Ticket')).length, 1);
  await put('Ticket', { id: 't2', phone: '09012345678' });
  assert.equal((await objects(one, 'Ticket')).length, 0);
  assert.equal((await search('_phone', '09012345678')).length, 3);
});

test('4: the documented ticket mapping: tickets of an ambiguous address gather on one new profile', async (t) => {
  const { create, putType, put, search, objects } = await start(t);
  await create({ EmailAddress: 'shared@example.jp' });
  await create({ EmailAddress: 'shared@example.jp' });
  await putType('Ticket', {
    Fields: {
      mail: { Source: '_source.mail', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
      at: { Source: '_source.at' },
    },
    Keys: {
      _email: [{ StandardIdentifiers: ['PROFILE', 'LOOKUP_ONLY'], FieldNames: ['mail'] }],
      ticketEmail: [{ StandardIdentifiers: ['PROFILE', 'SECONDARY', 'NEW_ONLY'], FieldNames: ['mail'] }],
      uniqueTicket: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['mail', 'at'] }],
    },
  });
  await put('Ticket', { mail: 'shared@example.jp', at: '1' });
  await put('Ticket', { mail: 'Shared@example.jp', at: '2' });
  const [gathered, ...others] = await search('ticketEmail', 'shared@example.jp');
  assert.equal(others.length, 0);
  assert.equal((await objects(gathered?.ProfileId ?? '', 'Ticket')).length, 2);
});

test('5: a type that may not create profiles rejects an object nobody matches', async (t) => {
  const { client, putType, put } = await start(t);
  await putType('Crm', { ...crm, AllowProfileCreation: false });
  await rejects(
    put('Crm', { id: '7', first: 'Taro' }),
    'BadRequestException',
    /crmCustomerId.*may not create/,
  );
  const { Stats } = await client.send(new GetDomainCommand({ DomainName }));
  assert.deepEqual([Stats?.ProfileCount, Stats?.ObjectCount], [0, 0]);
});

test('6: LOOKUP_ONLY leaves nothing to search; NEW_ONLY only on new profiles', async (t) => {
  const { create, putType, put, search } = await start(t);
  await create({ EmailAddress: 'old@example.jp' });
  await putType('Visit', {
    Fields: { id: { Source: '_source.id' }, mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' } },
    Keys: {
      visitId: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
      _email: [{ StandardIdentifiers: ['PROFILE', 'LOOKUP_ONLY'], FieldNames: ['mail'] }],
      seenMail: [{ StandardIdentifiers: ['PROFILE', 'LOOKUP_ONLY'], FieldNames: ['mail'] }],
      newMail: [{ StandardIdentifiers: ['PROFILE', 'NEW_ONLY'], FieldNames: ['mail'] }],
    },
  });
  await put('Visit', { id: '1', mail: 'old@example.jp' });
  await put('Visit', { id: '2', mail: 'new@example.jp' });
  assert.equal((await search('seenMail', 'new@example.jp')).length, 0);
  assert.equal((await search('newMail', 'old@example.jp')).length, 0);
  assert.equal((await search('newMail', 'new@example.jp')).length, 1);
});

test('7: a key name keeps its content type throughout the domain', async (t) => {
  const { putType } = await start(t);
  await putType('Crm', crm);
  const other = {
    Fields: { id: { Source: '_source.id', ContentType: 'PHONE_NUMBER' as const } },
    Keys: {
      crmCustomerId: [{ StandardIdentifiers: ['PROFILE' as const, 'UNIQUE' as const], FieldNames: ['id'] }],
    },
  };
  await rejects(putType('Other', other), 'BadRequestException', /crmCustomerId.*STRING.*PHONE_NUMBER/);
});

test('8: a record target needs its key; a record key needs no target', async (t) => {
  const { putType, put, create, objects, search } = await start(t);
  const Fields = {
    id: { Source: '_source.id' },
    mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' as const },
    price: { Source: '_source.price', Target: '_asset.Price', ContentType: 'NUMBER' as const },
  };
  const owner = { _email: [{ StandardIdentifiers: ['PROFILE' as const], FieldNames: ['mail'] }] };
  const plain = { ...owner, saleId: [{ StandardIdentifiers: ['UNIQUE' as const], FieldNames: ['id'] }] };
  const asset = {
    ...owner,
    saleId: [{ StandardIdentifiers: ['UNIQUE' as const, 'ASSET' as const], FieldNames: ['id'] }],
  };
  await rejects(putType('Sale', { Fields, Keys: plain }), 'BadRequestException', /ASSET/);
  await putType('Sale', { Fields: { id: Fields.id, mail: Fields.mail }, Keys: asset });
  await putType('Sale', { Fields, Keys: asset });
  const ProfileId = await create({ EmailAddress: 'buyer@example.jp' });
  await put('Sale', { id: 's1', mail: 'buyer@example.jp', price: 1200 });
  await put('Sale', { id: 's1', mail: 'buyer@example.jp', price: 1300 });
  const assets = await objects(ProfileId, '_asset');
  assert.deepEqual(
    assets.map((item) => JSON.parse(item.Object ?? '')),
    [{ AssetId: assets[0]?.ProfileObjectUniqueKey, Price: '1300' }],
  );
  assert.equal((await search('_email', 'buyer@example.jp')).length, 1);
});

test('9: a standard type is not put directly', async (t) => {
  const { put } = await start(t);
  await rejects(put('_profile', { FirstName: 'x' }), 'BadRequestException', /CreateProfile/);
});

test('10: deleting a type takes its objects and fields; manual values stay', async (t) => {
  const { client, putType, put, search } = await start(t);
  await putType('Crm', crm);
  await put('Crm', { id: '7', first: 'Taro', last: 'Yamada', phone: '090-1111-2222' });
  const [before] = await search('_phone', '09011112222');
  const ProfileId = before?.ProfileId ?? '';
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, FirstName: 'Manual' }));
  await client.send(new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Crm' }));
  const { Profiles } = await client.send(new BatchGetProfileCommand({ DomainName, ProfileIds: [ProfileId] }));
  assert.deepEqual(Profiles, [{ ProfileId, FirstName: 'Manual' }]);
  assert.equal((await search('_phone', '09011112222')).length, 0);
  assert.equal((await search('_fullName', 'manual')).length, 1);
  const { Stats } = await client.send(new GetDomainCommand({ DomainName }));
  assert.equal(Stats?.ObjectCount, 0);
});

test('11: a phone number is found in any spelling', async (t) => {
  const { create, search } = await start(t);
  const id = await create({ PhoneNumber: '+819012345678' });
  for (const spelling of [
    '090-1234-5678',
    '０９０ー１２３４ー５６７８',
    '(090)1234-5678',
    '+81 (0)90 1234 5678',
  ]) {
    assert.deepEqual(
      (await search('_phone', spelling)).map((profile) => profile.ProfileId),
      [id],
      spelling,
    );
  }
});

test('a name, an e-mail and a full name compare without width, case and spaces; families may stand first', async (t) => {
  const { create, search } = await start(t);
  const id = await create({ FirstName: 'Taro', LastName: 'ﾔﾏﾀﾞ', EmailAddress: 'ＴＡＲＯ@example.jp' });
  for (const [key, value] of [
    ['_fullName', 'TARO  ヤマダ'],
    ['_fullName', 'ヤマダ　taro'],
    ['_email', 'taro@EXAMPLE.jp'],
  ] as const) {
    assert.deepEqual(
      (await search(key, value)).map((profile) => profile.ProfileId),
      [id],
      value,
    );
  }
});

test('AND needs every pair, OR any; a page goes on where the one before ended', async (t) => {
  const { client, create } = await start(t);
  const ids = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      create({ LastName: 'Same', FirstName: 'One', PhoneNumber: `09000000${n}00` }),
    ),
  );
  const and = await client.send(
    new SearchProfilesCommand({
      DomainName,
      KeyName: '_fullName',
      Values: ['one same'],
      LogicalOperator: 'AND',
      AdditionalSearchKeys: [{ KeyName: '_phone', Values: ['09000000100'] }],
    }),
  );
  assert.deepEqual(
    and.Items?.map((profile) => profile.ProfileId),
    [ids[1]],
  );
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new SearchProfilesCommand({
        DomainName,
        KeyName: '_fullName',
        Values: ['one same'],
        MaxResults: 2,
        NextToken,
      }),
    );
    seen.push(...(page.Items ?? []).map((profile) => profile.ProfileId ?? ''));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(seen.toSorted(), ids.toSorted());
});

test('another account sees no domain, and no profile by id', async (t) => {
  const { stranger, create } = await start(t);
  const id = await create({ FirstName: 'Secret' });
  await rejects(
    stranger.send(new GetDomainCommand({ DomainName })),
    'ResourceNotFoundException',
    /does not exist/,
  );
  await rejects(
    stranger.send(new BatchGetProfileCommand({ DomainName, ProfileIds: [id] })),
    'ResourceNotFoundException',
    /does not exist/,
  );
});

test('history tells every ingestion, edit and key, newest first', async (t) => {
  const { client, putType, put, search, advance } = await start(t);
  await putType('Crm', crm);
  await put('Crm', { id: '7', first: 'A' });
  advance(1000);
  await put('Crm', { id: '7', first: 'B' });
  const [profile] = await search('crmCustomerId', '7');
  const ProfileId = profile?.ProfileId ?? '';
  advance(1000);
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, FirstName: 'C' }));
  advance(1000);
  await client.send(
    new AddProfileKeyCommand({ DomainName, ProfileId, KeyName: '_ctrContactId', Values: ['contact-1'] }),
  );
  assert.equal((await search('_ctrContactId', 'contact-1'))[0]?.ProfileId, ProfileId);
  const { ProfileHistoryRecords = [] } = await client.send(
    new ListProfileHistoryRecordsCommand({ DomainName, ProfileId }),
  );
  const told = ProfileHistoryRecords.map((record) => `${record.ActionType} ${record.ObjectTypeName}`);
  assert.deepEqual(told, [
    'ADDED_PROFILE_KEY _profile',
    'UPDATED _profile',
    'INGESTED Crm',
    'INGESTED Crm',
    'CREATED _profile',
  ]);
});

test('the size of a domain is that of the texts as they came, however they are kept', async (t) => {
  const { client, putType, put } = await start(t);
  await putType('Crm', crm);
  const objects = [
    { id: '1', first: '太郎', last: 'やま"だ' },
    { id: '2' },
    { id: '3', first: 'A', nested: { a: [1, 2] } },
  ];
  for (const object of objects) await put('Crm', object);
  const { Stats } = await client.send(new GetDomainCommand({ DomainName }));
  const bytes = objects.reduce((sum, object) => sum + Buffer.byteLength(JSON.stringify(object)), 0);
  assert.deepEqual(Stats, { ProfileCount: 3, MeteringProfileCount: 3, ObjectCount: 3, TotalSize: bytes });
});
