import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import { findSetUp } from './findSetUp.ts';
import { quotas } from './quotas.ts';
import { conflict, quotaExceeded } from './refusals.ts';
import type { CaseRoom } from './room.ts';
import { lockSetUp } from './store/domains.ts';
import {
  countSetUps,
  insertSetUp,
  markSetUpDeleted,
  type SetUp,
  type SetUpContent,
  type SetUpKind,
  updateSetUp,
} from './store/setUp.ts';

const facts = {
  layout: { one: 'layout', many: 'layouts', most: quotas.layouts },
  rule: { one: 'case rule', many: 'case rules', most: quotas.caseRules },
  template: { one: 'template', many: 'templates', most: quotas.templates },
} as const;

/** Looks at what is about to be written, with the set-up locked; refuses what does not fit the rest. */
type Check = (tx: TransactionSql) => Promise<void>;

/** Adds a layout, rule or template and gives its id. Refuses (409) a name that is taken, (402) one too many. */
export async function createSetUp<Kind extends SetUpKind>(
  { house: { sql, clock } }: CaseRoom,
  kind: Kind,
  caseDomainId: number,
  { name, content }: { name: string; content: SetUpContent[Kind] },
  check: Check,
): Promise<string> {
  const { many, most } = facts[kind];
  const at = clock();
  const id = newId(at.getTime());
  await sql.begin(async (tx) => {
    await lockSetUp(tx, caseDomainId);
    await check(tx);
    if ((await countSetUps(tx, kind, caseDomainId)) >= most)
      throw quotaExceeded(`A Cases domain has at most ${most} ${many}; delete one first.`);
    if (!(await insertSetUp(tx, kind, caseDomainId, { id, name, content, at }))) throw nameTaken(kind);
  });
  return id;
}

/** Changes name or document of one. Refuses (404) an unknown one, (400) a deleted one, (409) a name that is taken. */
export async function changeSetUp<Kind extends SetUpKind>(
  { house: { sql, clock } }: CaseRoom,
  kind: Kind,
  caseDomainId: number,
  { id, name }: { id: string; name: string | undefined },
  contentOf: (before: SetUp<Kind>) => SetUpContent[Kind],
  check: Check,
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSetUp(tx, caseDomainId);
    const before = await findSetUp(tx, kind, caseDomainId, id, 'change');
    await check(tx);
    const next = { id, name: name ?? before.name, content: contentOf(before), at: clock() };
    if (!(await updateSetUp(tx, kind, caseDomainId, next))) throw nameTaken(kind);
  });
}

/** Takes one out of use. Refuses (404) an unknown one; `check` refuses one that is needed. */
export async function deleteSetUp(
  { house: { sql, clock } }: CaseRoom,
  kind: SetUpKind,
  caseDomainId: number,
  id: string,
  check: Check = async () => undefined,
): Promise<void> {
  await sql.begin(async (tx) => {
    await lockSetUp(tx, caseDomainId);
    await findSetUp(tx, kind, caseDomainId, id, 'delete');
    await check(tx);
    await markSetUpDeleted(tx, kind, caseDomainId, id, clock());
  });
}

const nameTaken = (kind: SetUpKind) =>
  conflict(`A ${facts[kind].one} of this name exists already; choose another name.`);
