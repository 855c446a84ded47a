import type { TransactionSql } from '../../database/connection.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { casesArn, isId } from '../arns.ts';
import { changeSetUp, createSetUp, deleteSetUp } from '../changeSetUp.ts';
import { findSetUp } from '../findSetUp.ts';
import { invalid } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { loadFields } from '../store/fields.ts';
import { findSetUps, listSetUps } from '../store/setUp.ts';
import type { TemplateDefinition } from '../template.ts';

type TemplateOperation =
  | 'CreateTemplate'
  | 'GetTemplate'
  | 'UpdateTemplate'
  | 'DeleteTemplate'
  | 'ListTemplates';

/** Templates: what a kind of case asks for and shows. */
export const templateOperations = (room: CaseRoom): Pick<ConnectCasesOperations, TemplateOperation> => ({
  ...changes(room),
  ...reads(room),
});

function changes(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'CreateTemplate' | 'UpdateTemplate' | 'DeleteTemplate'> {
  return {
    async CreateTemplate({ domainId, name = '', ...given }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const content = definitionOf({ status: 'Active' }, given);
      const check = (tx: TransactionSql) => checkDefinition(tx, caseDomainId, content);
      const id = await createSetUp(room, 'template', caseDomainId, { name, content }, check);
      return { templateId: id, templateArn: casesArn(caller, casesId, `template/${id}`) };
    },

    async UpdateTemplate({ domainId, templateId: id = '', name, ...given }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      if ([name, ...Object.values(given)].every((value) => value === undefined))
        throw invalid('Name at least one attribute of the template that is to change.');
      await changeSetUp(
        room,
        'template',
        caseDomainId,
        { id, name },
        ({ content }) => definitionOf(content, given),
        (tx) => checkDefinition(tx, caseDomainId, definitionOf({ status: 'Active' }, given)),
      );
      return {};
    },

    async DeleteTemplate({ domainId, templateId = '' }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await deleteSetUp(room, 'template', caseDomainId, templateId);
      return {};
    },
  };
}

function reads(room: CaseRoom): Pick<ConnectCasesOperations, 'GetTemplate' | 'ListTemplates'> {
  const { sql } = room.house;
  return {
    async GetTemplate({ domainId, templateId = '' }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const template = await findSetUp(sql, 'template', caseDomainId, templateId, 'read');
      const fields = await loadFields(sql, caseDomainId);
      const inUse = (id: string | undefined) => fields.get(id ?? '')?.deleted === false;
      const { requiredFields, rules, ...rest } = template.content;
      return {
        templateId,
        templateArn: casesArn(caller, casesId, `template/${templateId}`),
        name: template.name,
        ...rest,
        requiredFields: requiredFields?.filter(({ fieldId }) => inUse(fieldId)),
        rules: rules?.filter(({ fieldId }) => fieldId === undefined || inUse(fieldId)),
        tags: template.tags,
        deleted: template.deleted,
        createdTime: template.createdAt,
        lastModifiedTime: template.updatedAt,
      };
    },

    async ListTemplates({ domainId, maxResults = 100, nextToken, status }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const [after = ''] = fromToken(nextToken, ['text']) ?? [];
      const wanted = { after, limit: maxResults + 1, statuses: status as string[] | undefined };
      const rows = await listSetUps(sql, 'template', caseDomainId, wanted);
      const page = pageOf(rows, maxResults, ({ name }) => [name]);
      const templates = page.items.map(({ id, name, content }) => ({
        templateId: id,
        templateArn: casesArn(caller, casesId, `template/${id}`),
        name,
        status: content.status,
        tagPropagationConfigurations: content.tagPropagationConfigurations,
      }));
      return { templates, nextToken: page.nextToken };
    },
  };
}

/** What is given replaces what was; what is absent stays (AWS: UpdateTemplate). */
function definitionOf(before: TemplateDefinition, given: object): TemplateDefinition {
  const members = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(members) };
}

/** Refuses (400) references to fields, layouts and rules that are not there, and a field or rule named twice. */
async function checkDefinition(
  tx: TransactionSql,
  caseDomainId: number,
  definition: TemplateDefinition,
): Promise<void> {
  const fields = await loadFields(tx, caseDomainId);
  const needField = (id: string | undefined) => {
    if (fields.get(id ?? '')?.deleted !== false) throw invalid(`Field ${id} does not exist in this domain.`);
  };
  const required = (definition.requiredFields ?? []).map(({ fieldId }) => fieldId);
  for (const id of required) needField(id);
  if (new Set(required).size < required.length)
    throw invalid('requiredFields names a field twice; name each field once.');

  const layoutId = definition.layoutConfiguration?.defaultLayout;
  if (layoutId !== undefined) {
    const layout = isId(layoutId)
      ? (await findSetUps(tx, 'layout', caseDomainId, [layoutId])).get(layoutId)
      : undefined;
    if (layout?.deleted !== false) throw invalid(`Layout ${layoutId} does not exist in this domain.`);
  }
  await checkRules(tx, caseDomainId, definition, needField);
}

async function checkRules(
  tx: TransactionSql,
  caseDomainId: number,
  { rules = [] }: TemplateDefinition,
  needField: (id: string | undefined) => void,
): Promise<void> {
  const ids = rules.map(({ caseRuleId }) => caseRuleId ?? '');
  const known = await findSetUps(tx, 'rule', caseDomainId, ids.filter(isId));
  const seen = new Set<string>();
  for (const { caseRuleId = '', fieldId } of rules) {
    const rule = known.get(caseRuleId);
    if (rule?.deleted !== false) throw invalid(`Case rule ${caseRuleId} does not exist in this domain.`);
    if (fieldId === undefined && rule.content.rule.fieldOptions?.childFieldId === undefined)
      throw invalid(`Case rule ${caseRuleId} needs the fieldId it decides about.`);
    if (fieldId !== undefined) needField(fieldId);
    const place = `${caseRuleId}/${fieldId ?? ''}`;
    if (seen.has(place)) throw invalid(`Case rule ${caseRuleId} is named twice for one field.`);
    seen.add(place);
  }
}
