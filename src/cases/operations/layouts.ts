import type { LayoutContent, LayoutSections } from '@aws-sdk/client-connectcases';
import type { TransactionSql } from '../../database/connection.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { casesArn } from '../arns.ts';
import { changeSetUp, createSetUp, deleteSetUp } from '../changeSetUp.ts';
import type { FieldCatalogue } from '../field.ts';
import { findSetUp } from '../findSetUp.ts';
import { quotas } from '../quotas.ts';
import { conflict, invalid, quotaExceeded } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { loadFields } from '../store/fields.ts';
import { listSetUps } from '../store/setUp.ts';
import { outsideLayouts } from '../systemFields.ts';

type LayoutOperation = 'CreateLayout' | 'GetLayout' | 'UpdateLayout' | 'DeleteLayout' | 'ListLayouts';

/** Layouts: which fields a screen shows, in which order. */
export const layoutOperations = (room: CaseRoom): Pick<ConnectCasesOperations, LayoutOperation> => ({
  ...changes(room),
  ...reads(room),
});

function changes(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'CreateLayout' | 'UpdateLayout' | 'DeleteLayout'> {
  const checkIn = (caseDomainId: number, content: LayoutContent) => async (tx: TransactionSql) =>
    checkContent(await loadFields(tx, caseDomainId), content);
  return {
    async CreateLayout({ domainId, name = '', ...input }, { caller }) {
      const content = input.content as LayoutContent;
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const check = checkIn(caseDomainId, content);
      const id = await createSetUp(room, 'layout', caseDomainId, { name, content }, check);
      return { layoutId: id, layoutArn: casesArn(caller, casesId, `layout/${id}`) };
    },

    async UpdateLayout({ domainId, layoutId: id = '', name, ...input }, { caller }) {
      const content = input.content as LayoutContent | undefined;
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await changeSetUp(
        room,
        'layout',
        caseDomainId,
        { id, name },
        (before) => content ?? before.content,
        content ? checkIn(caseDomainId, content) : async () => undefined,
      );
      return {};
    },

    async DeleteLayout({ domainId, layoutId = '' }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await deleteSetUp(room, 'layout', caseDomainId, layoutId, async (tx) => {
        const page = { after: '', limit: quotas.templates };
        const templates = await listSetUps(tx, 'template', caseDomainId, page);
        const user = templates.find(({ content }) => content.layoutConfiguration?.defaultLayout === layoutId);
        if (user) throw conflict(`The template ${user.id} shows this layout; give it another one first.`);
      });
      return {};
    },
  };
}

function reads(room: CaseRoom): Pick<ConnectCasesOperations, 'GetLayout' | 'ListLayouts'> {
  const { sql } = room.house;
  return {
    async GetLayout({ domainId, layoutId = '' }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const layout = await findSetUp(sql, 'layout', caseDomainId, layoutId, 'read');
      const fields = await loadFields(sql, caseDomainId);
      return {
        layoutId,
        layoutArn: casesArn(caller, casesId, `layout/${layoutId}`),
        name: layout.name,
        content: withoutDeleted(fields, layout.content),
        tags: layout.tags,
        deleted: layout.deleted,
        createdTime: layout.createdAt,
        lastModifiedTime: layout.updatedAt,
      };
    },

    async ListLayouts({ domainId, maxResults = 100, nextToken }, { caller }) {
      const { casesId, caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const [after = ''] = fromToken(nextToken, ['text']) ?? [];
      const rows = await listSetUps(sql, 'layout', caseDomainId, { after, limit: maxResults + 1 });
      const page = pageOf(rows, maxResults, ({ name }) => [name]);
      const layouts = page.items.map(({ id, name }) => ({
        layoutId: id,
        layoutArn: casesArn(caller, casesId, `layout/${id}`),
        name,
      }));
      return { layouts, nextToken: page.nextToken };
    },
  };
}

/** Ids of the fields of a layout, panel by panel. */
const fieldIdsOf = (content: LayoutContent): string[] =>
  [content.basic?.topPanel, content.basic?.moreInfo].flatMap((panel) =>
    (panel?.sections ?? []).flatMap((section) => section.fieldGroup?.fields?.map(({ id }) => id ?? '') ?? []),
  );

/** Refuses (400) unknown fields, title and status, and a field that stands twice; (402) too many. */
function checkContent(fields: FieldCatalogue, content: LayoutContent): void {
  const ids = fieldIdsOf(content);
  if (ids.length > quotas.fieldsPerLayout)
    throw quotaExceeded(`A layout has at most ${quotas.fieldsPerLayout} fields.`);
  const seen = new Set<string>();
  for (const id of ids) {
    if (fields.get(id)?.deleted !== false) throw invalid(`Field ${id} does not exist in this domain.`);
    if (outsideLayouts.has(id))
      throw invalid(`Field ${id} cannot be part of a layout; it always has its own place.`);
    if (seen.has(id)) throw invalid(`Field ${id} stands in the layout twice; name each field once.`);
    seen.add(id);
  }
}

/** The layout without fields that were deleted since (AWS: GetLayout). */
function withoutDeleted(fields: FieldCatalogue, content: LayoutContent): LayoutContent {
  if (!content.basic) return content;
  const inUse = (panel: LayoutSections | undefined): LayoutSections | undefined =>
    panel?.sections && {
      sections: panel.sections.map((section) =>
        section.fieldGroup
          ? {
              fieldGroup: {
                ...section.fieldGroup,
                fields: section.fieldGroup.fields?.filter(
                  ({ id }) => fields.get(id ?? '')?.deleted === false,
                ),
              },
            }
          : section,
      ),
    };
  return { basic: { topPanel: inUse(content.basic.topPanel), moreInfo: inUse(content.basic.moreInfo) } };
}
