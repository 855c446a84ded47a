import { z } from 'zod';
import { childArn } from '../../profiles/arns.ts';
import type { Call } from '../../wire/call.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { valuesOf } from '../caseRecord.ts';
import { loadCatalogue } from '../catalogue.ts';
import { createCase } from '../createCase.ts';
import type { Values } from '../fieldValue.ts';
import { addItem } from '../relatedItems.ts';
import type { CaseRoom } from '../room.ts';
import type { Served } from '../serveDomain.ts';
import { listSetUps } from '../store/setUp.ts';
import { updateCase } from '../updateCase.ts';
import { actorOf } from './cases.ts';
import { openServed, readForm, requireCase } from './openCasePage.ts';
import { anyone, contactArnOf, contactId, domainName, formShape, givenValues, id } from './shapes.ts';

/** What people do with one case: fill in a new one, change it, link a contact with it. */
export const caseFormOperations = (room: CaseRoom): NayoseOperation[] => [
  formOperation(room),
  openOperation(room),
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
      const { served } = await openServed(room, input.DomainName, call);
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
      const { profiles, served } = await openServed(room, input.DomainName, call);
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
      const { served } = await openServed(room, DomainName, call);
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
      const { served } = await openServed(room, DomainName, call);
      const emptied = Empty.map((fieldId) => ({ id: fieldId, value: { emptyValue: {} } }));
      const fields = [...toGiven(Fields), ...emptied];
      const change = { caseId: CaseId, fields, atWorkspace: true };
      await updateCase(room, served.domain, change, actorOf(call, undefined));
      return {};
    },
  });
}
