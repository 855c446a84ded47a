import { z } from 'zod';
import type { CustomerName } from '../../profiles/customerNames.ts';
import type { Call } from '../../wire/call.ts';
import { timestamp } from '../../wire/nayose.ts';
import { notFound } from '../../wire/refusal.ts';
import type { CaseRecord } from '../caseRecord.ts';
import type { Form } from '../form.ts';
import type { Person } from '../people.ts';
import type { CaseRoom } from '../room.ts';
import { closed } from '../systemFields.ts';
import type { TimelineEntry } from '../timeline.ts';

/** Name of a domain of customer profiles. */
export const domainName = z.string().min(1).max(64);

/** 32 lower-case hex. */
export const id = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex');

/** Id of a contact, or its ARN. */
export const contactId = z.string().min(1).max(500);

/** ARN of a contact named by id or ARN. Refuses (404) an id that is none of ours. */
export async function contactArnOf(room: CaseRoom, { caller }: Call, named: string): Promise<string> {
  const found = await room.contactOf(caller.accountId, named);
  if (found) return found.contactArn;
  if (named.startsWith('arn:')) return named;
  throw notFound('This contact does not exist.');
}

/** Everybody who signs in. */
export const anyone = ['admin', 'supervisor', 'agent'] as const;

const value = z.union([z.string(), z.number(), z.boolean()]);

/** Values by field id, as people fill them in. */
export const givenValues = z.record(z.string().max(500), value);

const customer = z.object({
  ProfileId: id,
  LastName: z.string().optional(),
  FirstName: z.string().optional(),
  BusinessName: z.string().optional(),
});

/** A case in a list. */
export const caseItem = z.object({
  CaseId: id,
  ReferenceNumber: z.string(),
  Title: z.string(),
  Status: z.string(),
  Reason: z.string().optional(),
  AssignedUser: z.string().optional(),
  CreatedAt: timestamp,
  UpdatedAt: timestamp,
  ClosedAt: timestamp.optional(),
  CommentCount: z.number(),
  /** Whether the contact that was named is linked with it. */
  Linked: z.boolean().optional(),
  Customer: customer.optional(),
});

/** A case in a list, from what is stored. */
export function toCaseItem(
  { caseId, referenceNumber, fields, createdAt, updatedAt, closedAt }: CaseRecord,
  comments: number,
  of: ({ ProfileId: string } & CustomerName) | undefined,
): z.input<typeof caseItem> {
  const text = (fieldId: string) => (fields[fieldId] === undefined ? undefined : String(fields[fieldId]));
  return {
    CaseId: caseId,
    ReferenceNumber: referenceNumber,
    Title: text('title') ?? '',
    Status: text('status') ?? '',
    Reason: text('case_reason'),
    AssignedUser: text('assigned_user'),
    CreatedAt: createdAt,
    UpdatedAt: updatedAt,
    ClosedAt: fields.status === closed ? closedAt : undefined,
    CommentCount: comments,
    Customer: of,
  };
}

const option = z.object({ Value: z.string(), Name: z.string(), Active: z.boolean() });

/** What a screen needs to show and edit the fields of a case. */
export const formShape = z.object({
  Fields: z.array(
    z.object({
      FieldId: z.string(),
      Name: z.string(),
      Description: z.string().optional(),
      Type: z.enum(['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User']),
      Multiline: z.boolean(),
      System: z.boolean(),
      Deleted: z.boolean(),
      Required: z.boolean(),
      Hidden: z.boolean(),
      ReadOnly: z.boolean(),
      Options: z.array(option),
    }),
  ),
  Sections: z.array(
    z.object({ Panel: z.enum(['top', 'more']), Name: z.string().optional(), FieldIds: z.array(z.string()) }),
  ),
});

/** A form as answers carry it. */
export const toForm = ({ fields, sections }: Form): z.input<typeof formShape> => ({
  Fields: fields.map(({ field, required, hidden, readOnly, options }) => ({
    FieldId: field.fieldId,
    Name: field.name,
    Description: field.description,
    Type: field.type,
    Multiline: field.attributes?.text.isMultiline ?? false,
    System: field.namespace === 'System',
    Deleted: field.deleted,
    Required: required,
    Hidden: hidden,
    ReadOnly: readOnly,
    Options: options.map((one) => ({ Value: one.value, Name: one.name, Active: one.active })),
  })),
  Sections: sections.map(({ panel, name, fieldIds }) => ({ Panel: panel, Name: name, FieldIds: fieldIds })),
});

const itemType = z.enum(['Contact', 'Comment', 'File', 'Sla', 'ConnectCase', 'Custom']);

/** A line of the timeline. */
export const timelineShape = z.object({
  EventId: id,
  At: timestamp,
  Kind: z.enum(['created', 'changed', 'added', 'edited', 'removed']),
  By: z.string(),
  Via: z.string().optional(),
  Changes: z.array(z.object({ FieldId: z.string(), Before: value.optional(), After: value.optional() })),
  ItemType: itemType.optional(),
  ItemId: z.string().optional(),
  Item: z
    .object({
      RelatedItemId: id,
      Type: itemType,
      At: timestamp,
      By: z.string(),
      ChangedBy: z.string().optional(),
      Body: z.string().optional(),
      ContactArn: z.string().optional(),
      Channel: z.string().optional(),
      ConnectedAt: timestamp.optional(),
      FileArn: z.string().optional(),
      FileName: z.string().optional(),
      CaseId: z.string().optional(),
      Target: z
        .object({
          Name: z.string(),
          Status: z.enum(['Active', 'Overdue', 'Met', 'NotMet']),
          DueAt: timestamp,
          CompletedAt: timestamp.optional(),
        })
        .optional(),
      Values: z.array(z.object({ FieldId: z.string(), Value: value.optional() })).optional(),
    })
    .optional(),
});

/** A line of the timeline as answers carry it. */
export const toTimeline = (entry: TimelineEntry): z.input<typeof timelineShape> => ({
  EventId: entry.eventId,
  At: entry.at,
  Kind: entry.kind,
  By: entry.by,
  Via: entry.via,
  Changes: entry.changes.map(({ fieldId, before, after }) => ({
    FieldId: fieldId,
    Before: before,
    After: after,
  })),
  ItemType: entry.itemType,
  ItemId: entry.itemId,
  Item: entry.item && toItem(entry.item),
});

function toItem(
  item: NonNullable<TimelineEntry['item']>,
): NonNullable<z.input<typeof timelineShape>['Item']> {
  const { target } = item;
  return {
    RelatedItemId: item.relatedItemId,
    Type: item.type,
    At: item.at,
    By: item.by,
    ChangedBy: item.changedBy,
    Body: item.body,
    ContactArn: item.contactArn,
    Channel: item.channel,
    ConnectedAt: item.connectedAt,
    FileArn: item.fileArn,
    FileName: item.fileName,
    CaseId: item.caseId,
    Target: target && {
      Name: target.name,
      Status: target.status as 'Active',
      DueAt: target.dueAt,
      CompletedAt: target.completedAt,
    },
    Values: item.values?.map(({ fieldId, value: inner }) => ({ FieldId: fieldId, Value: inner })),
  };
}

/** Names of people by their ARN. */
export const peopleShape = z.record(z.string(), z.string());

/** Names of the people among these ARNs. */
export const toPeople = (people: ReadonlyMap<string, Person>, arns: Iterable<string | undefined>) =>
  Object.fromEntries(
    [...new Set(arns)].flatMap((arn) => {
      const person = people.get(arn ?? '');
      return person ? [[person.arn, person.name]] : [];
    }),
  );
