import { z } from 'zod';
import type { Sql } from '../../database/connection.ts';
import { customerNames } from '../../profiles/customerNames.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { fileIdOf } from '../arns.ts';
import { valuesOf } from '../caseRecord.ts';
import { loadCatalogue } from '../catalogue.ts';
import { shownCustomers } from '../customer.ts';
import { peopleOf } from '../people.ts';
import { missing } from '../refusals.ts';
import type { RelatedItem } from '../relatedItem.ts';
import type { CaseRoom } from '../room.ts';
import type { CaseDomain } from '../store/domains.ts';
import { listEvents } from '../store/events.ts';
import { filesById } from '../store/files.ts';
import { itemsById } from '../store/relatedItems.ts';
import { itemOfEvent, timelineEntry } from '../timeline.ts';
import { openServed, readForm, requireCase } from './openCasePage.ts';
import {
  anyone,
  domainName,
  formShape,
  givenValues,
  id,
  peopleShape,
  timelineShape,
  toPeople,
  toTimeline,
} from './shapes.ts';

/** What people see of one case: its page and its timeline. */
export const caseViewOperations = (room: CaseRoom): NayoseOperation[] => [
  viewOperation(room),
  timelineOperation(room),
];

const timelinePage = {
  Timeline: z.array(timelineShape),
  NextToken: z.string().optional(),
  People: peopleShape,
};

function viewOperation(room: CaseRoom): NayoseOperation {
  const { sql } = room.house;
  return defineOperation({
    name: 'GetCaseView',
    summary: 'A case as its page shows it: fields with their form, the customer, the timeline newest first.',
    input: z.object({
      DomainName: domainName,
      CaseId: id,
      MaxResults: z.int().min(1).max(100).default(25),
    }),
    output: z.object({
      CasesDomainId: id,
      CaseId: id,
      TemplateName: z.string(),
      ReferenceNumber: z.string(),
      Status: z.string(),
      CreatedAt: timestamp,
      UpdatedAt: timestamp,
      UpdatedBy: z.string(),
      ClosedAt: timestamp.optional(),
      Customer: z
        .object({
          ProfileId: id,
          LastName: z.string().optional(),
          FirstName: z.string().optional(),
          BusinessName: z.string().optional(),
        })
        .optional(),
      Fields: givenValues,
      Form: formShape,
      ...timelinePage,
    }),
    roles: anyone,
    handler: async ({ DomainName, CaseId, MaxResults }, call) => {
      const { profiles, served } = await openServed(room, DomainName, call);
      const { caseDomainId, casesId } = served.domain;
      const record = await requireCase(room, caseDomainId, CaseId);
      const catalogue = await loadCatalogue(sql, caseDomainId, record.templateId);
      if (!catalogue) throw missing('template', record.templateId);
      const values = valuesOf(record);
      const shown = (await shownCustomers(sql, [record])).get(CaseId);
      const ours = shown?.domainId === profiles.domainId ? shown.profileId : undefined;
      const name = ours && (await customerNames(sql, profiles, [ours])).get(ours);
      const page = { before: undefined, limit: MaxResults };
      const timeline = await readTimeline(room, served.domain, CaseId, page, call.caller.accountId, [
        record.updatedBy,
        ...Object.values(record.fields).map(String),
      ]);
      return {
        CasesDomainId: casesId,
        CaseId,
        TemplateName: catalogue.template.name,
        ReferenceNumber: record.referenceNumber,
        Status: String(record.fields.status ?? ''),
        CreatedAt: record.createdAt,
        UpdatedAt: record.updatedAt,
        UpdatedBy: record.updatedBy,
        ClosedAt: record.closedAt,
        Customer: ours ? { ProfileId: ours, ...(name || {}) } : undefined,
        Fields: values,
        Form: await readForm(room, caseDomainId, catalogue, values),
        ...timeline,
      };
    },
  });
}

function timelineOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'ListCaseTimeline',
    summary: 'More of the timeline of a case, newest first.',
    input: z.object({
      DomainName: domainName,
      CaseId: id,
      MaxResults: z.int().min(1).max(100).default(25),
      NextToken: z.string().max(1024).optional(),
    }),
    output: z.object(timelinePage),
    roles: anyone,
    handler: async ({ DomainName, CaseId, MaxResults, NextToken }, call) => {
      const { served } = await openServed(room, DomainName, call);
      const { caseDomainId } = served.domain;
      await requireCase(room, caseDomainId, CaseId);
      const [before] = fromToken(NextToken, ['id']) ?? [];
      const page = { before, limit: MaxResults };
      return readTimeline(room, served.domain, CaseId, page, call.caller.accountId, []);
    },
  });
}

/** Names of the files that lie here, by the item that stands for each. */
async function namesOfFiles(
  sql: Sql,
  { caseDomainId, casesId }: CaseDomain,
  caseId: string,
  items: Iterable<RelatedItem>,
): Promise<Map<string, string>> {
  const ids = new Map(
    [...items].flatMap(({ relatedItemId, type, reference }) => {
      const fileId = type === 'File' ? fileIdOf(reference ?? '', casesId, caseId) : undefined;
      return fileId ? [[relatedItemId, fileId] as const] : [];
    }),
  );
  const files = await filesById(sql, caseDomainId, caseId, [...ids.values()]);
  return new Map(
    [...ids].flatMap(([itemId, fileId]) => {
      const name = files.get(fileId)?.name;
      return name === undefined ? [] : [[itemId, name] as const];
    }),
  );
}

async function readTimeline(
  { house }: CaseRoom,
  domain: CaseDomain,
  caseId: string,
  page: { before: string | undefined; limit: number },
  accountId: string,
  moreArns: readonly string[],
) {
  const { sql, clock } = house;
  const { caseDomainId } = domain;
  const rows = await listEvents(sql, caseDomainId, caseId, { ...page, limit: page.limit + 1 });
  const events = rows.slice(0, page.limit);
  const itemIds = events.flatMap((event) => itemOfEvent(event) ?? []);
  const [items, people] = await Promise.all([
    itemsById(sql, caseDomainId, caseId, itemIds),
    peopleOf(sql, accountId),
  ]);
  const fileNames = await namesOfFiles(sql, domain, caseId, items.values());
  const entries = events.map((event) =>
    timelineEntry(event, items.get(itemOfEvent(event) ?? ''), clock(), fileNames),
  );
  const arns = entries.flatMap(({ by, via, changes, item }) => [
    by,
    via,
    item?.by,
    item?.changedBy,
    ...changes.flatMap(({ before, after }) => [String(before ?? ''), String(after ?? '')]),
  ]);
  const last = events.at(-1);
  return {
    Timeline: entries.map(toTimeline),
    NextToken: rows.length > page.limit && last ? toToken([last.eventId]) : undefined,
    People: toPeople(people, [...arns, ...moreArns]),
  };
}
