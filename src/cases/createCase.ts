import { createHash, randomInt } from 'node:crypto';
import { newId } from '../database/ids.ts';
import { isId } from './arns.ts';
import { auditFields, auditLine } from './auditLine.ts';
import { type CaseRecord, valuesOf } from './caseRecord.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { applyValues, checkComplete, readValues } from './checkValues.ts';
import { readCustomer } from './customer.ts';
import type { GivenValue, StoredValue } from './fieldValue.ts';
import { announceCase } from './publishCase.ts';
import { quotas } from './quotas.ts';
import { conflict, invalid, missing } from './refusals.ts';
import type { Actor, CaseRoom } from './room.ts';
import { caseText } from './searchText.ts';
import { findByToken, insertCase } from './store/cases.ts';
import { type CaseDomain, holdCaseDomain } from './store/domains.ts';
import { insertEvent } from './store/events.ts';
import { closed, open } from './systemFields.ts';

/** What a new case is to be. */
export interface NewCase {
  templateId: string;
  fields: readonly { id?: string | undefined; value?: GivenValue | undefined }[];
  /** The same token again gives the same case (AWS: clientToken). */
  clientToken: string | undefined;
  tags: Record<string, string>;
}

/**
 * Writes a case and gives its id. Refuses (400) values that the fields, the template or its rules do not allow, (404)
 * an unknown template, (409) a client token that came with another request before.
 */
export async function createCase(
  room: CaseRoom,
  domain: CaseDomain,
  wanted: NewCase,
  actor: Actor,
): Promise<string> {
  const { sql, clock } = room.house;
  const { caseDomainId } = domain;
  const token = wanted.clientToken === '' ? undefined : wanted.clientToken;
  const request = token === undefined ? undefined : { token, digest: digestOf(wanted, actor) };
  const earlier = request && (await findByToken(sql, caseDomainId, request.token));
  if (request && earlier) return sameRequest(earlier, request.digest);

  const chosen = ['status', ...wanted.fields.map(({ id }) => id ?? '')];
  const catalogue = isId(wanted.templateId)
    ? await loadCatalogue(sql, caseDomainId, wanted.templateId, chosen)
    : undefined;
  if (!catalogue) throw missing('template', wanted.templateId);
  const record = await recordOf(room, domain, catalogue, wanted, actor, clock());
  const text = caseText(catalogue.fields, valuesOf(record));
  const changes = Object.entries(record.fields).map(([id, after]) => ({
    field: catalogue.fields.get(id)!,
    before: undefined,
    after,
  }));
  const caseId = await sql.begin(async (tx) => {
    if (!(await holdCaseDomain(tx, caseDomainId))) throw missing('domain', domain.casesId);
    if (!(await insertCase(tx, caseDomainId, record, text, request))) {
      const other = request && (await findByToken(tx, caseDomainId, request.token));
      if (!other) throw conflict('The case could not be written; send the request again.');
      return sameRequest(other, request.digest);
    }
    const told = { caseId: record.caseId, type: 'Case.Created', relatedItemType: undefined } as const;
    const fields = auditFields(changes);
    await insertEvent(tx, caseDomainId, auditLine({ ...told, fields }, actor, record.createdAt));
    return record.caseId;
  });
  if (caseId === record.caseId) await announceCase(room, domain, record, 'created');
  return caseId;
}

async function recordOf(
  { house }: CaseRoom,
  { accountId }: CaseDomain,
  catalogue: Catalogue,
  wanted: NewCase,
  actor: Actor,
  at: Date,
): Promise<CaseRecord> {
  const { template } = catalogue;
  if (template.deleted) throw invalid('The template was deleted; choose another.');
  if (template.content.status !== 'Active')
    throw invalid('The template is inactive; choose another or make it active.');
  const given = readValues(catalogue, wanted.fields, {});
  const fields: Record<string, StoredValue> = applyValues({ status: open }, given);
  fields.status ??= open;
  checkComplete(catalogue, fields, undefined);
  const customer = await readCustomer(house, accountId, String(fields.customer_id));
  return {
    caseId: newId(at.getTime()),
    templateId: template.id,
    referenceNumber: String(randomInt(10_000_000, 100_000_000)),
    customer,
    fields,
    tags: tagsOf(catalogue, wanted.tags),
    createdAt: at,
    updatedAt: at,
    updatedBy: actor.performedBy?.userArn ?? actor.principal,
    closedAt: fields.status === closed ? at : undefined,
  };
}

/** The template's tags for new cases, under those of the request. */
function tagsOf({ template }: Catalogue, given: Record<string, string>): Record<string, string> {
  const propagated = template.content.tagPropagationConfigurations?.map(({ tagMap }) => tagMap ?? {}) ?? [];
  const tags = Object.assign({}, ...propagated, given);
  if (Object.keys(tags).length > quotas.tagsPerResource)
    throw invalid(`A case has at most ${quotas.tagsPerResource} tags.`);
  return tags;
}

function sameRequest(earlier: { caseId: string; digest: string }, digest: string): string {
  if (earlier.digest === digest) return earlier.caseId;
  throw conflict('This clientToken came with another request before; use a new one for each case.');
}

/** What the request asks for, in short; the order of its members makes no difference. */
function digestOf(wanted: NewCase, actor: Actor): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return members.map(([key, inner]) => [key, sorted(inner)]);
  };
  const { templateId, fields, tags } = wanted;
  const text = JSON.stringify(sorted({ templateId, fields, tags, performedBy: actor.performedBy }));
  return createHash('sha256').update(text).digest('base64url');
}
