import { isId } from './arns.ts';
import { auditLine } from './auditLine.ts';
import { announceCase } from './publishCase.ts';
import { missing } from './refusals.ts';
import type { Actor, CaseRoom } from './room.ts';
import { deleteCase as eraseCase, findCase } from './store/cases.ts';
import type { CaseDomain } from './store/domains.ts';
import { insertEvent } from './store/events.ts';
import { deleteItem, itemsPointingAt } from './store/relatedItems.ts';

/** Deletes a case for good, with what stands beside it, and links of other cases to it. Refuses (404) an unknown one. */
export async function deleteCase(
  room: CaseRoom,
  domain: CaseDomain,
  caseId: string,
  actor: Actor,
): Promise<void> {
  const { sql, clock } = room.house;
  const { caseDomainId } = domain;
  const record = await sql.begin(async (tx) => {
    const found = isId(caseId) ? await findCase(tx, caseDomainId, caseId, 'lock') : undefined;
    if (!found) throw missing('case', caseId);
    for (const item of await itemsPointingAt(tx, caseDomainId, caseId)) {
      await deleteItem(tx, caseDomainId, item);
      const fields = [{ eventFieldId: 'relatedItemId', newValue: { stringValue: item.relatedItemId } }];
      const told = {
        caseId: item.caseId,
        type: 'RelatedItem.Deleted',
        relatedItemType: item.type,
        fields,
      } as const;
      await insertEvent(tx, caseDomainId, auditLine(told, actor, clock()));
    }
    await eraseCase(tx, caseDomainId, caseId);
    return found;
  });
  await announceCase(room, domain, record, 'deleted');
}
