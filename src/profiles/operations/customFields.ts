import { z } from 'zod';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { notFound } from '../../wire/refusal.ts';
import type { House } from '../house.ts';
import { deleteCustomField, listCustomFields, putCustomField } from '../store/customFields.ts';

const domainName = z.string().min(1).max(64);
const fieldName = z.string().min(1).max(255);
const label = z.string().max(255).optional();

/** The field catalogue: custom attributes of a domain, shown on every profile whether or not it has a value. */
export function customFieldOperations(house: House): NayoseOperation[] {
  const list = defineOperation({
    name: 'ListCustomFields',
    summary: 'Lists the custom attributes known in a domain, with their labels and where they came from.',
    input: z.object({ DomainName: domainName }),
    output: z.object({
      Items: z.array(
        z.object({
          Name: z.string(),
          LabelJa: z.string().optional(),
          LabelEn: z.string().optional(),
          Source: z.string(),
          CreatedAt: timestamp,
        }),
      ),
    }),
    roles: ['admin', 'supervisor', 'agent'],
    handler: async (input, call) => {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      const fields = await listCustomFields(house.sql, domainId);
      const Items = fields.map((field) => ({
        Name: field.name,
        LabelJa: field.labelJa,
        LabelEn: field.labelEn,
        Source: field.source,
        CreatedAt: field.createdAt,
      }));
      return { Items };
    },
  });
  const put = defineOperation({
    name: 'PutCustomField',
    summary: 'Adds a custom attribute to the catalogue or changes its Japanese and English labels.',
    input: z.object({ DomainName: domainName, Name: fieldName, LabelJa: label, LabelEn: label }),
    output: z.object({}),
    roles: ['admin'],
    handler: async (input, call) => {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      const field = { name: input.Name, labelJa: input.LabelJa, labelEn: input.LabelEn };
      await putCustomField(house.sql, domainId, { ...field, source: call.caller.arn, at: house.clock() });
      return {};
    },
  });
  const remove = defineOperation({
    name: 'DeleteCustomField',
    summary: 'Takes a custom attribute out of the catalogue; values on profiles stay.',
    input: z.object({ DomainName: domainName, Name: fieldName }),
    output: z.object({}),
    roles: ['admin'],
    handler: async (input, call) => {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      if (!(await deleteCustomField(house.sql, domainId, input.Name))) {
        throw notFound(
          `Custom field "${input.Name}" is not in the catalogue of domain "${input.DomainName}".`,
        );
      }
      return {};
    },
  });
  return [list, put, remove];
}
