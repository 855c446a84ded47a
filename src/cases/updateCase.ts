import type { TransactionSql } from '../database/connection.ts';
import { survivorsOf } from '../profiles/store/profiles.ts';
import { isId } from './arns.ts';
import { auditFields, auditLine } from './auditLine.ts';
import { type CaseRecord, type FieldChange, valuesOf } from './caseRecord.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { applyValues, checkComplete, readValues, type Wanted } from './checkValues.ts';
import { readCustomer } from './customer.ts';
import type { GivenValue, Values } from './fieldValue.ts';
import { announceCase } from './publishCase.ts';
import { conflict, missing } from './refusals.ts';
import type { ItemContent } from './relatedItem.ts';
import type { Actor, CaseRoom } from './room.ts';
import { caseText } from './searchText.ts';
import { findCase, updateCase as writeCase } from './store/cases.ts';
import type { CaseDomain } from './store/domains.ts';
import { insertEvent } from './store/events.ts';
import { completeTargets, openTargets } from './store/relatedItems.ts';
import { closed } from './systemFields.ts';

/** A change of a case's fields. */
export interface CaseChange {
  caseId: string;
  fields: readonly { id?: string | undefined; value?: GivenValue | undefined }[];
  /** People at the workspace reopen a closed case before they edit it (AWS: agent workspace, not the API). */
  atWorkspace?: boolean;
}

/**
 * Changes fields of a case; those that are not named stay as they are, so that two changes of different fields at
 * once both hold. Values that are there already change nothing. Refuses (400) what fields, template or rules do not
 * allow, (404) an unknown case.
 */
export async function updateCase(
  room: CaseRoom,
  domain: CaseDomain,
  change: CaseChange,
  actor: Actor,
): Promise<void> {
  const { sql, clock } = room.house;
  const { caseDomainId } = domain;
  const { caseId } = change;
  const customer = await namedCustomer(room, domain, change);
  const done = await sql.begin(async (tx) => {
    const record = isId(caseId) ? await findCase(tx, caseDomainId, caseId, 'lock') : undefined;
    if (!record) throw missing('case', caseId);
    const chosen = change.fields.map(({ id }) => id ?? '');
    const catalogue = await loadCatalogue(tx, caseDomainId, record.templateId, chosen);
    if (!catalogue) throw missing('template', record.templateId);
    const wanted = new Map(readValues(catalogue, change.fields, record.fields));
    if (customer && (await isShownAs(tx, record, customer))) wanted.delete('customer_id');
    if (change.atWorkspace) checkOpen(record, wanted);
    const fields = applyValues(record.fields, wanted);
    const changes = changesBetween(catalogue, record.fields, fields);
    if (changes.length === 0) return undefined;
    checkComplete(catalogue, fields, record.fields);
    const next = nextRecord(record, fields, customer ?? record.customer, actor, clock());
    await writeCase(tx, caseDomainId, next, caseText(catalogue.fields, valuesOf(next)));
    await reachTargets(tx, caseDomainId, next);
    const told = { caseId, type: 'Case.Updated', relatedItemType: undefined } as const;
    const line = auditLine({ ...told, fields: auditFields(changes) }, actor, clock());
    await insertEvent(tx, caseDomainId, line);
    return { before: record, after: next };
  });
  if (done) await announceCase(room, domain, done.after, 'updated', done.before);
}

function checkOpen(record: CaseRecord, wanted: Wanted): void {
  if (record.fields.status !== closed) return;
  const status = wanted.get('status');
  if (status !== undefined && status !== closed) return;
  throw conflict('The case is closed; reopen it before you change it.');
}

function changesBetween({ fields }: Catalogue, before: Values, after: Values): FieldChange[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...ids]
    .filter((id) => before[id] !== after[id])
    .map((id) => ({ field: fields.get(id)!, before: before[id], after: after[id] }));
}

type Customer = CaseRecord['customer'];

/** The customer that a change names; looked up before the transaction, which holds one connection already. */
async function namedCustomer(
  { house }: CaseRoom,
  { accountId }: CaseDomain,
  { fields }: CaseChange,
): Promise<Customer | undefined> {
  const arn = fields.find(({ id }) => id === 'customer_id')?.value?.stringValue;
  return typeof arn === 'string' && arn !== '' ? readCustomer(house, accountId, arn) : undefined;
}

/** Whether somebody is shown as the case's customer already: then the case stays with the base profile it came with. */
async function isShownAs(tx: TransactionSql, { customer }: CaseRecord, named: Customer): Promise<boolean> {
  if (customer.domainId !== named.domainId) return false;
  const survivors = await survivorsOf(tx, named.domainId, [customer.profileId, named.profileId]);
  return survivors.get(customer.profileId) === survivors.get(named.profileId);
}

function nextRecord(
  record: CaseRecord,
  fields: Values,
  customer: Customer,
  actor: Actor,
  at: Date,
): CaseRecord {
  const closes = fields.status === closed && record.fields.status !== closed;
  const moves = fields.customer_id !== record.fields.customer_id;
  return {
    ...record,
    fields,
    customer: moves ? customer : record.customer,
    updatedAt: at,
    updatedBy: actor.performedBy?.userArn ?? actor.principal,
    closedAt: closes ? at : record.closedAt,
  };
}

/** A target is reached when its field first has one of the values it waits for. */
async function reachTargets(tx: TransactionSql, caseDomainId: number, record: CaseRecord): Promise<void> {
  const targets = await openTargets(tx, caseDomainId, record.caseId);
  const reached = targets.filter((item) => isReached(item.content as ItemContent['Sla'], record.fields));
  const ids = reached.map(({ relatedItemId }) => relatedItemId);
  await completeTargets(tx, caseDomainId, record.caseId, ids, record.updatedAt);
}

/** Whether the field of a target has one of the values that end it. */
export function isReached({ fieldId, targetFieldValues }: ItemContent['Sla'], values: Values): boolean {
  const value = fieldId === undefined ? undefined : values[fieldId];
  return (targetFieldValues ?? []).some((target) => {
    if (target.emptyValue) return fieldId !== undefined && value === undefined;
    const wanted = target.stringValue ?? target.doubleValue ?? target.booleanValue ?? target.userArnValue;
    return value !== undefined && value === wanted;
  });
}
