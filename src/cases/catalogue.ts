import type { Sql } from '../database/connection.ts';
import type { FieldCatalogue, FieldOption } from './field.ts';
import type { AppliedRule } from './rules.ts';
import { loadFields, loadOptions } from './store/fields.ts';
import { findSetUps, type SetUp } from './store/setUp.ts';

/** What decides about the values of a case: the fields of its domain, and its template with the rules. */
export interface Catalogue {
  fields: FieldCatalogue;
  /** Choices of the SingleSelect fields that were asked for. */
  options: ReadonlyMap<string, readonly FieldOption[]>;
  template: SetUp<'template'>;
  /** Fields in use that the template asks for. */
  required: ReadonlySet<string>;
  rules: readonly AppliedRule[];
}

/** Reads it; undefined without the template. `chosen` names the fields whose choices are needed; all when absent. */
export async function loadCatalogue(
  sql: Sql,
  caseDomainId: number,
  templateId: string,
  chosen?: readonly string[],
): Promise<Catalogue | undefined> {
  const [fields, templates] = await Promise.all([
    loadFields(sql, caseDomainId),
    findSetUps(sql, 'template', caseDomainId, [templateId]),
  ]);
  const template = templates.get(templateId);
  if (!template) return undefined;
  const selects = [...fields.values()].filter(({ type }) => type === 'SingleSelect');
  const wanted = selects.map(({ fieldId }) => fieldId).filter((id) => chosen?.includes(id) ?? true);
  const applied = template.content.rules ?? [];
  const [options, rules] = await Promise.all([
    loadOptions(sql, caseDomainId, wanted),
    findSetUps(
      sql,
      'rule',
      caseDomainId,
      applied.map(({ caseRuleId }) => caseRuleId ?? ''),
    ),
  ]);
  const inUse = (fieldId: string) => fields.get(fieldId)?.deleted === false;
  const required = (template.content.requiredFields ?? []).map(({ fieldId }) => fieldId ?? '').filter(inUse);
  return { fields, options, template, required: new Set(required), rules: applied.flatMap(apply) };

  function apply({ caseRuleId, fieldId }: { caseRuleId: string | undefined; fieldId?: string | undefined }) {
    const rule = rules.get(caseRuleId ?? '');
    const target = fieldId ?? rule?.content.rule.fieldOptions?.childFieldId;
    if (!rule || rule.deleted || target === undefined || !inUse(target)) return [];
    return [{ fieldId: target, rule: rule.content.rule }];
  }
}
