import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateProfileCommand,
  DeleteProfileCommand,
  ListProfileObjectsCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { mergeProfiles, undoMerge } from '../../src/identity/merge.ts';
import { until } from '../helpers/until.ts';
import {
  type ContactsServer,
  contactsServer,
  DomainName,
  offered,
  type Person,
  type ShownContact,
  setStatus,
  telephoneSystem,
} from './contactsServer.ts';

const person = async (server: ContactsServer, profile: object): Promise<string> => {
  const { ProfileId } = await server.profiles.send(new CreateProfileCommand({ DomainName, ...profile }));
  return ProfileId ?? '';
};

const keyHolders = async (server: ContactsServer, contactId: string) => {
  const search = { DomainName, KeyName: '_ctrContactId', Values: [contactId] };
  const { Items } = await server.profiles.send(new SearchProfilesCommand(search));
  return Items?.map((item) => item.ProfileId);
};

const records = async (server: ContactsServer, ProfileId: string) => {
  const wanted = { DomainName, ProfileId, ObjectTypeName: 'CTR' };
  const { Items } = await server.profiles.send(new ListProfileObjectsCommand(wanted));
  return (Items ?? []).map((item) => JSON.parse(item.Object ?? '{}') as Record<string, unknown>);
};

interface Customer {
  Profile?: { ProfileId: string };
  Candidates: { ProfileId: string; TellsApart: { Field: string; Value: string }[] }[];
  Prefill: Record<string, string>;
}

const customerOf = (agent: Person, { ContactId }: { ContactId: string }) =>
  agent.call<Customer>('GetContactCustomer', { ContactId });

const settled = (server: ContactsServer) =>
  until('contacts are settled', async () => {
    const [row] = await server.sql`
      select count(*)::int as n from contact where record_pending or profile_id is distinct from keyed_profile_id`;
    return row?.n === 0;
  });

async function call(server: ContactsServer, agent: Person, from: string) {
  const admin = await server.person('admin', 'root');
  const pbx = await telephoneSystem(server, admin);
  await setStatus(agent, 'Available');
  await pbx.send({ type: 'ringing', callId: 'c1', from });
  const contact = await offered(agent);
  await agent.call('AcceptContact', contact);
  const finish = async () => {
    await agent.call('EndContact', contact);
    await agent.call('FinishContact', contact);
    await settled(server);
  };
  return { contact, pbx, finish };
}

test('two with the same number: candidates with what tells them apart; chosen, unchosen, chosen again', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const first = await person(server, { LastName: '佐藤', FirstName: '一郎', PhoneNumber: '+81312345678' });
  const second = await person(server, {
    ...{ LastName: '佐藤', FirstName: '花', HomePhoneNumber: '03-1234-5678' },
    BirthDate: '1990-01-02',
  });
  const { contact, finish } = await call(server, agent, '(03) 1234 5678');
  assert.equal(contact.ProfileId, undefined);
  assert.equal(contact.CandidateCount, 2);
  const { Candidates, Profile, Prefill } = await customerOf(agent, contact);
  assert.equal(Profile, undefined);
  assert.deepEqual(new Set(Candidates.map((one) => one.ProfileId)), new Set([first, second]));
  assert.deepEqual(Candidates.find((one) => one.ProfileId === second)?.TellsApart, [
    { Field: 'Name', Value: '佐藤 花' },
    { Field: 'BirthDate', Value: '1990-01-02' },
    { Field: 'PhoneNumber', Value: '03-1234-5678' },
  ]);
  assert.equal(Prefill.PhoneNumber, '(03) 1234 5678');
  const linked = await agent.call<{ Contact: ShownContact }>('LinkContact', { ...contact, ProfileId: first });
  assert.deepEqual([linked.Contact.ProfileId, linked.Contact.LinkedBy], [first, 'AGENT']);
  assert.deepEqual(await keyHolders(server, contact.ContactId), [first]);
  assert.equal((await customerOf(agent, contact)).Profile?.ProfileId, first);
  const loose = await agent.call<{ Contact: ShownContact }>('UnlinkContact', contact);
  assert.equal(loose.Contact.ProfileId, undefined);
  assert.deepEqual(await keyHolders(server, contact.ContactId), []);
  await agent.call('LinkContact', { ...contact, ProfileId: second });
  await finish();
  assert.deepEqual(await keyHolders(server, contact.ContactId), [second]);
  const [record, more] = await records(server, second);
  assert.equal(more, undefined);
  assert.equal(record?.contactId, contact.ContactId);
  assert.equal(record?.customerId, second);
  assert.equal((record?.agent as { username: string } | undefined)?.username, agent.email);
  // After the contact: the record moves with the tie, and goes when the tie goes.
  await agent.call('LinkContact', { ...contact, ProfileId: first });
  await settled(server);
  assert.equal((await records(server, first)).length, 1);
  assert.equal((await records(server, second)).length, 0);
  await agent.call('UnlinkContact', contact);
  await settled(server);
  assert.equal((await records(server, first)).length, 0);
  assert.deepEqual(await keyHolders(server, contact.ContactId), []);
  const nobody = await agent.send('LinkContact', { ...contact, ProfileId: 'f'.repeat(32) });
  assert.equal(nobody.status, 404);
});

test('nobody with this number: a form with what is known; a profile made meanwhile gets the record', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const { contact, finish } = await call(server, agent, '080-1111-2222');
  const { Candidates, Prefill } = await customerOf(agent, contact);
  assert.deepEqual(Candidates, []);
  assert.deepEqual(Prefill, { PhoneNumber: '080-1111-2222' });
  const made = await person(server, { LastName: '新規', PhoneNumber: '080-1111-2222' });
  await finish();
  assert.equal((await records(server, made)).length, 1, 'found by the number when the contact ended');
  const { Items } = await agent.call<{ Items: ShownContact[] }>('ListProfileContacts', { ProfileId: made });
  assert.equal(Items.length, 1);
});

test('a number that nobody has, and nobody makes: the contact stays, without a record', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const { finish } = await call(server, agent, '080-1111-2222');
  await finish();
  const [row] = await server.sql`
    select (select count(*)::int from profile_object) as objects, (select count(*)::int from profile) as profiles`;
  assert.deepEqual({ ...row }, { objects: 0, profiles: 0 });
});

test('a customer called up by another key, and a person’s choice stands', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const wanted = await person(server, { LastName: '鈴木', AccountNumber: 'A-77' });
  const other = await person(server, { LastName: '鈴木', AccountNumber: 'A-78' });
  const { contact } = await call(server, agent, '080-1111-2222');
  const set = (value: string) =>
    agent.call<{ Contact: ShownContact }>('SetContactAttributes', {
      ...contact,
      Attributes: { profileSearchKey: '_account', profileSearchValue: value },
    });
  assert.equal((await set('A-77')).Contact.ProfileId, wanted);
  await agent.call('LinkContact', { ...contact, ProfileId: other });
  assert.equal((await set('A-77')).Contact.ProfileId, other);
});

test('a merge and its undo: the contact belongs to the survivor, then to its own again', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const one = await person(server, { LastName: '田中', PhoneNumber: '080-1111-2222' });
  const main = await person(server, { LastName: '田中', PhoneNumber: '080-3333-4444' });
  const { contact, finish } = await call(server, agent, '080-1111-2222');
  await finish();
  const rule = { kind: 'MAIN' as const, fieldSources: {} };
  const merge = { mainId: main, otherIds: [one], rule };
  const mergeId = await mergeProfiles(server.house, server.domain, merge, 'test');
  const history = async (ProfileId: string) =>
    (await agent.call<{ Items: ShownContact[] }>('ListProfileContacts', { ProfileId })).Items;
  assert.deepEqual(
    (await history(main)).map((item) => [item.ContactId, item.ProfileId]),
    [[contact.ContactId, main]],
  );
  await undoMerge(server.house, server.domain, mergeId, 'test');
  assert.equal((await history(main)).length, 0);
  assert.equal((await history(one))[0]?.ProfileId, one);
});

test('a customer who is deleted during the call leaves the contact untied', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const ProfileId = await person(server, { LastName: '田中', PhoneNumber: '080-1111-2222' });
  const { contact, finish } = await call(server, agent, '080-1111-2222');
  await settled(server);
  await server.profiles.send(new DeleteProfileCommand({ DomainName, ProfileId }));
  assert.equal((await customerOf(agent, contact)).Profile, undefined);
  await finish();
  const { Contact } = await agent.call<{ Contact: ShownContact }>('GetContactView', contact);
  assert.equal(Contact.ProfileId, undefined);
  assert.deepEqual(server.problems, []);
});

test('a customer with a thousand contacts: page by page, newest first, quick', async (t) => {
  const server = await contactsServer(t);
  const agent = await server.person('agent', 'hanako');
  const ProfileId = await person(server, { LastName: '常連' });
  await agent.call('GetWorkspace');
  const { domainId } = server.domain;
  await server.sql`
    insert into contact (domain_id, contact_id, state, channel, initiation_method, initiated_at, updated_at, profile_id,
      keyed_profile_id, linked_by, disconnected_at)
    select ${domainId}, ('0190000000007000800000000000' || lpad(to_hex(n), 4, '0'))::uuid, 'ENDED', 'VOICE', 'INBOUND',
      now(), now(), ${ProfileId}, ${ProfileId}, 'AUTOMATIC', now() from generate_series(1, 1000) as n`;
  await server.sql`analyze contact`;
  const seen: string[] = [];
  let NextToken: string | undefined;
  const began = performance.now();
  do {
    const page = await agent.call<{ Items: ShownContact[]; NextToken?: string }>('ListProfileContacts', {
      ...{ ProfileId, MaxResults: 50 },
      ...(NextToken ? { NextToken } : {}),
    });
    seen.push(...page.Items.map((item) => item.ContactId));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(new Set(seen).size, 1_000);
  assert.deepEqual(seen, seen.toSorted().reverse());
  assert.ok(performance.now() - began < 60_000);
  const forged = await agent.send('ListProfileContacts', { ProfileId, NextToken: 'x' });
  assert.equal(forged.status, 400);
});
