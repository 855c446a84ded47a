import { z } from 'zod';
import { listUsers } from '../../access/store/users.ts';
import { customerNames } from '../../profiles/customerNames.ts';
import { listMembers } from '../../profiles/store/profiles.ts';
import { emailKey } from '../../values/keys.ts';
import { phoneKey } from '../../values/phone.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { actorOf, detailFor } from '../actors.ts';
import { contactItemShape, contactShape, toContactItem } from '../contactShape.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import { toId } from '../ids.ts';
import { showContact, survivorsOfContacts } from '../showContacts.ts';
import { contactStates } from '../states.ts';
import { listOfProfiles, listRelated } from '../store/contacts.ts';
import { listCtiKeys } from '../store/cti.ts';
import { listEvents } from '../store/events.ts';
import { type ContactSearch, listContactLog } from '../store/searchContacts.ts';
import { requireContact } from './awsContacts.ts';
import { anyId, anyone, domainName, page, supervisors } from './shapes.ts';

const items = z.object({ Items: z.array(contactItemShape), NextToken: z.string().optional() });

/** What was: contacts of a customer, one contact with everything, the log of all. */
export function historyOperations(core: ContactsCore): NayoseOperation[] {
  return [profileContacts(core), contactView(core), contactLog(core)];
}

const profileContacts = (core: ContactsCore) =>
  defineOperation({
    name: 'ListProfileContacts',
    summary: 'The contacts of a customer, newest first, those of all profiles shown as one.',
    input: z.object({ DomainName: domainName, ProfileId: anyId, ...page }),
    output: items,
    roles: anyone,
    handler: async (input, call) => {
      const { sql } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const members = await listMembers(sql, domain.domainId, [input.ProfileId]);
      if (members.length === 0)
        throw notFound(`Profile ${input.ProfileId} does not exist in domain "${domain.name}".`);
      const limit = input.MaxResults ?? 25;
      const [before] = fromToken(input.NextToken, ['id']) ?? [];
      const ids = members.map((member) => member.profileId);
      const rows = await listOfProfiles(sql, domain.domainId, ids, { before, limit: limit + 1 });
      const listed = pageOf(rows, limit, (contact) => [contact.contactId]);
      const survivors = new Map(members.map((member) => [member.profileId, member.survivorId]));
      return {
        Items: listed.items.map((contact) => toContactItem(contact, survivors)),
        NextToken: listed.nextToken,
      };
    },
  });

const viewShape = z.object({
  Contact: contactShape.extend({
    AnsweredAt: timestamp.optional(),
    DequeuedAt: timestamp.optional(),
    AfterContactWorkStartedAt: timestamp.optional(),
    AfterContactWorkEndedAt: timestamp.optional(),
    ScheduledAt: timestamp.optional(),
    UpdatedAt: timestamp,
    HoldSeconds: z.number(),
    Holds: z.number(),
    Offers: z.number(),
    InitialContactId: z.string().optional(),
    PreviousContactId: z.string().optional(),
    NextContactId: z.string().optional(),
    RelatedContactId: z.string().optional(),
    References: z.record(z.string(), z.unknown()),
    HandledWithoutAgent: z.boolean(),
  }),
  Events: z.array(
    z.object({
      At: timestamp,
      Kind: z.string(),
      Actor: z
        .object({
          Kind: z.enum(['PERSON', 'TELEPHONE', 'ACCESS_KEY', 'SYSTEM']),
          Name: z.string().optional(),
        })
        .optional()
        .describe('Absent: it happened by itself.'),
      Detail: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  Related: z.array(z.object({ ContactId: z.string(), Relation: z.string() })),
  ProfileId: z.string().optional(),
});

const contactView = (core: ContactsCore) =>
  defineOperation({
    name: 'GetContactView',
    summary: 'One contact with all its times, what happened when, related contacts and its profile.',
    input: z.object({ DomainName: domainName, ContactId: anyId }),
    output: viewShape,
    roles: anyone,
    handler: async ({ DomainName, ContactId }, call) => {
      const { sql } = core.house;
      const { domain } = await placeOf(core, call, DomainName);
      const row = await requireContact(core, domain.domainId, ContactId);
      const [shown, events, Related, users, keys] = await Promise.all([
        showContact(core, domain.domainId, row.contactId),
        listEvents(sql, domain.domainId, row.contactId),
        listRelated(sql, row),
        listUsers(sql, domain.accountId),
        listCtiKeys(sql, domain.domainId),
      ]);
      const Contact = {
        ...shown,
        AnsweredAt: row.answeredAt,
        DequeuedAt: row.dequeuedAt,
        AfterContactWorkStartedAt: row.workStartedAt,
        AfterContactWorkEndedAt: row.workEndedAt,
        ScheduledAt: row.scheduledAt,
        UpdatedAt: row.updatedAt,
        HoldSeconds: Math.round(row.holdMillis / 1_000),
        Holds: row.holdCount,
        Offers: row.attempts,
        InitialContactId: row.initialContactId,
        PreviousContactId: row.previousContactId,
        NextContactId: row.nextContactId,
        RelatedContactId: row.relatedContactId,
        References: row.refs,
        HandledWithoutAgent: row.connectedAt === undefined && row.disconnectedAt !== undefined,
      };
      const known = {
        people: new Map(users.map(({ email, name }) => [email.toLowerCase(), name])),
        telephones: new Map(keys.map(({ keyId, name }) => [keyId, name])),
      };
      const names = new Map(users.map(({ userId, name }) => [userId, name]));
      const Events = events.map(({ at, kind, actor, detail }) => ({
        At: at,
        Kind: kind,
        Actor: actorOf(actor, known),
        Detail: detailFor(detail, names),
      }));
      const related = Related.map(({ contactId, relation }) => ({
        ContactId: contactId,
        Relation: relation,
      }));
      return { Contact, Events, Related: related, ProfileId: shown.ProfileId };
    },
  });

const contactLog = (core: ContactsCore) =>
  defineOperation({
    name: 'SearchContactLog',
    summary: 'All contacts of a domain, newest first, by time, channel, queue, agent, state or text.',
    input: z.object({
      DomainName: domainName,
      From: z.number().optional(),
      To: z.number().optional(),
      Channel: z.enum(['VOICE', 'CHAT', 'TASK']).optional(),
      QueueId: anyId.optional(),
      UserId: anyId.optional(),
      State: z.enum(contactStates as unknown as [string, ...string[]]).optional(),
      Answered: z.enum(['AGENT', 'NONE']).optional(),
      Text: z.string().trim().max(200).optional(),
      ...page,
    }),
    output: items,
    roles: supervisors,
    handler: async (input, call) => {
      const { sql } = core.house;
      const { domain } = await placeOf(core, call, input.DomainName);
      const limit = input.MaxResults ?? 25;
      const [at, contactId] = fromToken(input.NextToken, ['number', 'id']) ?? [];
      const search: ContactSearch = {
        time: { name: 'INITIATION_TIMESTAMP', from: timeOf(input.From), to: timeOf(input.To) },
        channels: input.Channel ? [input.Channel] : undefined,
        queueIds: input.QueueId ? [input.QueueId] : undefined,
        agentIds: input.UserId ? [input.UserId] : undefined,
        states: input.State ? [input.State] : undefined,
        answered: input.Answered && input.Answered === 'AGENT',
        text: input.Text ? textOf(input.Text, domain.country) : undefined,
      };
      const before = at === undefined || !contactId ? undefined : { at: new Date(at), contactId };
      const rows = await listContactLog(sql, domain.domainId, search, { before, limit: limit + 1 });
      const listed = pageOf(rows, limit, (contact) => [contact.initiatedAt.getTime(), contact.contactId]);
      const survivors = await survivorsOfContacts(sql, domain.domainId, listed.items);
      const names = await customerNames(sql, domain, [...survivors.values()]);
      return {
        Items: listed.items.map((contact) => {
          const item = toContactItem(contact, survivors);
          return { ...item, Customer: names.get(item.ProfileId ?? '') };
        }),
        NextToken: listed.nextToken,
      };
    },
  });

function timeOf(seconds: number | undefined): Date | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 0 || seconds > 253_402_300_799)
    throw badRequest('From and To are seconds since 1970, up to the year 9999.');
  return new Date(seconds * 1_000);
}

/** A text is looked for as a number, an address, an id and a part of a name. */
function textOf(text: string, country: string) {
  if (!text.isWellFormed() || text.includes('\0'))
    throw badRequest('Text holds a character that no text may hold.');
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  const keys = [digits.length >= 4 ? phoneKey(text, country) : undefined, emailKey(text)];
  return { like: text, keys: keys.filter((key) => key !== undefined), contactId: toId(text) };
}
