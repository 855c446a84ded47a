import { asJson, type Sql } from '../../database/connection.ts';
import type { CasesResource } from '../arns.ts';

const places: Record<CasesResource['kind'], { table: string; column: string }> = {
  domain: { table: 'case_domain', column: 'case_domain_id' },
  field: { table: 'case_field', column: 'field_id' },
  layout: { table: 'case_layout', column: 'layout_id' },
  template: { table: 'case_template', column: 'template_id' },
  'case-rule': { table: 'case_rule', column: 'rule_id' },
  case: { table: 'case_record', column: 'case_id' },
  'related-item': { table: 'case_related_item', column: 'related_item_id' },
};

function rowOf(sql: Sql, caseDomainId: number, { kind, id, caseId }: CasesResource) {
  const inDomain = sql`case_domain_id = ${caseDomainId}`;
  if (kind === 'domain') return inDomain;
  const named = sql`${inDomain} and ${sql(places[kind].column)} = ${id}`;
  return caseId === undefined ? named : sql`${named} and case_id = ${caseId}`;
}

/** Tags of a resource, held against others until the transaction ends; undefined when there is no such resource. */
export async function lockTags(
  sql: Sql,
  caseDomainId: number,
  resource: CasesResource,
): Promise<Record<string, string> | undefined> {
  const [row] = await sql`
    select tags from ${sql(places[resource.kind].table)} where ${rowOf(sql, caseDomainId, resource)} for no key update`;
  return row?.tags;
}

/** Replaces the tags of a resource. */
export async function setTags(
  sql: Sql,
  caseDomainId: number,
  resource: CasesResource,
  tags: Record<string, string>,
): Promise<void> {
  await sql`
    update ${sql(places[resource.kind].table)} set tags = ${asJson(sql, tags)}
    where ${rowOf(sql, caseDomainId, resource)}`;
}
