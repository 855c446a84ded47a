import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AddProfileKeyCommand,
  BatchGetProfileCommand,
  CreateDomainCommand,
  type CreateDomainCommandInput,
  CreateProfileCommand,
  type CustomerProfilesClient,
  DeleteDomainCommand,
  DeleteProfileCommand,
  DeleteProfileKeyCommand,
  DeleteProfileObjectCommand,
  DeleteProfileObjectTypeCommand,
  DetectProfileObjectTypeCommand,
  GetDomainCommand,
  GetProfileHistoryRecordCommand,
  GetProfileObjectTypeCommand,
  GetProfileObjectTypeTemplateCommand,
  ListDomainsCommand,
  ListProfileHistoryRecordsCommand,
  ListProfileObjectsCommand,
  ListProfileObjectTypesCommand,
  ListProfileObjectTypeTemplatesCommand,
  ListTagsForResourceCommand,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  SearchProfilesCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateDomainCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { markToken } from '../../src/wire/pageToken.ts';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';
const nobody = 'f'.repeat(32);
const type = {
  Description: 'x',
  AllowProfileCreation: true,
  Fields: {
    id: { Source: '_source.id' },
    mail: { Source: '_source.mail', ContentType: 'EMAIL_ADDRESS' as const },
  },
  Keys: { crmId: [{ StandardIdentifiers: ['PROFILE' as const, 'UNIQUE' as const], FieldNames: ['id'] }] },
};

/** Any command; the client types each one apart. */
interface Command {
  input: object;
}

async function refusedAs(client: CustomerProfilesClient, command: Command, name: string, text: RegExp) {
  await assert.rejects(
    client.send(command as never),
    (error: Error) => error.name === name && text.test(error.message),
    `${command.constructor.name} ${JSON.stringify(command.input).slice(0, 200)} should be ${name} ${text}`,
  );
}

test('bad input of every operation is refused, with what was wrong', async (t) => {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  await client.send(new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Crm', ...type }));
  const { ProfileId = '' } = await client.send(new CreateProfileCommand({ DomainName, FirstName: 'x' }));
  const here = { DomainName, ProfileId };
  const gone = { DomainName: 'nowhere', ProfileId };
  const bad = 'BadRequestException';
  const missing = 'ResourceNotFoundException';
  const forged = (place: unknown, listing = '') => {
    const token = Buffer.from(JSON.stringify(place)).toString('base64url');
    return listing === '' ? token : markToken(`profile.${listing}`, token);
  };
  const crm = { ObjectTypeName: 'Crm' };
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, { Source: '_source.x' }]));
  const search = { DomainName, KeyName: '_email', Values: ['x'] };
  const table: [Command, string, RegExp][] = [
    // A domain that is not there, for everything that is in one.
    ...(
      [
        new GetDomainCommand(gone),
        new UpdateDomainCommand(gone),
        new DeleteDomainCommand(gone),
        new CreateProfileCommand(gone),
        new UpdateProfileCommand(gone),
        new DeleteProfileCommand(gone),
        new SearchProfilesCommand({ ...search, DomainName: 'nowhere' }),
        new BatchGetProfileCommand({ DomainName: 'nowhere', ProfileIds: [ProfileId] }),
        new PutProfileObjectTypeCommand({ ...gone, ...crm, Description: 'x' }),
        new GetProfileObjectTypeCommand({ ...gone, ...crm }),
        new ListProfileObjectTypesCommand(gone),
        new DeleteProfileObjectTypeCommand({ ...gone, ...crm }),
        new PutProfileObjectCommand({ ...gone, ...crm, Object: '{}' }),
        new ListProfileObjectsCommand({ ...gone, ...crm }),
        new DeleteProfileObjectCommand({ ...gone, ...crm, ProfileObjectUniqueKey: nobody }),
        new AddProfileKeyCommand({ ...gone, KeyName: '_email', Values: ['x'] }),
        new DeleteProfileKeyCommand({ ...gone, KeyName: '_email', Values: ['x'] }),
        new ListProfileHistoryRecordsCommand(gone),
        new GetProfileHistoryRecordCommand({ ...gone, Id: nobody }),
        new DetectProfileObjectTypeCommand({ ...gone, Objects: ['{}'] }),
      ] as Command[]
    ).map((command): [Command, string, RegExp] => [command, missing, /Domain "nowhere"/]),
    // A profile that is not there.
    ...(
      [
        new UpdateProfileCommand({ DomainName, ProfileId: nobody, FirstName: 'x' }),
        new DeleteProfileCommand({ DomainName, ProfileId: nobody }),
        new ListProfileObjectsCommand({ DomainName, ProfileId: nobody, ...crm }),
        new DeleteProfileObjectCommand({
          DomainName,
          ProfileId: nobody,
          ...crm,
          ProfileObjectUniqueKey: nobody,
        }),
        new AddProfileKeyCommand({ DomainName, ProfileId: nobody, KeyName: '_email', Values: ['x'] }),
        new DeleteProfileKeyCommand({ DomainName, ProfileId: nobody, KeyName: '_email', Values: ['x'] }),
        new ListProfileHistoryRecordsCommand({ DomainName, ProfileId: nobody }),
      ] as Command[]
    ).map((command): [Command, string, RegExp] => [command, missing, new RegExp(nobody)]),
    // Ids that are none.
    [new UpdateProfileCommand({ DomainName, ProfileId: 'x' }), bad, /ProfileId/],
    [new UpdateProfileCommand({ DomainName, ProfileId: `z${nobody}` }), bad, /ProfileId/],
    [new DeleteProfileCommand({ DomainName, ProfileId: nobody.toUpperCase() }), bad, /ProfileId/],
    [new BatchGetProfileCommand({ DomainName, ProfileIds: [`${nobody}0`] }), bad, /ProfileIds/],
    [new BatchGetProfileCommand({ DomainName, ProfileIds: Array(21).fill(nobody) }), bad, /ProfileIds/],
    [new GetProfileHistoryRecordCommand({ ...here, Id: nobody }), missing, /no history record/],
    [new GetProfileHistoryRecordCommand({ ...here, Id: `${nobody}z` }), bad, /Id/],
    // An object type that is not there, and names that are none.
    [new GetProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Nobody' }), missing, /"Nobody"/],
    [
      new GetProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'constructor' }),
      missing,
      /"constructor"/,
    ],
    [new DeleteProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Nobody' }), missing, /"Nobody"/],
    [
      new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Nobody', Object: '{}' }),
      missing,
      /"Nobody"/,
    ],
    [
      new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'constructor', Object: '{}' }),
      missing,
      /"constructor"/,
    ],
    [new ListProfileObjectsCommand({ ...here, ObjectTypeName: 'Nobody' }), missing, /"Nobody"/],
    [new ListProfileObjectsCommand({ ...here, ObjectTypeName: 'constructor' }), missing, /"constructor"/],
    [
      new ListProfileObjectsCommand({ ...here, ...crm, ObjectFilter: { KeyName: 'crmId', Values: ['1'] } }),
      bad,
      /ObjectFilter/,
    ],
    [
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: '_asset', ...type }),
      bad,
      /"_asset".*reserved/,
    ],
    [
      new PutProfileObjectTypeCommand({
        ...{ DomainName, ObjectTypeName: 'T', ...type },
        Fields: { ...type.Fields, n: { Source: '{{other.x}}' } },
      }),
      bad,
      /"n": "other\.x" does not begin with _source/,
    ],
    [new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: '1st', ...type }), bad, /ObjectTypeName/],
    [new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: '顧客', ...type }), bad, /ObjectTypeName/],
    [
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'T', ...type, Description: '' }),
      bad,
      /Description/,
    ],
    [
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'T', ...type, ExpirationDays: 1099 }),
      bad,
      /ExpirationDays/,
    ],
    [
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName: 'T',
        ...type,
        Fields: { ...type.Fields, ...many(249) },
      }),
      bad,
      /251 fields/,
    ],
    [
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName: 'T',
        ...type,
        Keys: { ...type.Keys, more: Array.from({ length: 10 }, () => ({ FieldNames: ['id'] })) },
      }),
      bad,
      /11 entries/,
    ],
    [
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName: 'T',
        Description: 'x',
        TemplateId: 'constructor',
      }),
      bad,
      /TemplateId "constructor"/,
    ],
    [
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'T', ...type, TemplateId: 'CTR' }),
      bad,
      /either TemplateId or/,
    ],
    [new GetProfileObjectTypeTemplateCommand({ TemplateId: 'constructor' }), missing, /"constructor"/],
    // Objects.
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: 'x' }), bad, /not JSON/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '' }), bad, /Object/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '[{"id":"1"}]' }), bad, /JSON object/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: 'null' }), bad, /JSON object/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '"{}"' }), bad, /JSON object/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '{}' }), bad, /crmId/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '{"id":"a\\u0000b"}' }), bad, /"id".*NUL/],
    [new PutProfileObjectCommand({ DomainName, ...crm, Object: '{"id":"\\ud83d"}' }), bad, /"id".*surrogate/],
    [
      new PutProfileObjectCommand({ DomainName, ...crm, Object: `{"id":"${'x'.repeat(256_000)}"}` }),
      bad,
      /Object/,
    ],
    [new PutProfileObjectCommand({ DomainName, ObjectTypeName: '_order', Object: '{}' }), bad, /_order/],
    [
      new DeleteProfileObjectCommand({ ...here, ...crm, ProfileObjectUniqueKey: 'no such' }),
      missing,
      /no such object/,
    ],
    // Searches.
    [new SearchProfilesCommand({ ...search, KeyName: 'nobody' }), bad, /"nobody" is not known/],
    [new SearchProfilesCommand({ ...search, KeyName: 'constructor' }), bad, /"constructor" is not known/],
    [new SearchProfilesCommand({ ...search, KeyName: '__proto__' }), bad, /"__proto__" is not known/],
    [new SearchProfilesCommand({ ...search, Values: [''] }), bad, /Values/],
    [new SearchProfilesCommand({ ...search, Values: ['1', '2', '3', '4', '5', '6'] }), bad, /at most 5/],
    [
      new SearchProfilesCommand({
        ...search,
        Values: ['1', '2', '3'],
        AdditionalSearchKeys: [{ KeyName: '_phone', Values: ['1', '2', '3'] }],
      }),
      bad,
      /at most 5/,
    ],
    [new SearchProfilesCommand({ ...search, LogicalOperator: 'XOR' as never }), bad, /LogicalOperator/],
    [new SearchProfilesCommand({ ...search, MaxResults: 101 }), bad, /MaxResults/],
    // Keys by hand.
    [new AddProfileKeyCommand({ ...here, KeyName: 'nobody', Values: ['x'] }), bad, /"nobody" is not known/],
    [
      new AddProfileKeyCommand({ ...here, KeyName: 'constructor', Values: ['x'] }),
      bad,
      /"constructor" is not known/,
    ],
    [new AddProfileKeyCommand({ ...here, KeyName: '_profileId', Values: [nobody] }), bad, /_profileId/],
    [new AddProfileKeyCommand({ ...here, KeyName: '_phone', Values: ['---'] }), bad, /empty/],
    // Profiles.
    [new CreateProfileCommand({ DomainName, LastName: 'x'.repeat(256) }), bad, /LastName/],
    [new CreateProfileCommand({ DomainName, Gender: 'X' as never }), bad, /Gender/],
    [new UpdateProfileCommand({ ...here, Attributes: { x: 'y'.repeat(256) } }), bad, /Attributes/],
    [new UpdateProfileCommand({ ...here, LastName: '\ud83d' }), bad, /LastName/],
    // Domains.
    [new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }), bad, /"shop" exists/],
    [new CreateDomainCommand({ DomainName: '名寄せ', DefaultExpirationDays: 366 }), bad, /DomainName/],
    [new CreateDomainCommand({ DomainName: 'x' } as CreateDomainCommandInput), bad, /DefaultExpirationDays/],
    [new CreateDomainCommand({ DomainName: 'x', DefaultExpirationDays: 0 }), bad, /DefaultExpirationDays/],
    // Samples.
    [new DetectProfileObjectTypeCommand({ DomainName, Objects: ['x'] }), bad, /Objects\[0\].*JSON/],
    [new DetectProfileObjectTypeCommand({ DomainName, Objects: ['{}', '[]'] }), bad, /Objects\[1\]/],
    [new DetectProfileObjectTypeCommand({ DomainName, Objects: Array(6).fill('{}') }), bad, /Objects/],
    [
      new DetectProfileObjectTypeCommand({ DomainName, Objects: [JSON.stringify(many(121))] }),
      bad,
      /limit is 120|120/,
    ],
  ];
  // Tokens that no listing gave.
  const listings: Record<string, (NextToken: string) => Command> = {
    SearchProfiles: (NextToken) => new SearchProfilesCommand({ ...search, NextToken }),
    ListProfileObjects: (NextToken) => new ListProfileObjectsCommand({ ...here, ...crm, NextToken }),
    ListProfileHistoryRecords: (NextToken) => new ListProfileHistoryRecordsCommand({ ...here, NextToken }),
    ListDomains: (NextToken) => new ListDomainsCommand({ NextToken }),
    ListProfileObjectTypes: (NextToken) => new ListProfileObjectTypesCommand({ DomainName, NextToken }),
    ListProfileObjectTypeTemplates: (NextToken) => new ListProfileObjectTypeTemplatesCommand({ NextToken }),
  };
  const places = [[1], [], ['a', 'b'], {}, [null], [nobody, nobody], [1e300, nobody]];
  for (const [listing, command] of Object.entries(listings)) {
    for (const place of places) table.push([command(forged(place, listing)), bad, /NextToken/]);
    // The place of another listing, as it came from there and without saying so.
    for (const token of ['x', forged([nobody]), forged(['a']), forged([nobody], 'ListLayouts')])
      table.push([command(token), bad, /NextToken/]);
    if (/Search|Objects/.test(listing)) table.push([command(forged(['x'], listing)), bad, /NextToken/]);
  }
  for (const [command, name, text] of table) await refusedAs(client, command, name, text);
});

test('as much as is allowed is taken', async (t) => {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName: 'a'.repeat(64), DefaultExpirationDays: 1098 }));
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 1 }));
  const Fields = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [
      `f${n}`,
      { Source: `_source.f${n}`, Target: `_profile.Attributes.f${n}` },
    ]),
  );
  const Keys = {
    k: [{ StandardIdentifiers: ['PROFILE' as const, 'UNIQUE' as const], FieldNames: ['f0'] }],
    more: Array.from({ length: 9 }, (_, n) => ({ FieldNames: [`f${n}`] })),
  };
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Big',
      Description: 'x'.repeat(1000),
      AllowProfileCreation: true,
      Fields,
      Keys,
    }),
  );
  const object = Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`f${n}`, `${n}`.padEnd(255, '値')]),
  );
  await client.send(
    new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Big', Object: JSON.stringify(object) }),
  );
  const frame = JSON.stringify({ f0: 'whole', rest: '' });
  const whole = JSON.stringify({ f0: 'whole', rest: 'x'.repeat(256_000 - frame.length) });
  assert.equal(whole.length, 256_000);
  await client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Big', Object: whole }));
  const { Items = [] } = await client.send(
    new SearchProfilesCommand({ DomainName, KeyName: 'k', Values: ['whole'] }),
  );
  const listed = await client.send(
    new ListProfileObjectsCommand({ DomainName, ObjectTypeName: 'Big', ProfileId: Items[0]?.ProfileId }),
  );
  assert.equal(listed.Items?.[0]?.Object, whole);
  const deep = `{"f0":"deep","rest":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  await client.send(new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Big', Object: deep }));
  for (let n = 1; n < 100; n += 1) {
    await client.send(
      new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: `T${n}`, Description: 'x' }),
    );
  }
  await refusedAs(
    client,
    new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'T100', Description: 'x' }),
    'BadRequestException',
    /100 object types/,
  );
  await client.send(
    new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'T99', Description: 'again' }),
  );
  await refusedAs(
    client,
    new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'T99', Object: '{"x":1}' }),
    'BadRequestException',
    /no UNIQUE key/,
  );
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListProfileObjectTypesCommand({ DomainName, MaxResults: 30, NextToken }),
    );
    names.push(...(page.Items ?? []).map((item) => item.ObjectTypeName ?? ''));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(new Set(names).size, 100);
  assert.equal(names.length, 100);
});

test('UpdateDomain: absent members stay, an empty text clears, changes at the same time add up', async (t) => {
  const { client } = await startAwsServer(t);
  const DeadLetterQueueUrl = 'https://sqs.ap-northeast-1.amazonaws.com/000000000000/dead';
  await client.send(
    new CreateDomainCommand({
      DomainName,
      DefaultExpirationDays: 366,
      DefaultEncryptionKey: 'key',
      DeadLetterQueueUrl,
      Tags: { a: '1' },
    }),
  );
  const kept = await client.send(new UpdateDomainCommand({ DomainName, DefaultExpirationDays: 30 }));
  assert.deepEqual(
    [kept.DefaultExpirationDays, kept.DefaultEncryptionKey, kept.DeadLetterQueueUrl, kept.Tags],
    [30, 'key', DeadLetterQueueUrl, { a: '1' }],
  );
  await client.send(
    new UpdateDomainCommand({
      DomainName,
      DefaultEncryptionKey: '',
      DeadLetterQueueUrl: '',
      Tags: { b: '2' },
    }),
  );
  const cleared = await client.send(new GetDomainCommand({ DomainName }));
  assert.deepEqual(
    [cleared.DefaultExpirationDays, cleared.DefaultEncryptionKey, cleared.DeadLetterQueueUrl, cleared.Tags],
    [30, undefined, undefined, { a: '1', b: '2' }],
  );
  await Promise.all([
    client.send(new UpdateDomainCommand({ DomainName, DefaultExpirationDays: 40 })),
    client.send(new UpdateDomainCommand({ DomainName, DefaultEncryptionKey: 'new' })),
  ]);
  const both = await client.send(new GetDomainCommand({ DomainName }));
  assert.deepEqual([both.DefaultExpirationDays, both.DefaultEncryptionKey], [40, 'new']);
});

test('tags: fifty at most, whichever way they come; a foreign or unknown resource is not there', async (t) => {
  const { client, stranger } = await startAwsServer(t);
  const tagsFrom = (start: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${start + n}`, `${n}`]));
  await client.send(
    new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366, Tags: tagsFrom(0, 30) }),
  );
  await client.send(
    new PutProfileObjectTypeCommand({ DomainName, ObjectTypeName: 'Crm', ...type, Tags: { of: 'type' } }),
  );
  const resourceArn = 'arn:aws:profile:ap-northeast-1:000000000000:domains/shop';
  const tags = async (arn = resourceArn) =>
    (await client.send(new ListTagsForResourceCommand({ resourceArn: arn }))).tags ?? {};
  await client.send(new TagResourceCommand({ resourceArn, tags: tagsFrom(0, 50) }));
  assert.equal(Object.keys(await tags()).length, 50);
  const bad = 'BadRequestException';
  await refusedAs(client, new TagResourceCommand({ resourceArn, tags: { more: 'x' } }), bad, /50 tags/);
  await refusedAs(client, new UpdateDomainCommand({ DomainName, Tags: { more: 'x' } }), bad, /50 tags/);
  await refusedAs(client, new TagResourceCommand({ resourceArn, tags: tagsFrom(0, 51) }), bad, /tags/);
  await refusedAs(client, new TagResourceCommand({ resourceArn, tags: { 'aws:x': 'y' } }), bad, /tags/);
  await refusedAs(client, new TagResourceCommand({ resourceArn, tags: {} }), bad, /tags/);
  await client.send(new TagResourceCommand({ resourceArn, tags: { k0: 'changed' } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['k1', 'not-there'] }));
  const left = await tags();
  assert.deepEqual([left.k0, left.k1, Object.keys(left).length], ['changed', undefined, 49]);
  assert.deepEqual(await tags(`${resourceArn}/object-types/Crm`), { of: 'type' });
  for (const [who, arn] of [
    [client, resourceArn.replace('000000000000', '111111111111')],
    [stranger, resourceArn],
    [client, resourceArn.replace('shop', 'nowhere')],
    [client, `${resourceArn}/object-types/Nobody`],
    [client, `${resourceArn}/object-types/constructor`],
  ] as const) {
    await refusedAs(
      who,
      new ListTagsForResourceCommand({ resourceArn: arn }),
      'ResourceNotFoundException',
      /does not exist/,
    );
    await refusedAs(
      who,
      new TagResourceCommand({ resourceArn: arn, tags: { a: 'b' } }),
      'ResourceNotFoundException',
      /does not exist/,
    );
    await refusedAs(
      who,
      new UntagResourceCommand({ resourceArn: arn, tagKeys: ['a'] }),
      'ResourceNotFoundException',
      /does not exist/,
    );
  }
  await client.send(new DeleteDomainCommand({ DomainName }));
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  assert.deepEqual(await tags(), {});
});

test('every template can be listed, read and put, and the type shows its fields and keys', async (t) => {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListProfileObjectTypeTemplatesCommand({ MaxResults: 7, NextToken }));
    ids.push(...(page.Items ?? []).map((item) => item.TemplateId ?? ''));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.ok(ids.length >= 10 && new Set(ids).size === ids.length);
  for (const TemplateId of ids) {
    const template = await client.send(new GetProfileObjectTypeTemplateCommand({ TemplateId }));
    const ObjectTypeName = `T_${TemplateId}`;
    await client.send(
      new PutProfileObjectTypeCommand({
        DomainName,
        ObjectTypeName,
        Description: 'x',
        TemplateId,
        ExpirationDays: 7,
      }),
    );
    const put = await client.send(new GetProfileObjectTypeCommand({ DomainName, ObjectTypeName }));
    assert.deepEqual(
      [
        put.Fields,
        put.Keys,
        put.AllowProfileCreation,
        put.SourceLastUpdatedTimestampFormat,
        put.TemplateId,
        put.ExpirationDays,
      ],
      [
        template.Fields,
        template.Keys,
        template.AllowProfileCreation,
        template.SourceLastUpdatedTimestampFormat,
        TemplateId,
        7,
      ],
      TemplateId,
    );
    assert.ok(Object.keys(put.Fields ?? {}).length > 0, TemplateId);
  }
});

test('settings that only travel through are shown as they were given', async (t) => {
  const { client } = await startAwsServer(t);
  const domain = {
    DomainName,
    DefaultExpirationDays: 366,
    DefaultEncryptionKey: 'arn:aws:kms:ap-northeast-1:000000000000:key/1',
    DeadLetterQueueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/000000000000/dead',
  };
  const given = {
    ...{ DomainName, ObjectTypeName: 'Crm', ...type, ExpirationDays: 30, SourcePriority: 2 },
    ...{ EncryptionKey: 'arn:aws:kms:ap-northeast-1:000000000000:key/2', MaxProfileObjectCount: 40 },
  };
  const shown = (answer: object, sent: object) =>
    Object.fromEntries(Object.entries(answer).filter(([name]) => name in sent));
  assert.deepEqual(shown(await client.send(new CreateDomainCommand(domain)), domain), domain);
  assert.deepEqual(shown(await client.send(new GetDomainCommand({ DomainName })), domain), domain);
  const { DomainName: _, AllowProfileCreation, ...put } = given;
  const expected = { AllowProfileCreation, ...put };
  assert.deepEqual(shown(await client.send(new PutProfileObjectTypeCommand(given)), given), expected);
  const crm = { DomainName, ObjectTypeName: 'Crm' };
  assert.deepEqual(shown(await client.send(new GetProfileObjectTypeCommand(crm)), given), expected);
});
