import { newId } from '../database/ids.ts';
import type { FieldChange } from './caseRecord.ts';
import { showOrEmpty } from './fieldValue.ts';
import type { Actor } from './room.ts';
import type { CaseEvent } from './store/events.ts';

/** What a line of the audit is about. */
type Told = Pick<CaseEvent, 'caseId' | 'type' | 'relatedItemType' | 'fields'>;

/** A line of the audit. */
export const auditLine = (told: Told, actor: Actor, at: Date): CaseEvent => ({
  ...told,
  eventId: newId(at.getTime()),
  at,
  performedBy: actor.performedBy as CaseEvent['performedBy'],
  principal: actor.principal,
});

/** Changes as the audit tells them: the new value always, the old one where there was one. */
export const auditFields = (changes: readonly FieldChange[]): CaseEvent['fields'] =>
  changes.map(({ field, before, after }) => ({
    eventFieldId: field.fieldId,
    ...(before === undefined ? {} : { oldValue: showOrEmpty(field.type, before) }),
    newValue: showOrEmpty(field.type, after),
  }));
