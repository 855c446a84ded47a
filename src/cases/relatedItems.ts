import type { RelatedItemType } from '@aws-sdk/client-connectcases';
import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { accessDenied } from '../wire/refusal.ts';
import { fileIdOf, isId } from './arns.ts';
import { auditLine } from './auditLine.ts';
import type { CaseRecord } from './caseRecord.ts';
import { type GivenContent, memberOf, readItemContent } from './itemContent.ts';
import { announceCase } from './publishCase.ts';
import { quotas } from './quotas.ts';
import { invalid, missing, quotaExceeded } from './refusals.ts';
import type { RelatedItem } from './relatedItem.ts';
import type { Actor, CaseRoom } from './room.ts';
import { findCase } from './store/cases.ts';
import type { CaseDomain } from './store/domains.ts';
import { insertEvent } from './store/events.ts';
import { deleteFile } from './store/files.ts';
import {
  countItems,
  deleteItem,
  findItem,
  findItemByReference,
  insertItem,
  updateItem,
} from './store/relatedItems.ts';

/**
 * Puts something beside a case and gives the item. A contact, file or case that is there already is not put there
 * twice: the item that is there is given. `alongside` happens in the same transaction. Refuses (400) content that does not fit its type, (402) more than a case holds.
 */
export async function addItem(
  room: CaseRoom,
  domain: CaseDomain,
  wanted: { caseId: string; type: RelatedItemType; content: GivenContent },
  actor: Actor,
  alongside: (tx: TransactionSql) => Promise<void> = async () => undefined,
): Promise<RelatedItem> {
  const { caseDomainId } = domain;
  const { caseId, type, content } = wanted;
  if (content[memberOf[type]] === undefined)
    throw invalid(`An item of the type ${type} needs its content as ${memberOf[type]}.`);
  const at = room.house.clock();
  const contact =
    type === 'Contact'
      ? await room.contactOf(domain.accountId, content.contact?.contactArn ?? '')
      : undefined;
  return changeItems(room, domain, caseId, async (tx, record) => {
    const read = await readItemContent(tx, domain, record, type, content, { at, contact });
    if (pointing.has(type) && read.reference !== undefined) {
      const there = await findItemByReference(tx, caseDomainId, caseId, type, read.reference);
      if (there) return { item: there, changed: false };
    }
    await checkRoomFor(tx, caseDomainId, caseId, type);
    const item: RelatedItem = {
      relatedItemId: newId(at.getTime()),
      caseId,
      type,
      dueAt: undefined,
      completedAt: undefined,
      ...read,
      associatedAt: at,
      createdBy: (actor.performedBy as RelatedItem['createdBy'] | undefined) ?? { userArn: actor.principal },
      updatedBy: undefined,
      tags: {},
    };
    await insertItem(tx, caseDomainId, item);
    await alongside(tx);
    await tell(tx, caseDomainId, 'RelatedItem.Created', item, undefined, actor, at);
    return { item, changed: true };
  });
}

/** Items that only say what else belongs to the case. */
const pointing = new Set<RelatedItemType>(['Contact', 'File', 'ConnectCase']);

/** Replaces the text of a comment or the fields of a custom item. Refuses (400) other types, (404) an unknown item. */
export async function changeItem(
  room: CaseRoom,
  domain: CaseDomain,
  wanted: { caseId: string; itemId: string; content: GivenContent },
  actor: Actor,
): Promise<RelatedItem> {
  const { caseDomainId } = domain;
  const { caseId, content } = wanted;
  return changeItems(room, domain, caseId, async (tx, record) => {
    const before = await existing(tx, caseDomainId, wanted);
    if (before.type !== 'Comment' && before.type !== 'Custom')
      throw invalid(`Items of the type ${before.type} cannot be changed; comments and custom items can.`);
    if (content[memberOf[before.type]] === undefined)
      throw invalid(`This item is of the type ${before.type}; give its content as ${memberOf[before.type]}.`);
    const at = room.house.clock();
    const read = await readItemContent(tx, domain, record, before.type, content, { at, contact: undefined });
    const updatedBy = (actor.performedBy as RelatedItem['updatedBy']) ?? { userArn: actor.principal };
    const item = { ...before, content: read.content, updatedBy };
    await updateItem(tx, caseDomainId, item);
    await tell(tx, caseDomainId, 'RelatedItem.Updated', item, before, actor, at);
    return { item, changed: true };
  });
}

/** Takes an item away from a case. Refuses (400) files, which go with their attachment, (404) an unknown item. */
export async function removeItem(
  room: CaseRoom,
  domain: CaseDomain,
  wanted: { caseId: string; itemId: string },
  actor: Actor,
): Promise<void> {
  await changeItems(room, domain, wanted.caseId, async (tx) => {
    const item = await existing(tx, domain.caseDomainId, wanted);
    if (item.type === 'File')
      throw invalid('Files cannot be taken away here; delete the attached file itself.');
    await deleteItem(tx, domain.caseDomainId, item);
    await tell(tx, domain.caseDomainId, 'RelatedItem.Deleted', item, item, actor, room.house.clock());
    return { item, changed: true };
  });
}

/** Takes a file away from a case, with its content when it lies here. Refuses (404) an unknown item. */
export async function removeFile(
  room: CaseRoom,
  domain: CaseDomain,
  wanted: { caseId: string; itemId: string },
  actor: Actor,
  mayRemove: (item: RelatedItem) => boolean,
): Promise<void> {
  await changeItems(room, domain, wanted.caseId, async (tx) => {
    const item = await existing(tx, domain.caseDomainId, wanted);
    if (item.type !== 'File') throw missing('related-item', wanted.itemId);
    if (!mayRemove(item))
      throw accessDenied('A file is taken away by who added it, or by a supervisor; ask one of them.');
    const fileId = fileIdOf(item.reference ?? '', domain.casesId, wanted.caseId);
    if (fileId) await deleteFile(tx, domain.caseDomainId, { caseId: wanted.caseId, fileId });
    await deleteItem(tx, domain.caseDomainId, item);
    await tell(tx, domain.caseDomainId, 'RelatedItem.Deleted', item, item, actor, room.house.clock());
    return { item, changed: true };
  });
}

/** One change at a time beside a case; screens hear of it when it holds. */
async function changeItems(
  room: CaseRoom,
  domain: CaseDomain,
  caseId: string,
  change: (tx: TransactionSql, record: CaseRecord) => Promise<{ item: RelatedItem; changed: boolean }>,
): Promise<RelatedItem> {
  const { caseDomainId } = domain;
  const done = await room.house.sql.begin(async (tx) => {
    const record = isId(caseId) ? await findCase(tx, caseDomainId, caseId, 'lock') : undefined;
    if (!record) throw missing('case', caseId);
    return { record, ...(await change(tx, record)) };
  });
  if (done.changed) await announceCase(room, domain, done.record, 'updated');
  return done.item;
}

async function existing(
  tx: TransactionSql,
  caseDomainId: number,
  { caseId, itemId }: { caseId: string; itemId: string },
): Promise<RelatedItem> {
  const item = isId(itemId) ? await findItem(tx, caseDomainId, caseId, itemId) : undefined;
  if (!item) throw missing('related-item', itemId);
  return item;
}

async function checkRoomFor(
  tx: TransactionSql,
  caseDomainId: number,
  caseId: string,
  type: RelatedItemType,
): Promise<void> {
  const counts = await countItems(tx, caseDomainId, caseId);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all >= quotas.relatedItemsPerCase)
    throw quotaExceeded(`A case has at most ${quotas.relatedItemsPerCase} related items; remove one first.`);
  if (type === 'File' && (counts.get('File') ?? 0) >= quotas.filesPerCase)
    throw quotaExceeded(`A case has at most ${quotas.filesPerCase} files.`);
  if (type === 'Sla' && (counts.get('Sla') ?? 0) >= quotas.slasPerCase)
    throw quotaExceeded(`A case has at most ${quotas.slasPerCase} targets (SLAs).`);
}

/** Writes the line of the audit about an item. */
async function tell(
  tx: TransactionSql,
  caseDomainId: number,
  type: 'RelatedItem.Created' | 'RelatedItem.Updated' | 'RelatedItem.Deleted',
  item: RelatedItem,
  before: RelatedItem | undefined,
  actor: Actor,
  at: Date,
): Promise<void> {
  const now = type === 'RelatedItem.Deleted' ? undefined : gist(item);
  const was = before && gist(before);
  const name = (now ?? was)?.name;
  const fields = [
    { eventFieldId: 'relatedItemId', newValue: { stringValue: item.relatedItemId } },
    ...(name
      ? [
          {
            eventFieldId: name,
            ...(was ? { oldValue: { stringValue: was.text } } : {}),
            newValue: now ? { stringValue: now.text } : { emptyValue: {} },
          },
        ]
      : []),
  ];
  const told = { caseId: item.caseId, type, relatedItemType: item.type, fields };
  await insertEvent(tx, caseDomainId, auditLine(told, actor, at));
}

/** What the audit keeps of an item: the member that says it, and its text. */
function gist(item: RelatedItem): { name: string; text: string } {
  const content = item.content as unknown as Record<string, unknown>;
  const names: Record<RelatedItemType, string> = {
    Contact: 'contactArn',
    Comment: 'body',
    File: 'fileArn',
    Sla: 'name',
    ConnectCase: 'caseId',
    Custom: 'fields',
  };
  const name = names[item.type];
  const value = content[name];
  return { name, text: typeof value === 'string' ? value : JSON.stringify(value) };
}
