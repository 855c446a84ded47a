import type { TransactionSql } from '../../database/connection.ts';
import { fewRows } from '../../database/copy.ts';
import { newId } from '../../database/ids.ts';
import type { Domain } from '../../profiles/domain.ts';
import { holdDomain } from '../../profiles/store/domains.ts';
import { lockDomain } from '../../profiles/store/lock.ts';
import type { MergeRow } from '../../profiles/store/merges.ts';
import { applyPlan } from '../applyPlan.ts';
import { type BeforeAndAfter, changeOf, shownAsOne, stateAfter, toldTwice } from '../comparison.ts';
import { decide } from '../decide.ts';
import type { FoundGroup } from '../engine/resolution.ts';
import { type GroupRow, pairRows } from '../matchGroups.ts';
import { byId, type IdPair } from '../profileRefs.ts';
import type { KnownClusters } from '../rewriteLedger.ts';
import { modelOn, type ResolutionSettings } from '../settings.ts';
import { listDecided, type PeoplesWord } from '../store/judgements.ts';
import { areFew, listGroupsWith, replaceGroups, type StandingGroup } from '../store/writtenGroups.ts';
import { decideComponent } from './decideComponent.ts';
import type { Component, ResidentSet } from './residentSet.ts';
import { readClusters } from './store.ts';

/** What settling needs to know. */
export interface SettleInput {
  domain: Domain;
  settings: ResolutionSettings;
  set: ResidentSet;
  /** Rows whose matches may be others now. */
  rows: readonly number[];
  now: Date;
  /** Groups of more rows than this are left to the next run. */
  mostRows: number;
}

/** What was settled. */
export interface Settled {
  merged: number;
  undone: number;
  groups: number;
  /** Rows that were looked at. */
  rows: number[];
  /** Rows left to the next run, for too many hang together with them. */
  left: number[];
}

/**
 * Decides about everything that hangs together with these rows and writes it down: merges made and undone, groups for
 * people to look at. One transaction, with the domain locked; what it reads is what holds when it commits.
 */
export async function settle(tx: TransactionSql, input: SettleInput): Promise<Settled> {
  const { domain, settings, set, now } = input;
  const { domainId } = domain;
  // The statements travel together; those that read run, and see, when the first has the lock.
  const [, isThere, closed] = await Promise.all([
    lockDomain(tx, domainId),
    holdDomain(tx, domainId),
    closeOver(tx, input),
  ]);
  // Deleted while this waited: nothing of it is written any more.
  if (!isThere) return { merged: 0, undone: 0, groups: 0, rows: [], left: [] };
  const { components, left, word, known, standing } = closed;
  const rows = components.flatMap((component) => component.rows);
  const ids = rows.map((row) => set.idOf(row));
  const groups = components.flatMap((component) => decideComponent(set, component, word));
  const { live } = known;
  const methods = methodsOf(set, settings);
  const decision = { groups, names: byId, ...leftToRuns(word, live, methods, new Set(ids)), settings };
  const { plan, after } = await decide(tx, domain, decision);
  const current = standing.filter(({ isCurrent }) => isCurrent).map(({ group }) => group);
  const before = current.filter(({ method }) => methods.includes(method));
  const staying = current.filter(({ method }) => !methods.includes(method));
  const found = groupRows(groups, { before: shownAsOne(live), after }, { now, staying });
  const writes = [() => replaceGroups(tx, domainId, before, found)];
  if (plan.merge.length + plan.undo.length > 0)
    writes.push(async () => void (await applyPlan(tx, domain, plan, { now, known })));
  // Few rows travel together; COPY, for many, wants the connection to itself.
  if (ids.length + live.length <= fewRows / 4 && areFew(found))
    await Promise.all(writes.map((write) => write()));
  else for (const write of writes) await write();
  const counts = { merged: plan.merge.length, undone: plan.undo.length, groups: groups.length };
  return { ...counts, rows, left };
}

/** Methods whose findings are decided on here. What the model found is left to runs while it is on for runs only. */
function methodsOf({ method }: ResidentSet, settings: ResolutionSettings): ('RULE' | 'MODEL')[] {
  return modelOn(settings) && !method.model ? ['RULE'] : ['RULE', 'MODEL'];
}

/** Merges of a method, or of profiles, that are not decided on here stand as those of people do. */
function leftToRuns(
  word: PeoplesWord,
  live: readonly MergeRow[],
  methods: readonly string[],
  inside: ReadonlySet<string>,
) {
  const isDecided = ({ cause, mainId, absorbedIds }: MergeRow) =>
    (methods.includes('MODEL') || cause.method !== 'MODEL') &&
    [mainId, ...absorbedIds].every((id) => inside.has(id));
  const standing = new Set(live.filter((row) => row.cause.method !== 'MANUAL' && !isDecided(row)));
  if (standing.size === 0) return { word, live };
  return {
    word: { ...word, together: [...word.together, ...pairsOf([...standing])] },
    live: live.map((row) => (standing.has(row) ? { ...row, cause: { method: 'MANUAL' as const } } : row)),
  };
}

interface Closed {
  components: Component[];
  left: number[];
  word: PeoplesWord;
  known: KnownClusters;
  standing: StandingGroup[];
}

/**
 * Components of the rows, and of all that is shown as one with them, that was grouped with them when it was written, or
 * that people joined with them, until nothing is new.
 */
async function closeOver(tx: TransactionSql, { domain, set, rows, mostRows }: SettleInput): Promise<Closed> {
  let seeds = [...rows];
  for (;;) {
    const { components, left } = componentsOf(set, seeds, mostRows);
    const inside = new Set(components.flatMap((component) => component.rows));
    const outside = new Set(left);
    const ids = [...inside].map((row) => set.idOf(row));
    const [known, standing, decided] = await Promise.all([
      readClusters(tx, domain.domainId, ids),
      listGroupsWith(tx, domain.domainId, ids),
      listDecided(tx, domain.domainId, ids),
    ]);
    const word = { ...decided, together: [...decided.together, ...mergedByPeople(known.live)] };
    const grouped = standing.filter(({ isTold }) => isTold).flatMap(({ group }) => group.profileIds);
    const joined = [...known.survivors.keys(), ...grouped, ...word.together.flat()].map((id) =>
      set.rowOf(id),
    );
    const more = joined.filter((row) => row >= 0 && !inside.has(row) && !outside.has(row));
    if (more.length === 0)
      return { components: joinedBy(components, word, set), left, word, known, standing };
    seeds = [...inside, ...left, ...more];
  }
}

const mergedByPeople = (live: readonly MergeRow[]) =>
  pairsOf(live.filter(({ cause }) => cause.method === 'MANUAL'));

/** The main profile of each merge with each of the others. */
const pairsOf = (merges: readonly MergeRow[]): IdPair[] =>
  merges.flatMap(({ mainId, absorbedIds }) => absorbedIds.map((id): IdPair => [mainId, id]));

function componentsOf(set: ResidentSet, seeds: readonly number[], mostRows: number) {
  const components: Component[] = [];
  const left: number[] = [];
  const done = new Set<number>();
  for (const seed of seeds) {
    if (done.has(seed)) continue;
    const component = set.component([seed], mostRows);
    if (!component) {
      left.push(seed);
      done.add(seed);
      continue;
    }
    components.push(component);
    for (const row of component.rows) done.add(row);
  }
  return { components, left };
}

/** Components that people's word joins are decided together. */
function joinedBy(components: readonly Component[], word: PeoplesWord, set: ResidentSet): Component[] {
  if (word.together.length === 0 || components.length < 2) return [...components];
  const owner = new Map<number, Component>();
  for (const component of components) for (const row of component.rows) owner.set(row, component);
  for (const [one, other] of word.together) {
    const [a, b] = [owner.get(set.rowOf(one)), owner.get(set.rowOf(other))];
    if (!a || !b || a === b) continue;
    const both = { rows: [...a.rows, ...b.rows], pairs: [...a.pairs, ...b.pairs] };
    for (const row of both.rows) owner.set(row, both);
  }
  return [...new Set(owner.values())];
}

/**
 * Groups as they are stored, with what becomes of them. A person is asked once about the same profiles: `staying` are groups
 * of a method that is left to runs.
 */
function groupRows(
  groups: readonly FoundGroup[],
  both: BeforeAndAfter,
  { now, staying }: { now: Date; staying: readonly GroupRow[] },
) {
  const isTold = toldTwice([...groups, ...staying.filter(({ listed }) => listed)]);
  return groups.map((group) => {
    const row: GroupRow = {
      matchId: newId(),
      jobId: undefined,
      method: group.method,
      band: group.band === 'merge' ? 'MERGE' : 'REVIEW',
      change: changeOf(group, both),
      state: stateAfter(group, both, () => false),
      listed: !isTold(group),
      confidence: group.confidence,
      ruleLevel: group.ruleLevel,
      reasons: [...group.reasons],
      profileIds: [...group.profileIds],
      parts: group.parts.map((part) => [...part]),
      createdAt: now,
    };
    return { group: row, pairs: pairRows(group) };
  });
}
