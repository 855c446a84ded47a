import type { TransactionSql } from '../database/connection.ts';
import type { CaseDomain } from './store/domains.ts';
import { insertFields, putOptions } from './store/fields.ts';
import { fixedStatuses, systemFields } from './systemFields.ts';

/** Gives a new Cases domain the fields of the system and the choices of the status. */
export async function prepareDomain(tx: TransactionSql, domain: CaseDomain): Promise<void> {
  const at = domain.createdAt;
  const fields = systemFields.map(({ fieldId, name, type, multiline }) => ({
    fieldId,
    name,
    type,
    description: undefined,
    namespace: 'System' as const,
    attributes: type === 'Text' ? { text: { isMultiline: multiline ?? false } } : undefined,
    deleted: false,
    tags: {},
    createdAt: at,
    updatedAt: at,
  }));
  await insertFields(tx, domain.caseDomainId, fields);
  await putOptions(tx, domain.caseDomainId, 'status', fixedStatuses);
}
