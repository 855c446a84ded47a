import type { CaseRuleDetails, GetCaseRuleResponse } from '@aws-sdk/client-connectcases';
import type { TransactionSql } from '../../database/connection.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { casesArn, isId } from '../arns.ts';
import { changeSetUp, createSetUp, deleteSetUp } from '../changeSetUp.ts';
import type { FieldCatalogue } from '../field.ts';
import { quotas } from '../quotas.ts';
import { conflict, invalid, missing } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { fieldsOfRule, kindOfRule, sizeOfRule } from '../rules.ts';
import { loadFields } from '../store/fields.ts';
import { findSetUps, listSetUps } from '../store/setUp.ts';

type RuleOperation =
  | 'CreateCaseRule'
  | 'UpdateCaseRule'
  | 'DeleteCaseRule'
  | 'BatchGetCaseRule'
  | 'ListCaseRules';

/** Case rules: what is required, hidden or left to choose, depending on other fields. */
export const caseRuleOperations = (room: CaseRoom): Pick<ConnectCasesOperations, RuleOperation> => ({
  ...changes(room),
  ...reads(room),
});

function changes(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'CreateCaseRule' | 'UpdateCaseRule' | 'DeleteCaseRule'> {
  const checkIn = (caseDomainId: number, rule: CaseRuleDetails) => async (tx: TransactionSql) =>
    checkRule(await loadFields(tx, caseDomainId), rule);
  return {
    async CreateCaseRule({ domainId, name = '', description, ...input }, { caller }) {
      const rule = input.rule as CaseRuleDetails;
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const wanted = { name, content: { description, rule } };
      const id = await createSetUp(room, 'rule', caseDomainId, wanted, checkIn(caseDomainId, rule));
      return { caseRuleId: id, caseRuleArn: casesArn(caller, casesId, `case-rule/${id}`) };
    },

    async UpdateCaseRule({ domainId, caseRuleId: id = '', name, description, ...input }, { caller }) {
      const rule = input.rule as CaseRuleDetails | undefined;
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await changeSetUp(
        room,
        'rule',
        caseDomainId,
        { id, name },
        ({ content }) => ({ description: description ?? content.description, rule: rule ?? content.rule }),
        rule ? checkIn(caseDomainId, rule) : async () => undefined,
      );
      return {};
    },

    async DeleteCaseRule({ domainId, caseRuleId = '' }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await deleteSetUp(room, 'rule', caseDomainId, caseRuleId, async (tx) => {
        const page = { after: '', limit: quotas.templates };
        const templates = await listSetUps(tx, 'template', caseDomainId, page);
        const user = templates.find(({ content }) =>
          content.rules?.some((applied) => applied.caseRuleId === caseRuleId),
        );
        if (user) throw conflict(`The template ${user.id} uses this case rule; take it out there first.`);
      });
      return {};
    },
  };
}

function reads(room: CaseRoom): Pick<ConnectCasesOperations, 'BatchGetCaseRule' | 'ListCaseRules'> {
  const { sql } = room.house;
  return {
    async BatchGetCaseRule({ domainId, caseRules: wanted }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const ids = [...new Set(wanted.map(({ id }) => id ?? ''))];
      const known = await findSetUps(sql, 'rule', caseDomainId, ids.filter(isId));
      const caseRules: GetCaseRuleResponse[] = [];
      const errors: { id: string; errorCode: string; message: string }[] = [];
      for (const id of ids) {
        const rule = known.get(id);
        const errorCode = 'ResourceNotFoundException';
        if (!rule) errors.push({ id, errorCode, message: missing('case-rule', id).message });
        else
          caseRules.push({
            caseRuleId: id,
            name: rule.name,
            caseRuleArn: casesArn(caller, casesId, `case-rule/${id}`),
            ...rule.content,
            deleted: rule.deleted,
            createdTime: rule.createdAt,
            lastModifiedTime: rule.updatedAt,
            tags: rule.tags,
          });
      }
      return { caseRules, errors, unprocessedCaseRules: [] };
    },

    async ListCaseRules({ domainId, maxResults = 100, nextToken }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const [after = ''] = fromToken(nextToken, ['text']) ?? [];
      const rows = await listSetUps(sql, 'rule', caseDomainId, { after, limit: maxResults + 1 });
      const page = pageOf(rows, maxResults, ({ name }) => [name]);
      const caseRules = page.items.map(({ id, name, content }) => ({
        caseRuleId: id,
        name,
        caseRuleArn: casesArn(caller, casesId, `case-rule/${id}`),
        ruleType: kindOfRule(content.rule),
        description: content.description,
      }));
      return { caseRules, nextToken: page.nextToken };
    },
  };
}

/** Refuses (400) unknown fields, too many or too deep conditions, and options of fields that are no choices. */
function checkRule(fields: FieldCatalogue, rule: CaseRuleDetails): void {
  for (const id of fieldsOfRule(rule))
    if (fields.get(id)?.deleted !== false) throw invalid(`Field ${id} does not exist in this domain.`);
  const { conditions, levels } = sizeOfRule(rule);
  if (conditions > quotas.conditionsPerRule)
    throw invalid(`A case rule has at most ${quotas.conditionsPerRule} conditions.`);
  if (levels > quotas.conditionLevels)
    throw invalid(`Conditions are nested at most ${quotas.conditionLevels} levels deep.`);
  const { parentFieldId, childFieldId } = rule.fieldOptions ?? {};
  for (const id of [parentFieldId, childFieldId])
    if (id !== undefined && fields.get(id)?.type !== 'SingleSelect')
      throw invalid(`Field ${id} is not of the type SingleSelect, which this rule is for.`);
  if (rule.fieldOptions && parentFieldId === undefined)
    throw invalid('A rule about options needs the parentFieldId that decides.');
  if (parentFieldId !== undefined && parentFieldId === childFieldId)
    throw invalid('A field cannot decide about its own options.');
}
