import type {
  RelatedItemContent,
  RelatedItemType,
  SearchRelatedItemsResponseItem,
  SlaConfiguration,
  SlaInputConfiguration,
} from '@aws-sdk/client-connectcases';
import type { Call } from '../../wire/call.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { casesArn, isId } from '../arns.ts';
import { type GivenFilter, planFilter } from '../caseFilter.ts';
import type { FieldCatalogue } from '../field.ts';
import type { GivenContent } from '../itemContent.ts';
import { missing } from '../refusals.ts';
import type { ItemFilter, RelatedItem } from '../relatedItem.ts';
import { addItem, changeItem, removeItem } from '../relatedItems.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { slaStatus } from '../sla.ts';
import { findCase } from '../store/cases.ts';
import { loadFields } from '../store/fields.ts';
import { type ItemQuery, searchItems } from '../store/relatedItems.ts';
import { actorOf } from './cases.ts';

type ItemOperation =
  | 'CreateRelatedItem'
  | 'UpdateRelatedItem'
  | 'DeleteRelatedItem'
  | 'SearchRelatedItems'
  | 'SearchAllRelatedItems'
  | 'ListCasesForContact';

/** What stands beside cases: contacts, comments, files, targets, other cases, custom items. */
export function relatedItemOperations(room: CaseRoom): Pick<ConnectCasesOperations, ItemOperation> {
  const { sql, clock } = room.house;
  const arnOf = (call: Call, casesId: string, item: RelatedItem) =>
    casesArn(call.caller, casesId, `case/${item.caseId}/related-item/${item.relatedItemId}`);
  return {
    async CreateRelatedItem({ domainId, caseId = '', type, content, performedBy }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      const wanted = { caseId, type: type ?? 'Comment', content: content as GivenContent };
      const item = await addItem(room, domain, wanted, actorOf(call, performedBy));
      return { relatedItemId: item.relatedItemId, relatedItemArn: arnOf(call, domain.casesId, item) };
    },

    async UpdateRelatedItem({ domainId, caseId = '', relatedItemId = '', content, performedBy }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      const wanted = { caseId, itemId: relatedItemId, content: content as GivenContent };
      const item = await changeItem(room, domain, wanted, actorOf(call, performedBy));
      return {
        relatedItemId: item.relatedItemId,
        relatedItemArn: arnOf(call, domain.casesId, item),
        type: item.type,
        content: showContent(item, clock()),
        associationTime: item.associatedAt,
        tags: item.tags,
        lastUpdatedUser: item.updatedBy,
        createdBy: item.createdBy,
      };
    },

    async DeleteRelatedItem({ domainId, caseId = '', relatedItemId = '' }, call) {
      const domain = await openCaseDomain(room, call.caller.accountId, domainId ?? '');
      await removeItem(room, domain, { caseId, itemId: relatedItemId }, actorOf(call, undefined));
      return {};
    },

    async SearchRelatedItems({ domainId, caseId = '', maxResults = 25, nextToken, filters }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const record = isId(caseId) ? await findCase(sql, caseDomainId, caseId) : undefined;
      if (!record) throw missing('case', caseId);
      const now = clock();
      const query = { caseId, filters: await readFilters(room, caseDomainId, filters), sorts: [], now };
      const page = await pageOfItems(room, caseDomainId, query, maxResults, nextToken);
      return { relatedItems: page.items.map((item) => show(item, now)), nextToken: page.nextToken };
    },

    async SearchAllRelatedItems({ domainId, maxResults = 25, nextToken, filters, sorts }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const now = clock();
      const query: ItemQuery = {
        caseId: undefined,
        filters: await readFilters(room, caseDomainId, filters),
        sorts: (sorts ?? []).map(({ sortProperty, sortOrder }) => ({
          by: sortProperty === 'CaseId' ? 'case' : 'time',
          descending: sortOrder === 'Desc',
        })),
        now,
      };
      const page = await pageOfItems(room, caseDomainId, query, maxResults, nextToken);
      const relatedItems = page.items.map((item) => ({ ...show(item, now), caseId: item.caseId }));
      return { relatedItems, nextToken: page.nextToken };
    },

    async ListCasesForContact({ domainId, contactArn = '', maxResults = 10, nextToken }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const filters = [{ type: 'Contact' as const, reference: contactArn }];
      const query = { caseId: undefined, filters, sorts: [], now: clock() };
      const page = await pageOfItems(room, caseDomainId, query, maxResults, nextToken);
      const cases = [];
      for (const { caseId } of page.items) {
        const record = await findCase(sql, caseDomainId, caseId);
        if (record) cases.push({ caseId, templateId: record.templateId });
      }
      return { cases, nextToken: page.nextToken };
    },
  };
}

async function pageOfItems(
  { house }: CaseRoom,
  caseDomainId: number,
  query: ItemQuery,
  limit: number,
  token: string | undefined,
) {
  const [at, caseId, itemId] = fromToken(token, ['number', 'id', 'id']) ?? [];
  const after =
    at === undefined || caseId === undefined || itemId === undefined ? undefined : { at, caseId, itemId };
  const rows = await searchItems(house.sql, caseDomainId, query, { after, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextToken =
    rows.length > limit && last
      ? toToken([last.associatedAt.getTime(), last.caseId, last.relatedItemId])
      : undefined;
  return { items, nextToken };
}

interface GivenItemFilter {
  contact?: { channel?: string[] | undefined; contactArn?: string | undefined };
  comment?: object;
  file?: { fileArn?: string | undefined };
  sla?: { name?: string | undefined; status?: ItemFilter['slaStatus'] };
  connectCase?: { caseId?: string | undefined };
  custom?: { fields?: GivenFilter | undefined };
}

async function readFilters({ house }: CaseRoom, caseDomainId: number, given: unknown) {
  const filters = (given ?? []) as GivenItemFilter[];
  const asksForFields = filters.some(({ custom }) => custom?.fields);
  const fields = asksForFields ? await loadFields(house.sql, caseDomainId) : new Map();
  return filters.map((filter) => filterOf(filter, fields));
}

function filterOf(filter: GivenItemFilter, fields: FieldCatalogue): ItemQuery['filters'][number] {
  const { contact, file, sla, connectCase, custom } = filter;
  if (contact) return { type: 'Contact', reference: contact.contactArn, channels: contact.channel };
  if (file) return { type: 'File', reference: file.fileArn };
  if (sla) return { type: 'Sla', reference: sla.name, slaStatus: sla.status };
  if (connectCase) return { type: 'ConnectCase', reference: connectCase.caseId };
  if (custom)
    return { type: 'Custom', custom: custom.fields ? planFilter(fields, custom.fields) : undefined };
  return { type: 'Comment' };
}

/** An item as listings tell it. */
export function show(item: RelatedItem, now: Date): SearchRelatedItemsResponseItem {
  return {
    relatedItemId: item.relatedItemId,
    type: item.type,
    associationTime: item.associatedAt,
    content: showContent(item, now),
    tags: item.tags,
    performedBy: item.createdBy,
  };
}

function showContent(item: RelatedItem, now: Date): RelatedItemContent {
  const forms: Record<RelatedItemType, () => object> = {
    Contact: () => ({ contact: item.content }),
    Comment: () => ({ comment: item.content }),
    File: () => ({ file: item.content }),
    ConnectCase: () => ({ connectCase: item.content }),
    Custom: () => ({ custom: item.content }),
    Sla: () => ({ sla: { slaConfiguration: showTarget(item, now) } }),
  };
  return forms[item.type]() as RelatedItemContent;
}

function showTarget(item: RelatedItem, now: Date): SlaConfiguration {
  const { name, type, fieldId, targetFieldValues } = item.content as SlaInputConfiguration;
  const dueAt = item.dueAt ?? item.associatedAt;
  return {
    ...{ name, type, fieldId, targetFieldValues },
    status: slaStatus(dueAt, item.completedAt, now),
    targetTime: dueAt,
    completionTime: item.completedAt,
  };
}
