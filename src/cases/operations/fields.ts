import type { GetFieldResponse } from '@aws-sdk/client-connectcases';
import { newId } from '../../database/ids.ts';
import type { Call } from '../../wire/call.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { casesArn } from '../arns.ts';
import type { Field } from '../field.ts';
import { quotas } from '../quotas.ts';
import { conflict, invalid, missing, quotaExceeded } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { fieldsOfRule } from '../rules.ts';
import { lockSetUp } from '../store/domains.ts';
import {
  countFields,
  findField,
  insertFields,
  listFields,
  loadFields,
  markFieldDeleted,
  updateField,
} from '../store/fields.ts';
import { listSetUps } from '../store/setUp.ts';

type FieldOperation = 'CreateField' | 'UpdateField' | 'DeleteField' | 'BatchGetField' | 'ListFields';

/** Fields of cases. */
export const fieldOperations = (room: CaseRoom): Pick<ConnectCasesOperations, FieldOperation> => ({
  ...changes(room),
  ...reads(room),
});

function changes(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'CreateField' | 'UpdateField' | 'DeleteField'> {
  const { sql, clock } = room.house;
  return {
    async CreateField({ domainId, name, type, description, attributes }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const at = clock();
      const field: Field = {
        fieldId: newId(at.getTime()),
        name: name ?? '',
        description,
        type: type ?? 'Text',
        namespace: 'Custom',
        attributes: readAttributes(type, attributes),
        deleted: false,
        tags: {},
        createdAt: at,
        updatedAt: at,
      };
      await sql.begin(async (tx) => {
        await lockSetUp(tx, caseDomainId);
        if ((await countFields(tx, caseDomainId)) >= quotas.fields)
          throw quotaExceeded(`A Cases domain has at most ${quotas.fields} fields; delete one first.`);
        if (!(await insertFields(tx, caseDomainId, [field]))) throw nameTaken();
      });
      return { fieldId: field.fieldId, fieldArn: casesArn(caller, casesId, `field/${field.fieldId}`) };
    },

    async UpdateField({ domainId, fieldId = '', name, description, attributes }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await sql.begin(async (tx) => {
        await lockSetUp(tx, caseDomainId);
        const field = await findField(tx, caseDomainId, fieldId);
        if (!field) throw missing('field', fieldId);
        if (field.deleted) throw invalid(`Field ${fieldId} was deleted and cannot be changed.`);
        if (field.namespace === 'System')
          throw invalid(`Field ${fieldId} belongs to the system and cannot be changed.`);
        const next = {
          ...field,
          name: name ?? field.name,
          description: description ?? field.description,
          attributes: attributes ? readAttributes(field.type, attributes) : field.attributes,
          updatedAt: clock(),
        };
        if (!(await updateField(tx, caseDomainId, next))) throw nameTaken();
      });
      return {};
    },

    async DeleteField({ domainId, fieldId = '' }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await sql.begin(async (tx) => {
        await lockSetUp(tx, caseDomainId);
        const field = await findField(tx, caseDomainId, fieldId);
        if (!field || field.deleted) throw missing('field', fieldId);
        if (field.namespace === 'System')
          throw invalid(`Field ${fieldId} belongs to the system and cannot be deleted.`);
        const rules = await listSetUps(tx, 'rule', caseDomainId, { after: '', limit: quotas.caseRules });
        const user = rules.find(({ content }) => fieldsOfRule(content.rule).includes(fieldId));
        if (user)
          throw conflict(`The case rule ${user.id} uses field ${fieldId}; change or delete it first.`);
        await markFieldDeleted(tx, caseDomainId, fieldId, clock());
      });
      return {};
    },
  };
}

function reads(room: CaseRoom): Pick<ConnectCasesOperations, 'BatchGetField' | 'ListFields'> {
  const { sql } = room.house;
  return {
    async BatchGetField({ domainId, fields: wanted }, call) {
      const { casesId, caseDomainId } = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      const known = await loadFields(sql, caseDomainId);
      const fields: GetFieldResponse[] = [];
      const errors: { id: string; errorCode: string; message: string }[] = [];
      for (const id of new Set(wanted.map((one) => one.id ?? ''))) {
        const field = known.get(id);
        if (field) fields.push(describe(field, casesId, call));
        else
          errors.push({ id, errorCode: 'ResourceNotFoundException', message: missing('field', id).message });
      }
      return { fields, errors };
    },

    async ListFields({ domainId, maxResults = 100, nextToken }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const [after = ''] = fromToken(nextToken, ['text']) ?? [];
      const rows = await listFields(sql, caseDomainId, after, maxResults + 1);
      const page = pageOf(rows, maxResults, ({ fieldId }) => [fieldId]);
      const fields = page.items.map(({ fieldId, name, type, namespace, attributes }) => ({
        fieldId,
        fieldArn: casesArn(caller, casesId, `field/${fieldId}`),
        ...{ name, type, namespace, attributes },
      }));
      return { fields, nextToken: page.nextToken };
    },
  };
}

const nameTaken = () => conflict('A field of this name exists already; choose another name.');

function readAttributes(
  type: string | undefined,
  attributes: { text?: { isMultiline: boolean | undefined } | undefined } | undefined,
): Field['attributes'] {
  if (!attributes?.text) return undefined;
  if (type !== 'Text') throw invalid('Only fields of the type Text have the attribute text.');
  return { text: { isMultiline: attributes.text.isMultiline ?? false } };
}

function describe(field: Field, casesId: string, { caller }: Call): GetFieldResponse {
  return {
    fieldId: field.fieldId,
    name: field.name,
    fieldArn: casesArn(caller, casesId, `field/${field.fieldId}`),
    description: field.description,
    type: field.type,
    namespace: field.namespace,
    tags: field.tags,
    deleted: field.deleted,
    createdTime: field.createdAt,
    lastModifiedTime: field.updatedAt,
    attributes: field.attributes,
  };
}
