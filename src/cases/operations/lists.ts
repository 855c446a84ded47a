import { z } from 'zod';
import { childArn } from '../../profiles/arns.ts';
import { customerNames } from '../../profiles/customerNames.ts';
import type { Domain } from '../../profiles/domain.ts';
import { listMemberIds, survivorsOf } from '../../profiles/store/profiles.ts';
import type { Call } from '../../wire/call.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { toToken } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import type { FilterPlan } from '../caseFilter.ts';
import type { CaseRecord } from '../caseRecord.ts';
import { shownCustomers } from '../customer.ts';
import { peopleOf } from '../people.ts';
import type { CaseRoom } from '../room.ts';
import { serveDomain } from '../serveDomain.ts';
import { placeFrom } from '../sorts.ts';
import { casesOfContact } from '../store/cases.ts';
import { casesPointingAt, countComments } from '../store/relatedItems.ts';
import { type CaseQuery, countFound, searchCases } from '../store/search.ts';
import {
  anyone,
  caseItem,
  contactArnOf,
  contactId,
  domainName,
  id,
  peopleShape,
  toCaseItem,
  toPeople,
} from './shapes.ts';

/** Beyond this a list says "more than". */
const countedAtMost = 1_000;

const list = z.object({
  Items: z.array(caseItem),
  /** How many there are; counted up to 1,001. */
  Total: z.number(),
  People: peopleShape,
  NextToken: z.string().optional(),
});
const paging = {
  MaxResults: z.int().min(1).max(100).default(25),
  NextToken: z.string().max(9_000).optional(),
};

/** Lists of cases for people: of a customer, and of the whole domain. */
export const listOperations = (room: CaseRoom): NayoseOperation[] => [
  domainOperation(room),
  profileCasesOperation(room),
  contactCasesOperation(room),
  findOperation(room),
  peopleOperation(room),
];

function domainOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'GetCaseDomain',
    summary:
      'The Cases domain that serves a domain of customers, made at the first use, and the template to begin with.',
    input: z.object({ DomainName: domainName }),
    output: z.object({ CasesDomainId: id, TemplateId: id.optional() }),
    roles: anyone,
    handler: async ({ DomainName }, { caller }) => {
      const profiles = await room.house.domains.get(caller.accountId, DomainName);
      const { domain, templateId } = await serveDomain(room, profiles);
      return { CasesDomainId: domain.casesId, TemplateId: templateId };
    },
  });
}

function profileCasesOperation(room: CaseRoom): NayoseOperation {
  const { sql, domains } = room.house;
  return defineOperation({
    name: 'ListProfileCases',
    summary: 'Cases of a customer and of everybody shown as one with them, newest first.',
    input: z.object({
      DomainName: domainName,
      ProfileId: id,
      /** Items then tell whether this contact is linked with them. */
      ContactId: contactId.optional(),
      ...paging,
    }),
    output: list,
    roles: anyone,
    handler: async (input, call) => {
      const profiles = await domains.get(call.caller.accountId, input.DomainName);
      const { ProfileId } = input;
      const survivor = (await survivorsOf(sql, profiles.domainId, [ProfileId])).get(ProfileId);
      if (!survivor) throw notFound(`Profile ${ProfileId} does not exist in domain "${profiles.name}".`);
      const profileIds = await listMemberIds(sql, profiles.domainId, [survivor]);
      const customer = childArn(call.caller, profiles.name, `profiles/${survivor}`);
      const query: CaseQuery = {
        term: undefined,
        filter: { kind: 'customer', arn: customer },
        customers: new Map([[customer, { domainId: profiles.domainId, profileIds }]]),
        sorts: [],
      };
      const page = await pageOfCases(room, profiles, query, input, call);
      if (!input.ContactId) return page;
      const arn = await contactArnOf(room, call, input.ContactId);
      const { caseDomainId } = (await serveDomain(room, profiles)).domain;
      const caseIds = page.Items.map(({ CaseId }) => CaseId);
      const linked = await casesPointingAt(sql, caseDomainId, caseIds, arn);
      return { ...page, Items: page.Items.map((item) => ({ ...item, Linked: linked.has(item.CaseId) })) };
    },
  });
}

function contactCasesOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'ListContactCases',
    summary: 'Cases that a contact is linked with, the latest link first.',
    input: z.object({ DomainName: domainName, ContactId: contactId, MaxResults: paging.MaxResults }),
    output: z.object({ Items: z.array(caseItem), People: peopleShape }),
    roles: anyone,
    handler: async ({ DomainName, ContactId, MaxResults }, call) => {
      const { accountId } = call.caller;
      const profiles = await room.house.domains.get(accountId, DomainName);
      const { caseDomainId } = (await serveDomain(room, profiles)).domain;
      const arn = await contactArnOf(room, call, ContactId);
      const records = await casesOfContact(room.house.sql, caseDomainId, arn, MaxResults);
      return itemsOf(room, profiles, caseDomainId, records, accountId);
    },
  });
}

function findOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'FindCases',
    summary: 'Cases of a domain, last changed first: by words, status and who looks after them.',
    input: z.object({
      DomainName: domainName,
      SearchTerm: z.string().max(255).optional(),
      /** A status, or NOT_CLOSED for all but closed. */
      Status: z.string().max(100).optional(),
      /** ARN of a person, ME, or NOBODY. */
      AssignedUser: z.string().max(500).optional(),
      ...paging,
    }),
    output: list,
    roles: anyone,
    handler: async (input, call) => {
      const profiles = await room.house.domains.get(call.caller.accountId, input.DomainName);
      const query: CaseQuery = {
        term: input.SearchTerm?.trim() || undefined,
        filter: filterOf(input, call),
        customers: new Map(),
        sorts: [{ fieldId: 'last_updated_datetime', type: 'DateTime', descending: true }],
      };
      return pageOfCases(room, profiles, query, input, call);
    },
  });
}

function filterOf(
  { Status, AssignedUser }: { Status?: string | undefined; AssignedUser?: string | undefined },
  { caller }: Call,
): FilterPlan | undefined {
  const equals = (fieldId: string, type: 'SingleSelect' | 'User', value: string): FilterPlan => ({
    ...{ kind: 'compare', comparison: 'equalTo' },
    ...{ fieldId, type, value },
  });
  const parts: FilterPlan[] = [];
  if (Status === 'NOT_CLOSED') parts.push({ kind: 'not', inner: equals('status', 'SingleSelect', 'closed') });
  else if (Status) parts.push(equals('status', 'SingleSelect', Status));
  if (AssignedUser === 'NOBODY') parts.push({ kind: 'empty', fieldId: 'assigned_user', type: 'User' });
  else if (AssignedUser)
    parts.push(equals('assigned_user', 'User', AssignedUser === 'ME' ? caller.arn : AssignedUser));
  return parts.length === 0 ? undefined : { kind: 'all', inner: parts };
}

async function pageOfCases(
  room: CaseRoom,
  profiles: Domain,
  query: CaseQuery,
  { MaxResults, NextToken }: { MaxResults: number; NextToken?: string | undefined },
  { caller }: Call,
) {
  const { sql } = room.house;
  const { caseDomainId } = (await serveDomain(room, profiles)).domain;
  const after = placeFrom(query.sorts, NextToken);
  const [rows, Total] = await Promise.all([
    searchCases(sql, caseDomainId, query, { after, limit: MaxResults + 1 }),
    countFound(sql, caseDomainId, query, countedAtMost + 1),
  ]);
  const page = rows.slice(0, MaxResults);
  const records = page.map(({ record }) => record);
  const last = page.at(-1);
  const more = rows.length > MaxResults && last;
  return {
    ...(await itemsOf(room, profiles, caseDomainId, records, caller.accountId)),
    Total,
    NextToken: more ? toToken([JSON.stringify(more.place), more.record.caseId]) : undefined,
  };
}

/** Cases with their customers' names, numbers of comments and who looks after them. */
async function itemsOf(
  { house }: CaseRoom,
  profiles: Domain,
  caseDomainId: number,
  records: readonly CaseRecord[],
  accountId: string,
) {
  const { sql } = house;
  const caseIds = records.map(({ caseId }) => caseId);
  const [comments, shown, people] = await Promise.all([
    countComments(sql, caseDomainId, caseIds),
    shownCustomers(sql, records),
    peopleOf(sql, accountId),
  ]);
  const ours = [...shown.values()].filter(({ domainId }) => domainId === profiles.domainId);
  const names = await customerNames(
    sql,
    profiles,
    ours.map(({ profileId }) => profileId),
  );
  const Items = records.map((record) => {
    const customer = shown.get(record.caseId);
    const name = customer && names.get(customer.profileId);
    const of = customer && name ? { ProfileId: customer.profileId, ...name } : undefined;
    return toCaseItem(record, comments.get(record.caseId) ?? 0, of);
  });
  return {
    Items,
    People: toPeople(
      people,
      Items.map(({ AssignedUser }) => AssignedUser),
    ),
  };
}

function peopleOperation({ house }: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'ListCasePeople',
    summary: 'People who can look after cases, the caller first.',
    input: z.object({}),
    output: z.object({
      Items: z.array(z.object({ UserArn: z.string(), Name: z.string(), Me: z.boolean() })),
    }),
    roles: anyone,
    handler: async (_, { caller }) => {
      const people = [...(await peopleOf(house.sql, caller.accountId)).values()];
      const able = people.filter(({ disabled }) => !disabled);
      const items = able.map(({ arn, name }) => ({ UserArn: arn, Name: name, Me: arn === caller.arn }));
      return { Items: items.sort((a, b) => Number(b.Me) - Number(a.Me)) };
    },
  });
}
