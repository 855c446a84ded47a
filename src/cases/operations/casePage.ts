import { z } from 'zod';
import { childArn } from '../../profiles/arns.ts';
import type { Domain } from '../../profiles/domain.ts';
import type { Call } from '../../wire/call.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { type CaseRecord, valuesOf } from '../caseRecord.ts';
import { type Catalogue, loadCatalogue } from '../catalogue.ts';
import { createCase } from '../createCase.ts';
import { shownCustomers } from '../customer.ts';
import { customerNames } from '../customerNames.ts';
import type { Values } from '../fieldValue.ts';
import { formOf } from '../form.ts';
import { peopleOf } from '../people.ts';
import { missing } from '../refusals.ts';
import { addItem } from '../relatedItems.ts';
import type { CaseRoom } from '../room.ts';
import { type Served, serveDomain } from '../serveDomain.ts';
import { findCase } from '../store/cases.ts';
import { listEvents } from '../store/events.ts';
import { itemsById } from '../store/relatedItems.ts';
import { findSetUps, listSetUps } from '../store/setUp.ts';
import { itemOfEvent, timelineEntry } from '../timeline.ts';
import { updateCase } from '../updateCase.ts';
import { actorOf } from './cases.ts';
import {
  anyone,
  contactArnOf,
  contactId,
  domainName,
  formShape,
  givenValues,
  id,
  peopleShape,
  timelineShape,
  toForm,
  toPeople,
  toTimeline,
} from './shapes.ts';

/** What people do with one case: fill in a new one, look at it, change it. */
export const casePageOperations = (room: CaseRoom): NayoseOperation[] => [
  formOperation(room),
  openOperation(room),
  viewOperation(room),
  timelineOperation(room),
  editOperation(room),
  linkOperation(room),
];

const templateItem = z.object({ TemplateId: id, Name: z.string() });

function formOperation(room: CaseRoom): NayoseOperation {
  const { sql } = room.house;
  return defineOperation({
    name: 'GetCaseForm',
    summary:
      'The form of a new case, or of a case while it is edited: fields by layout, with what the rules say for these values.',
    input: z.object({
      DomainName: domainName,
      TemplateId: id.optional(),
      CaseId: id.optional(),
      Fields: givenValues.default({}),
    }),
    output: z.object({
      CasesDomainId: id,
      TemplateId: id.optional(),
      Templates: z.array(templateItem),
      Form: formShape,
    }),
    roles: anyone,
    handler: async (input, call) => {
      const { served } = await open(room, input.DomainName, call);
      const { caseDomainId, casesId } = served.domain;
      const page = { after: '', limit: 100, statuses: ['Active'] };
      const templates = await listSetUps(sql, 'template', caseDomainId, page);
      const record = input.CaseId ? await requireCase(room, caseDomainId, input.CaseId) : undefined;
      const templateId = record?.templateId ?? input.TemplateId ?? served.templateId;
      const catalogue = templateId && (await loadCatalogue(sql, caseDomainId, templateId));
      const values = { status: 'open', ...(record ? valuesOf(record) : {}), ...input.Fields };
      return {
        CasesDomainId: casesId,
        TemplateId: templateId,
        Templates: templates.map((template) => ({ TemplateId: template.id, Name: template.name })),
        Form: catalogue
          ? await readForm(room, caseDomainId, catalogue, withoutEmpty(values))
          : { Fields: [], Sections: [] },
      };
    },
  });
}

/** An emptied box of a form holds nothing. */
const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

function openOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'OpenCase',
    summary: 'Writes a case for a customer, linked with the contact at hand if there is one.',
    input: z.object({
      DomainName: domainName,
      ProfileId: id,
      TemplateId: id.optional(),
      Fields: givenValues,
      ContactId: contactId.optional(),
      ClientToken: z.string().max(64).optional(),
    }),
    output: z.object({ CaseId: id }),
    roles: anyone,
    handler: async (input, call) => {
      const { profiles, served } = await open(room, input.DomainName, call);
      const customerId = childArn(call.caller, profiles.name, `profiles/${input.ProfileId}`);
      const wanted = {
        templateId: input.TemplateId ?? served.templateId ?? '',
        fields: toGiven({ ...withoutEmpty(input.Fields), customer_id: customerId }),
        clientToken: input.ClientToken,
        tags: {},
      };
      const contactArn = input.ContactId && (await contactArnOf(room, call, input.ContactId));
      const caseId = await createCase(room, served.domain, wanted, actorOf(call, undefined));
      if (contactArn) await link(room, served, caseId, contactArn, call);
      return { CaseId: caseId };
    },
  });
}

function linkOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'LinkContactToCase',
    summary: 'Links a contact with a case; once is enough.',
    input: z.object({ DomainName: domainName, CaseId: id, ContactId: contactId }),
    output: z.object({ RelatedItemId: id }),
    roles: anyone,
    handler: async ({ DomainName, CaseId, ContactId }, call) => {
      const { served } = await open(room, DomainName, call);
      const contactArn = await contactArnOf(room, call, ContactId);
      return { RelatedItemId: (await link(room, served, CaseId, contactArn, call)).relatedItemId };
    },
  });
}

const link = (room: CaseRoom, { domain }: Served, caseId: string, contactArn: string, call: Call) =>
  addItem(
    room,
    domain,
    { caseId, type: 'Contact', content: { contact: { contactArn } } },
    actorOf(call, undefined),
  );

/** The member a value belongs to is the one its field's type names; a text can be meant as text or as a user. */
const toGiven = (fields: Values) =>
  Object.entries(fields).map(([fieldId, value]) => ({
    id: fieldId,
    value:
      typeof value === 'number'
        ? { doubleValue: value }
        : typeof value === 'boolean'
          ? { booleanValue: value }
          : { stringValue: value, userArnValue: value },
  }));

function editOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'EditCase',
    summary:
      'Changes fields of a case from a screen. A closed case is reopened first, by giving it another status.',
    input: z.object({
      DomainName: domainName,
      CaseId: id,
      Fields: givenValues.default({}),
      /** Fields that are to be empty. */
      Empty: z.array(z.string().max(500)).max(220).default([]),
    }),
    output: z.object({}),
    roles: anyone,
    handler: async ({ DomainName, CaseId, Fields, Empty }, call) => {
      const { served } = await open(room, DomainName, call);
      const emptied = Empty.map((fieldId) => ({ id: fieldId, value: { emptyValue: {} } }));
      const fields = [...toGiven(Fields), ...emptied];
      const change = { caseId: CaseId, fields, atWorkspace: true };
      await updateCase(room, served.domain, change, actorOf(call, undefined));
      return {};
    },
  });
}

const timelinePage = {
  Timeline: z.array(timelineShape),
  NextToken: z.string().optional(),
  People: peopleShape,
};

function viewOperation(room: CaseRoom): NayoseOperation {
  const { sql } = room.house;
  return defineOperation({
    name: 'GetCaseView',
    summary: 'A case as its page shows it: fields with their form, the customer, the timeline newest first.',
    input: z.object({
      DomainName: domainName,
      CaseId: id,
      MaxResults: z.int().min(1).max(100).default(25),
    }),
    output: z.object({
      CasesDomainId: id,
      CaseId: id,
      TemplateName: z.string(),
      ReferenceNumber: z.string(),
      Status: z.string(),
      CreatedAt: timestamp,
      UpdatedAt: timestamp,
      UpdatedBy: z.string(),
      ClosedAt: timestamp.optional(),
      Customer: z
        .object({
          ProfileId: id,
          LastName: z.string().optional(),
          FirstName: z.string().optional(),
          BusinessName: z.string().optional(),
        })
        .optional(),
      Fields: givenValues,
      Form: formShape,
      ...timelinePage,
    }),
    roles: anyone,
    handler: async ({ DomainName, CaseId, MaxResults }, call) => {
      const { profiles, served } = await open(room, DomainName, call);
      const { caseDomainId, casesId } = served.domain;
      const record = await requireCase(room, caseDomainId, CaseId);
      const catalogue = await loadCatalogue(sql, caseDomainId, record.templateId);
      if (!catalogue) throw missing('template', record.templateId);
      const values = valuesOf(record);
      const shown = (await shownCustomers(sql, [record])).get(CaseId);
      const ours = shown?.domainId === profiles.domainId ? shown.profileId : undefined;
      const name = ours && (await customerNames(sql, profiles, [ours])).get(ours);
      const page = { before: undefined, limit: MaxResults };
      const timeline = await readTimeline(room, caseDomainId, CaseId, page, call.caller.accountId, [
        record.updatedBy,
        ...Object.values(record.fields).map(String),
      ]);
      return {
        CasesDomainId: casesId,
        CaseId,
        TemplateName: catalogue.template.name,
        ReferenceNumber: record.referenceNumber,
        Status: String(record.fields.status ?? ''),
        CreatedAt: record.createdAt,
        UpdatedAt: record.updatedAt,
        UpdatedBy: record.updatedBy,
        ClosedAt: record.closedAt,
        Customer: ours ? { ProfileId: ours, ...(name || {}) } : undefined,
        Fields: values,
        Form: await readForm(room, caseDomainId, catalogue, values),
        ...timeline,
      };
    },
  });
}

function timelineOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'ListCaseTimeline',
    summary: 'More of the timeline of a case, newest first.',
    input: z.object({
      DomainName: domainName,
      CaseId: id,
      MaxResults: z.int().min(1).max(100).default(25),
      NextToken: z.string().max(1024).optional(),
    }),
    output: z.object(timelinePage),
    roles: anyone,
    handler: async ({ DomainName, CaseId, MaxResults, NextToken }, call) => {
      const { served } = await open(room, DomainName, call);
      const { caseDomainId } = served.domain;
      await requireCase(room, caseDomainId, CaseId);
      const [before] = fromToken(NextToken, ['id']) ?? [];
      const page = { before, limit: MaxResults };
      return readTimeline(room, caseDomainId, CaseId, page, call.caller.accountId, []);
    },
  });
}

async function open(
  room: CaseRoom,
  name: string,
  { caller }: Call,
): Promise<{ profiles: Domain; served: Served }> {
  const profiles = await room.house.domains.get(caller.accountId, name);
  return { profiles, served: await serveDomain(room, profiles) };
}

async function requireCase({ house }: CaseRoom, caseDomainId: number, caseId: string): Promise<CaseRecord> {
  const record = await findCase(house.sql, caseDomainId, caseId);
  if (!record) throw missing('case', caseId);
  return record;
}

async function readForm({ house }: CaseRoom, caseDomainId: number, catalogue: Catalogue, values: Values) {
  const layoutId = catalogue.template.content.layoutConfiguration?.defaultLayout;
  const layouts = layoutId ? await findSetUps(house.sql, 'layout', caseDomainId, [layoutId]) : undefined;
  return toForm(formOf(catalogue, layouts?.get(layoutId ?? '')?.content, values));
}

async function readTimeline(
  { house }: CaseRoom,
  caseDomainId: number,
  caseId: string,
  page: { before: string | undefined; limit: number },
  accountId: string,
  moreArns: readonly string[],
) {
  const { sql, clock } = house;
  const rows = await listEvents(sql, caseDomainId, caseId, { ...page, limit: page.limit + 1 });
  const events = rows.slice(0, page.limit);
  const itemIds = events.flatMap((event) => itemOfEvent(event) ?? []);
  const [items, people] = await Promise.all([
    itemsById(sql, caseDomainId, caseId, itemIds),
    peopleOf(sql, accountId),
  ]);
  const entries = events.map((event) => timelineEntry(event, items.get(itemOfEvent(event) ?? ''), clock()));
  const arns = entries.flatMap(({ by, via, changes, item }) => [
    by,
    via,
    item?.by,
    item?.changedBy,
    ...changes.flatMap(({ before, after }) => [String(before ?? ''), String(after ?? '')]),
  ]);
  const last = events.at(-1);
  return {
    Timeline: entries.map(toTimeline),
    NextToken: rows.length > page.limit && last ? toToken([last.eventId]) : undefined,
    People: toPeople(people, [...arns, ...moreArns]),
  };
}
