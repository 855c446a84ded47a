import type { FieldValue } from '@aws-sdk/client-connectcases';
import type { Sql } from '../../database/connection.ts';
import type { Call } from '../../wire/call.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { casesArn, isId } from '../arns.ts';
import { customersOf, type GivenFilter, planFilter } from '../caseFilter.ts';
import { type CaseRecord, valuesOf } from '../caseRecord.ts';
import { createCase } from '../createCase.ts';
import { customerArn, findCustomers, shownCustomers } from '../customer.ts';
import { deleteCase } from '../deleteCase.ts';
import type { FieldCatalogue } from '../field.ts';
import { showValue } from '../fieldValue.ts';
import { invalid, missing } from '../refusals.ts';
import { type Actor, type CaseRoom, openCaseDomain } from '../room.ts';
import { placeFrom, readSorts } from '../sorts.ts';
import { findCase } from '../store/cases.ts';
import { listEvents } from '../store/events.ts';
import { loadFields } from '../store/fields.ts';
import { countFound, searchCases } from '../store/search.ts';
import { updateCase } from '../updateCase.ts';

type CaseOperation =
  | 'CreateCase'
  | 'GetCase'
  | 'UpdateCase'
  | 'DeleteCase'
  | 'SearchCases'
  | 'GetCaseAuditEvents';

/** Cases themselves. */
export const caseOperations = (room: CaseRoom): Pick<ConnectCasesOperations, CaseOperation> => ({
  ...changes(room),
  ...reads(room),
});

function changes(room: CaseRoom): Pick<ConnectCasesOperations, 'CreateCase' | 'UpdateCase' | 'DeleteCase'> {
  return {
    async CreateCase({ domainId, templateId = '', fields, clientToken, performedBy, tags }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      const wanted = { templateId, fields, clientToken, tags: tags ?? {} };
      const caseId = await createCase(room, domain, wanted, actorOf(call, performedBy));
      return { caseId, caseArn: casesArn(call.caller, domain.casesId, `case/${caseId}`) };
    },

    async UpdateCase({ domainId, caseId = '', fields, performedBy }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      await updateCase(room, domain, { caseId, fields }, actorOf(call, performedBy));
      return {};
    },

    async DeleteCase({ domainId, caseId = '' }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      await deleteCase(room, domain, caseId, actorOf(call, undefined));
      return {};
    },
  };
}

function reads(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'GetCase' | 'SearchCases' | 'GetCaseAuditEvents'> {
  const { sql } = room.house;
  return {
    async GetCase({ domainId, caseId = '', fields: wanted, nextToken }, { caller }) {
      const domain = await openCaseDomain(room, caller.accountId, domainId ?? '');
      // All fields fit one page, so no token was ever given.
      if (nextToken !== undefined)
        throw invalid('NextToken is not one that this listing gave; leave it out.');
      const record = isId(caseId) ? await findCase(sql, domain.caseDomainId, caseId) : undefined;
      if (!record) throw missing('case', caseId);
      const catalogue = await loadFields(sql, domain.caseDomainId);
      const ids = wanted.map(({ id }) => id ?? '');
      const [fields = []] = await showFields(sql, catalogue, [record], ids);
      return { fields, templateId: record.templateId, tags: record.tags };
    },

    async SearchCases(input, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, input.domainId ?? '');
      const { maxResults = 25, searchTerm, fields: wanted = [] } = input;
      const catalogue = await loadFields(sql, caseDomainId);
      const ids = wanted.map(({ id }) => id ?? '');
      const filter = input.filter ? planFilter(catalogue, input.filter as GivenFilter) : undefined;
      const sorts = readSorts(catalogue, input.sorts ?? []);
      const after = placeFrom(sorts, input.nextToken);
      const customers = await findCustomers(room.house, caller.accountId, customersOf(filter));
      const query = { term: searchTerm?.trim() || undefined, filter, customers, sorts };
      const [rows, totalCount] = await Promise.all([
        searchCases(sql, caseDomainId, query, { after, limit: maxResults + 1 }),
        countFound(sql, caseDomainId, query),
      ]);
      const page = rows.slice(0, maxResults);
      const records = page.map(({ record }) => record);
      const shown = await showFields(sql, catalogue, records, ids);
      const cases = records.map(({ caseId, templateId, tags }, index) => ({
        caseId,
        templateId,
        fields: shown[index] ?? [],
        tags,
      }));
      const last = page.at(-1);
      const more = rows.length > maxResults && last;
      const nextToken = more ? toToken([JSON.stringify(more.place), more.record.caseId]) : undefined;
      return { cases, totalCount, nextToken };
    },

    async GetCaseAuditEvents({ domainId, caseId = '', maxResults = 25, nextToken }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const [before] = fromToken(nextToken, ['id']) ?? [];
      const record = isId(caseId) ? await findCase(sql, caseDomainId, caseId) : undefined;
      if (!record) throw missing('case', caseId);
      const rows = await listEvents(sql, caseDomainId, caseId, { before, limit: maxResults + 1 });
      const page = rows.slice(0, maxResults);
      const auditEvents = page.map((event) => ({
        eventId: event.eventId,
        type: event.type,
        relatedItemType: event.relatedItemType,
        performedTime: event.at,
        fields: event.fields,
        performedBy: { user: event.performedBy, iamPrincipalArn: event.principal },
      }));
      const last = page.at(-1);
      return {
        auditEvents,
        nextToken: rows.length > maxResults && last ? toToken([last.eventId]) : undefined,
      };
    },
  };
}

/** Who does it: the caller, and whom the request names. */
export const actorOf = (call: Call, performedBy: unknown): Actor => ({
  principal: call.caller.arn,
  performedBy: performedBy as Actor['performedBy'],
});

/** Values of these fields for each case, in the order asked for; fields without a value are left out. */
async function showFields(
  sql: Sql,
  catalogue: FieldCatalogue,
  records: readonly CaseRecord[],
  fieldIds: readonly string[],
): Promise<FieldValue[][]> {
  const unknown = fieldIds.find((id) => !catalogue.has(id));
  if (unknown !== undefined) throw invalid(`Field ${unknown} does not exist in this domain.`);
  const ids = [...new Set(fieldIds)];
  const customers = ids.includes('customer_id') ? await shownCustomers(sql, records) : new Map();
  return records.map((record) => {
    const values = { ...valuesOf(record), customer_id: customerArn(record, customers.get(record.caseId)) };
    return ids.flatMap((id) => {
      const value = Object.hasOwn(values, id) ? values[id as keyof typeof values] : undefined;
      return value === undefined ? [] : [{ id, value: showValue(catalogue.get(id)!.type, value) }];
    });
  });
}
