import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeProfileKeys } from '../../src/profiles/changeKeys.ts';
import { deleteProfileObject } from '../../src/profiles/deleteObject.ts';
import { deleteObjectType } from '../../src/profiles/deleteObjectType.ts';
import { deleteProfile } from '../../src/profiles/deleteProfile.ts';
import { contentTypeOfKey, searchValue } from '../../src/profiles/domain.ts';
import { createProfile, updateProfile } from '../../src/profiles/editProfile.ts';
import type { KeyDefinition, ObjectTypeDefinition } from '../../src/profiles/objectType.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { actor, incoming, type TestHouse, take, testHouse } from './support/house.ts';
import { assertNoOrphans, storedRefs, supportedKeys } from './support/keyTruth.ts';

const hidden = 16_384;
const Fields: ObjectTypeDefinition['Fields'] = {
  id: { Source: '_source.id', ContentType: 'STRING' },
  mail: { Source: '_source.mail', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
  tel: { Source: '_source.tel', Target: '_profile.PhoneNumber', ContentType: 'PHONE_NUMBER' },
  nick: { Source: '_source.nick', Target: '_profile.FirstName', ContentType: 'NAME' },
  tag: { Source: '_source.tag', ContentType: 'STRING' },
};
const key = (fieldNames: string[], ...identifiers: string[]): KeyDefinition => ({
  StandardIdentifiers: identifiers,
  FieldNames: fieldNames,
});
const type = (Keys: Record<string, KeyDefinition[]>, SourcePriority?: number): ObjectTypeDefinition => ({
  Description: 'x',
  AllowProfileCreation: true,
  Fields,
  Keys,
  ...(SourcePriority ? { SourcePriority } : {}),
});
const own = (name: string) => ({ [name]: [key(['id'], 'PROFILE', 'UNIQUE')] });

/** Versions of two types, between which keys come, go and change what they are for. */
const variants: Record<string, ObjectTypeDefinition[]> = {
  A: [
    type({ ...own('aid'), _email: [key(['mail'], 'PROFILE')], tagKey: [key(['tag'])] }),
    type(
      {
        ...own('aid'),
        _email: [key(['mail'], 'PROFILE', 'LOOKUP_ONLY')],
        freshTel: [key(['tel'], 'PROFILE', 'NEW_ONLY')],
      },
      1,
    ),
    type({
      ...own('aid'),
      _phone: [key(['tel'], 'PROFILE', 'SECONDARY')],
      tagKey: [key(['tag']), key(['tag'])],
    }),
    type(
      { aid: [key(['id'], 'UNIQUE')], _email: [key(['mail'], 'PROFILE')], _phone: [key(['tel'], 'PROFILE')] },
      2,
    ),
  ],
  B: [
    type({ ...own('bid'), _email: [key(['mail'], 'PROFILE')], both: [key(['tag', 'nick'])] }),
    type({ bid: [key(['id'], 'UNIQUE')], tagKey: [key(['tag'], 'PROFILE')] }),
    type({ ...own('bid'), _phone: [key(['tel'], 'PROFILE')] }, 1),
  ],
};

const typeName = fc.constantFrom('A', 'B');
const mail = fc.constantFrom('a@x.jp', 'B@x.jp', 'c@x.jp', '');
const tel = fc.constantFrom('090-1111-2222', '0311112222', '');
const nick = fc.constantFrom('Taro', '花子', '');
const tag = fc.constantFrom('t1', 't2', '');
const object = fc.record({ id: fc.constantFrom('1', '2', '3'), mail, tel, nick, tag });
const at = fc.nat({ max: 50 });
const keyEdit = fc.record({
  name: fc.constantFrom('tagKey', '_email', '_phone', '_ctrContactId', 'aid'),
  values: fc.uniqueArray(fc.constantFrom('t1', 'a@x.jp', '090-1111-2222', '1'), {
    minLength: 1,
    maxLength: 2,
  }),
});
const fields = fc.record(
  {
    FirstName: fc.constantFrom('Manual', null),
    LastName: fc.constantFrom('山田', null),
    EmailAddress: fc.constantFrom('a@x.jp', 'm@x.jp', null),
    PhoneNumber: fc.constantFrom('090-1111-2222', null),
  },
  { requiredKeys: [] },
);
const put = fc.record({
  kind: fc.constant('put' as const),
  rows: fc.array(fc.tuple(typeName, object), { minLength: 1, maxLength: 4 }),
});
const command = fc.oneof(
  { weight: 10, arbitrary: put },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('type' as const), name: typeName, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const), fields }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('update' as const), at, fields }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), at, edit: keyEdit }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), at, edit: keyEdit }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deleteObject' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteProfile' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('deleteType' as const), name: typeName }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

/** What people did to keys by hand, and what they took away though something says it. */
class Hands {
  readonly added = new Map<string, number>();
  readonly hidden = new Set<string>();

  drop(matches: (id: string) => boolean): void {
    for (const id of [...this.added.keys()]) if (matches(id)) this.added.delete(id);
    for (const id of [...this.hidden]) if (matches(id)) this.hidden.delete(id);
  }
}

/** Runs a command; what it refuses is no concern here. */
async function run(test: TestHouse, name: string, hands: Hands, command: Command): Promise<void> {
  const { house } = test;
  const domain = await test.domain(name);
  const { domainId } = domain;
  const profiles =
    await house.sql`select profile_id from profile where domain_id = ${domainId} order by profile_id`;
  const profileId: string | undefined =
    'at' in command ? profiles[command.at % Math.max(profiles.length, 1)]?.profile_id : undefined;
  if (command.kind === 'put') {
    await take(
      house,
      domain,
      command.rows.map(([typeOf, value]) => incoming(typeOf, value)),
    );
  } else if (command.kind === 'type') {
    const options = variants[command.name] ?? [];
    const definition = options[command.at % options.length];
    if (definition) await putObjectType(house, domain, command.name, definition);
  } else if (command.kind === 'create') {
    await createProfile(house, domain, command.fields, actor);
  } else if (command.kind === 'deleteType') {
    const type = domain.types.get(command.name)?.type;
    if (type) await deleteObjectType(house, domain, type);
  } else if (profileId === undefined) {
    return;
  } else if (command.kind === 'update') {
    await updateProfile(house, domain, profileId, command.fields, actor);
  } else if (command.kind === 'deleteProfile') {
    await deleteProfile(house, domain, profileId);
    hands.drop((id) => id.includes(profileId));
  } else if (command.kind === 'deleteObject') {
    const [row] = await house.sql`
      select type_id, unique_key from profile_object where domain_id = ${domainId} and profile_id = ${profileId} limit 1`;
    const type = row && domain.typesById.get(row.type_id);
    if (!type) return;
    const wanted = { type, uniqueKey: row.unique_key, profileIds: [profileId], actor };
    assert.equal(await deleteProfileObject(house, domain, wanted), true);
  } else await editKeys(test, name, hands, profileId, command);
}

async function editKeys(
  test: TestHouse,
  name: string,
  hands: Hands,
  profileId: string,
  command: Extract<Command, { kind: 'add' | 'delete' }>,
): Promise<void> {
  const { house } = test;
  const domain = await test.domain(name);
  const { edit } = command;
  if (contentTypeOfKey(domain, edit.name) === undefined) return;
  if (edit.values.some((value) => searchValue(domain, edit.name, value) === undefined)) return;
  const supported = await supportedKeys(house, domain);
  const visible = [...(await storedRefs(house, domain))].filter(([, refs]) => refs > 0).map(([id]) => id);
  const changed = await changeProfileKeys(house, domain, profileId, { action: command.kind, ...edit }, actor);
  const values = new Set(edit.values.map((value) => searchValue(domain, edit.name, value) ?? ''));
  const ids = [...values].map((value) => JSON.stringify([profileId, edit.name, value]));
  if (command.kind === 'add') {
    for (const id of ids) {
      hands.hidden.delete(id);
      hands.added.set(id, (hands.added.get(id) ?? 0) + 1);
    }
    return;
  }
  assert.equal(changed, ids.filter((id) => visible.includes(id)).length);
  for (const id of ids) {
    hands.added.delete(id);
    if (supported.has(id) && visible.includes(id)) hands.hidden.add(id);
  }
}

async function check(test: TestHouse, name: string, hands: Hands): Promise<void> {
  const domain = await test.domain(name);
  hands.drop((id) => contentTypeOfKey(domain, JSON.parse(id)[1]) === undefined);
  const supported = await supportedKeys(test.house, domain);
  for (const id of [...hands.hidden]) if (!supported.has(id)) hands.hidden.delete(id);
  const wanted = new Map(supported);
  for (const [id, count] of hands.added) wanted.set(id, (wanted.get(id) ?? 0) + count);
  for (const id of hands.hidden) wanted.set(id, (wanted.get(id) ?? 0) - hidden);
  const sorted = (refs: Map<string, number>) => [...refs].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  assert.deepEqual(sorted(await storedRefs(test.house, domain)), sorted(wanted));
  await assertNoOrphans(test.house, domain);
}

test('law: after any sequence of changes the key index is what live objects, own fields and hands make it', async (t) => {
  const house = await testHouse(t);
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 25, maxLength: 25, size: 'max' }), async (commands) => {
      const name = await house.newDomain();
      const hands = new Hands();
      for (const typeOf of ['A', 'B']) {
        const [definition] = variants[typeOf] ?? [];
        if (definition) await putObjectType(house.house, await house.domain(name), typeOf, definition);
      }
      for (const [index, one] of commands.entries()) {
        await run(house, name, hands, one);
        await check(house, name, hands).catch((cause) => {
          throw new Error(`after command ${index} ${JSON.stringify(one)}: ${cause.message}`, { cause });
        });
      }
    }),
    { numRuns: 30, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
  );
});
