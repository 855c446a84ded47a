import type { FieldValueUnion, RelatedItemType } from '@aws-sdk/client-connectcases';
import type { StoredValue } from './fieldValue.ts';
import type { ItemContent, RelatedItem } from './relatedItem.ts';
import { slaStatus } from './sla.ts';
import type { CaseEvent } from './store/events.ts';

/** What a line of the timeline tells. */
export type TimelineKind = 'created' | 'changed' | 'added' | 'edited' | 'removed';

/** A line of the timeline: who did what when. */
export interface TimelineEntry {
  eventId: string;
  at: Date;
  kind: TimelineKind;
  /** ARN of a person or key, or the name of something else that acted. */
  by: string;
  /** Who sent the request, where that is somebody else than it names. */
  via: string | undefined;
  /** Values that changed. */
  changes: { fieldId: string; before: StoredValue | undefined; after: StoredValue | undefined }[];
  itemType: RelatedItemType | undefined;
  itemId: string | undefined;
  /** The item as it is now; absent once it was removed. */
  item: TimelineItem | undefined;
}

/** An item of a case, as screens show it. */
export interface TimelineItem {
  relatedItemId: string;
  type: RelatedItemType;
  at: Date;
  by: string;
  /** Who changed it last; absent when nobody did. */
  changedBy: string | undefined;
  body?: string;
  contactArn?: string;
  channel?: string;
  connectedAt?: Date;
  fileArn?: string;
  /** Of a file that lies here. */
  fileName?: string;
  caseId?: string;
  target?: { name: string; status: string; dueAt: Date; completedAt: Date | undefined };
  values?: { fieldId: string; value: StoredValue | undefined }[];
}

const kinds: Record<CaseEvent['type'], TimelineKind> = {
  'Case.Created': 'created',
  'Case.Updated': 'changed',
  'RelatedItem.Created': 'added',
  'RelatedItem.Updated': 'edited',
  'RelatedItem.Deleted': 'removed',
};

const plain = (value: Partial<FieldValueUnion> | undefined): StoredValue | undefined =>
  value?.stringValue ?? value?.doubleValue ?? value?.booleanValue ?? value?.userArnValue;

/** Who acted, in one text. */
export const actorText = (user: { userArn?: string; customEntity?: string } | undefined, principal: string) =>
  user?.userArn ?? user?.customEntity ?? principal;

/** Id of the item that a line of the audit is about. */
export const itemOfEvent = (event: CaseEvent): string | undefined =>
  event.fields.find((field) => event.relatedItemType && field?.eventFieldId === 'relatedItemId')?.newValue
    ?.stringValue;

/** A line of the audit as the timeline shows it, with the item it is about while that is there; `fileNames` by item. */
export function timelineEntry(
  event: CaseEvent,
  item: RelatedItem | undefined,
  now: Date,
  fileNames: ReadonlyMap<string, string> = new Map(),
): TimelineEntry {
  const by = actorText(event.performedBy as { userArn?: string; customEntity?: string }, event.principal);
  return {
    eventId: event.eventId,
    at: event.at,
    kind: kinds[event.type],
    by,
    via: by === event.principal ? undefined : event.principal,
    changes: event.fields.flatMap((field) =>
      field && !(event.relatedItemType && field.eventFieldId === 'relatedItemId')
        ? [{ fieldId: field.eventFieldId ?? '', before: plain(field.oldValue), after: plain(field.newValue) }]
        : [],
    ),
    itemType: event.relatedItemType,
    itemId: itemOfEvent(event),
    item: item && timelineItem(item, now, fileNames),
  };
}

function timelineItem(item: RelatedItem, now: Date, fileNames: ReadonlyMap<string, string>): TimelineItem {
  const common = {
    relatedItemId: item.relatedItemId,
    type: item.type,
    at: item.associatedAt,
    by: actorText(item.createdBy as { userArn?: string; customEntity?: string }, ''),
    changedBy: item.updatedBy && actorText(item.updatedBy as { userArn?: string; customEntity?: string }, ''),
  };
  const fileName = fileNames.get(item.relatedItemId);
  return { ...common, ...contentOf(item, now), ...(fileName !== undefined && { fileName }) };
}

function contentOf(item: RelatedItem, now: Date): Partial<TimelineItem> {
  const content = item.content as never;
  switch (item.type) {
    case 'Comment':
      return { body: (content as ItemContent['Comment']).body };
    case 'Contact': {
      const { contactArn, channel, connectedToSystemTime } = content as ItemContent['Contact'];
      return { contactArn, channel, connectedAt: new Date(connectedToSystemTime) };
    }
    case 'File':
      return { fileArn: (content as ItemContent['File']).fileArn };
    case 'ConnectCase':
      return { caseId: (content as ItemContent['ConnectCase']).caseId };
    case 'Sla': {
      const dueAt = item.dueAt ?? item.associatedAt;
      const status = slaStatus(dueAt, item.completedAt, now);
      const name = (content as ItemContent['Sla']).name ?? '';
      return { target: { name, status, dueAt, completedAt: item.completedAt } };
    }
    case 'Custom':
      return {
        values: (content as ItemContent['Custom']).fields.map(({ id, value }) => ({
          fieldId: id ?? '',
          value: plain(value),
        })),
      };
  }
}
