import type { RelatedItemType, SlaInputConfiguration } from '@aws-sdk/client-connectcases';
import type { TransactionSql } from '../database/connection.ts';
import { isId } from './arns.ts';
import type { CaseRecord } from './caseRecord.ts';
import { readValues } from './checkValues.ts';
import { type GivenValue, type StoredValue, showValue } from './fieldValue.ts';
import { quotas } from './quotas.ts';
import { invalid, missing, quotaExceeded } from './refusals.ts';
import type { ItemContent, RelatedItem } from './relatedItem.ts';
import type { ContactFacts } from './room.ts';
import { findCase } from './store/cases.ts';
import type { CaseDomain } from './store/domains.ts';
import { loadFields, loadOptions } from './store/fields.ts';
import { isReached } from './updateCase.ts';

/** What a request gives as the content of an item. */
export interface GivenContent {
  contact?: { contactArn?: string | undefined } | undefined;
  comment?: { body?: string | undefined; contentType?: string | undefined } | undefined;
  file?: { fileArn?: string | undefined } | undefined;
  sla?: { slaInputConfiguration?: SlaInputConfiguration | undefined } | undefined;
  connectCase?: { caseId?: string | undefined } | undefined;
  custom?: { fields?: GivenField[] | undefined } | undefined;
}

type GivenField = { id?: string | undefined; value?: GivenValue | undefined };

/** Member of the content that an item of each type has. */
export const memberOf: Record<RelatedItemType, keyof GivenContent> = {
  Contact: 'contact',
  Comment: 'comment',
  File: 'file',
  Sla: 'sla',
  ConnectCase: 'connectCase',
  Custom: 'custom',
};

type ReadContent = Pick<RelatedItem, 'content' | 'reference'> &
  Partial<Pick<RelatedItem, 'dueAt' | 'completedAt'>>;

/**
 * Reads the content of an item of a type. Refuses (400) what does not fit it, (404) an unknown case, (402) too many fields.
 */
export async function readItemContent(
  tx: TransactionSql,
  { caseDomainId }: CaseDomain,
  record: CaseRecord,
  type: RelatedItemType,
  given: GivenContent,
  { at, contact }: { at: Date; contact: ContactFacts | undefined },
): Promise<ReadContent> {
  switch (type) {
    case 'Contact': {
      const contactArn = given.contact?.contactArn ?? '';
      const connectedToSystemTime = (contact?.connectedAt ?? at).toISOString();
      return {
        content: { contactArn, channel: contact?.channel ?? 'UNKNOWN', connectedToSystemTime },
        reference: contactArn,
      };
    }
    case 'Comment':
      return {
        content: { body: given.comment?.body ?? '', contentType: 'Text/Plain' },
        reference: undefined,
      };
    case 'File': {
      const fileArn = given.file?.fileArn ?? '';
      return { content: { fileArn }, reference: fileArn };
    }
    case 'ConnectCase': {
      const caseId = given.connectCase?.caseId ?? '';
      if (caseId === record.caseId) throw invalid('A case cannot be linked with itself.');
      const other = isId(caseId) ? await findCase(tx, caseDomainId, caseId) : undefined;
      if (!other) throw missing('case', caseId);
      return { content: { caseId }, reference: caseId };
    }
    case 'Custom':
      return {
        content: { fields: await readCustomFields(tx, caseDomainId, given.custom?.fields ?? []) },
        reference: undefined,
      };
    case 'Sla':
      return readTarget(tx, caseDomainId, record, given.sla?.slaInputConfiguration, at);
  }
}

/** Fields of a custom item: custom fields of the domain, five at most (AWS: system fields cannot be used). */
async function readCustomFields(
  tx: TransactionSql,
  caseDomainId: number,
  given: readonly GivenField[],
): Promise<ItemContent['Custom']['fields']> {
  if (given.length > quotas.fieldsPerCustomItem)
    throw quotaExceeded(`A custom item has at most ${quotas.fieldsPerCustomItem} fields.`);
  const fields = await loadFields(tx, caseDomainId);
  const options = await loadOptions(
    tx,
    caseDomainId,
    given.map(({ id }) => id ?? ''),
  );
  for (const { id } of given)
    if (fields.get(id ?? '')?.namespace === 'System')
      throw invalid(`Field ${id} belongs to the system and cannot be part of a custom item.`);
  const values = readValues({ fields, options }, given, {});
  return [...values].map(([id, value]) => ({
    id,
    value: value === undefined ? { emptyValue: {} } : showValue(fields.get(id)!.type, value as StoredValue),
  }));
}

async function readTarget(
  tx: TransactionSql,
  caseDomainId: number,
  record: CaseRecord,
  target: SlaInputConfiguration | undefined,
  at: Date,
): Promise<ReadContent> {
  if (!target) throw invalid('An item of the type Sla needs slaInputConfiguration.');
  if (target.fieldId !== undefined) {
    const field = (await loadFields(tx, caseDomainId)).get(target.fieldId);
    if (!field || field.deleted) throw invalid(`Field ${target.fieldId} does not exist in this domain.`);
    if (!target.targetFieldValues?.length)
      throw invalid('A target with fieldId needs targetFieldValues: the value that ends it.');
  } else if (target.targetFieldValues) {
    throw invalid('A target with targetFieldValues needs fieldId: the field that has to reach them.');
  }
  return {
    content: target,
    reference: target.name ?? '',
    dueAt: new Date(at.getTime() + (target.targetSlaMinutes ?? 0) * 60_000),
    completedAt: isReached(target, record.fields) ? at : undefined,
  };
}
