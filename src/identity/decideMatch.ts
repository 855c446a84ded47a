import type { TransactionSql } from '../database/connection.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import { listLiveMerges } from '../profiles/store/merges.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { judge, keepApart, type Word, withdrawBetween } from './judge.ts';
import type { GroupRow } from './matchGroups.ts';
import { PinnedParts } from './pinnedParts.ts';
import { type LedgerEntry, rewriteLedger } from './rewriteLedger.ts';
import { countReview, refreshStates, setState } from './store/groupStates.ts';
import { findGroup } from './store/groups.ts';
import { listJudgementsAmong } from './store/judgements.ts';
import { listClusters } from './store/ledger.ts';

/** What a person says about a match group. */
export interface MatchDecision {
  decision: 'SAME' | 'DIFFERENT' | 'LATER';
  /** SAME merges these, DIFFERENT keeps these apart from the rest; absent: all of them. */
  profileIds?: readonly string[] | undefined;
  /** Profile that stands for the merged one; absent: the oldest. */
  mainId?: string | undefined;
  /** Flat field → profile whose value it takes. */
  fieldSources?: Record<string, string> | undefined;
}

/** Of a larger group a person names the profiles in question. */
const mostAtOnce = 100;

/**
 * Carries out a decision about a match group and keeps it as history; later runs obey it. SAME merges, or confirms what
 * is merged; DIFFERENT pins, and parts what the engine had merged; LATER puts the group off. Refuses (404) unknown
 * groups, (400) profiles that are not of the group, and parting what people merged by hand. Returns the merge made, if
 * any, and how many groups still wait.
 */
export async function decideMatch(
  house: House,
  domain: Domain,
  matchId: string,
  decision: MatchDecision,
  actor: string,
): Promise<{ mergeId: string | undefined; open: number }> {
  const now = house.clock();
  const mergeId = await house.sql.begin(async (sql) => {
    await lockDomain(sql, domain.domainId);
    const group = await findGroup(sql, domain.domainId, matchId);
    if (!group) throw notFound(`Match group ${matchId} does not exist in domain "${domain.name}".`);
    const chosen = chosenOf(group, decision);
    const word = { actor, now, matchId };
    if (decision.decision === 'LATER') return putOff(sql, domain, group, chosen, word);
    if (decision.decision === 'SAME') return joinChosen(sql, domain, chosen, decision, word);
    return partChosen(sql, domain, group, chosen, word);
  });
  const { open } = await countReview(house.sql, domain.domainId, now);
  return { mergeId, open };
}

function chosenOf(group: GroupRow, { profileIds, decision, mainId }: MatchDecision): string[] {
  const chosen = [...new Set(profileIds ?? group.profileIds)].sort();
  const foreign = chosen.find((id) => !group.profileIds.includes(id));
  if (foreign) throw badRequest(`ProfileIds names ${foreign}, which is not in this match group.`);
  if (mainId !== undefined && !chosen.includes(mainId))
    throw badRequest('MainProfileId is not among the profiles of this decision.');
  if (decision === 'SAME' && chosen.length < 2)
    throw badRequest('ProfileIds has one profile; name two or more that are the same person.');
  if (chosen.length > mostAtOnce)
    throw badRequest(
      `This is a decision about ${chosen.length} profiles; name up to ${mostAtOnce} with ProfileIds.`,
    );
  return chosen;
}

async function putOff(
  sql: TransactionSql,
  { domainId }: Domain,
  group: GroupRow,
  [first = '', ...rest]: string[],
  word: Word,
): Promise<undefined> {
  const pairs = rest.map((id) => [first, id] as const);
  const said = await judgedAmong(sql, domainId, [first, ...rest]);
  await judge(
    sql,
    domainId,
    pairs.filter(([one, other]) => !said.has(`${one}/${other}`)),
    'LATER',
    word,
  );
  if (group.state === 'OPEN') await setState(sql, domainId, group.matchId, 'LATER', word);
  return undefined;
}

async function judgedAmong(sql: TransactionSql, domainId: number, ids: string[]): Promise<Set<string>> {
  const rows = await listJudgementsAmong(sql, domainId, ids);
  return new Set(
    rows.filter(({ verdict }) => verdict !== 'LATER').map((row) => `${row.leftId}/${row.rightId}`),
  );
}

async function joinChosen(
  sql: TransactionSql,
  domain: Domain,
  chosen: string[],
  { mainId, fieldSources }: MatchDecision,
  word: Word,
): Promise<string | undefined> {
  const foreign = Object.values(fieldSources ?? {}).find((id) => !chosen.includes(id));
  if (foreign)
    throw badRequest(
      `FieldSourceProfileIds names ${foreign}, which is not among the profiles of this decision.`,
    );
  const main = mainId ?? chosen[0]!;
  const others = chosen.filter((id) => id !== main);
  const cause = { method: 'MANUAL' as const, ...(word.matchId ? { matchId: word.matchId } : {}) };
  const rule = { kind: 'MAIN' as const, ...(fieldSources ? { fieldSources } : {}) };
  const { actor, now } = word;
  const add = [{ mainId: main, otherIds: others, rule, cause }];
  const { made, survivors } = await rewriteLedger(sql, domain, { undo: [], add, actor, now });
  const members = [...survivors.keys()];
  await withdrawBetween(sql, domain.domainId, members, 'DIFFERENT', word);
  await judge(
    sql,
    domain.domainId,
    others.map((id) => [main, id] as const),
    'SAME',
    word,
  );
  await refreshStates(sql, domain.domainId, members, word);
  return made[0];
}

/** Pins the chosen against the rest, or all against each other, and undoes engine merges that stand against it. */
async function partChosen(
  sql: TransactionSql,
  domain: Domain,
  group: GroupRow,
  chosen: string[],
  word: Word,
): Promise<undefined> {
  const { domainId } = domain;
  const rest = group.profileIds.filter((id) => !chosen.includes(id));
  const wanted = rest.length > 0 ? [chosen, rest.slice(0, 1_000)] : chosen.map((id) => [id]);
  const clusters = await listClusters(sql, domainId, group.profileIds);
  const sides = await partMerged(sql, domain, wanted, clusters, word);
  await withdrawBetween(sql, domainId, sides.flat(), 'SAME', word);
  await keepApart(sql, domain, sides, word);
  await refreshStates(sql, domainId, [...clusters.keys()], word);
  return undefined;
}

/**
 * Undoes engine-made merges that show members of different sides as one; what they joined within a side is made again.
 * Merges by hand are not undone behind a person's back: they are refused with their id.
 */
async function partMerged(
  sql: TransactionSql,
  domain: Domain,
  sides: readonly (readonly string[])[],
  clusters: ReadonlyMap<string, string>,
  { actor, now }: Word,
): Promise<string[][]> {
  const pins = sides.flatMap((side, at) =>
    sides.slice(at + 1).flatMap((other) => side.flatMap((one) => other.map((id) => [one, id] as const))),
  );
  const live = await listLiveMerges(sql, domain.domainId, [...new Set(clusters.values())]);
  const standing = new PinnedParts(pins);
  const manual = live.filter(({ cause }) => cause.method === 'MANUAL');
  for (const { mergeId, mainId, absorbedIds } of manual) {
    for (const id of absorbedIds) {
      if (!standing.join(mainId, id))
        throw badRequest(
          `Merge ${mergeId} was made by a person and shows these profiles as one; undo it first.`,
        );
    }
  }
  const undo: string[] = [];
  const add: LedgerEntry[] = [];
  for (const { mergeId, mainId, absorbedIds, rule, cause } of live) {
    if (cause.method === 'MANUAL') continue;
    const ids = [mainId, ...absorbedIds];
    const sets = standing.joinAll(ids);
    if (sets[0]?.length === ids.length) continue;
    undo.push(mergeId);
    for (const [first = '', ...others] of sets) add.push({ mainId: first, otherIds: others, rule, cause });
  }
  if (undo.length > 0) await rewriteLedger(sql, domain, { undo, add, actor, now });
  return sides.map((side) => [...side]);
}
