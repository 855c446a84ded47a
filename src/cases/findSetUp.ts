import type { Sql } from '../database/connection.ts';
import { isId } from './arns.ts';
import { invalid, missing } from './refusals.ts';
import { findSetUps, type SetUp, type SetUpKind } from './store/setUp.ts';

/** What a layout, rule or template is wanted for. Deleted ones can be read, but neither changed nor deleted again. */
export type Purpose = 'read' | 'change' | 'delete';

const words = { layout: 'layout', rule: 'case-rule', template: 'template' } as const;

/** The layout, rule or template with this id. Refuses (404) an unknown one, (400) a change of a deleted one. */
export async function findSetUp<Kind extends SetUpKind>(
  sql: Sql,
  kind: Kind,
  caseDomainId: number,
  id: string,
  purpose: Purpose,
): Promise<SetUp<Kind>> {
  const found = isId(id) ? (await findSetUps(sql, kind, caseDomainId, [id])).get(id) : undefined;
  if (!found || (found.deleted && purpose === 'delete')) throw missing(words[kind], id);
  if (found.deleted && purpose === 'change')
    throw invalid(`The ${words[kind]} ${id} was deleted and cannot be changed.`);
  return found;
}
