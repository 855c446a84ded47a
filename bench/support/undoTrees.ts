import { type Facts, manual, record } from '../../src/profiles/facts.ts';
import { type FoldTypes, fold, valuesOf } from '../../src/profiles/fold.ts';
import { foldMerged } from '../../src/profiles/foldMerged.ts';
import { type Merge, type MergeRule, survivorsBy } from '../../src/profiles/merges.ts';

/** Numbers from a seed, the same at every run (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
    shuffled: <T>(list: readonly T[]): T[] => {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [copy[at], copy[other]] = [copy[other]!, copy[at]!];
      }
      return copy;
    },
  };
}

export type Random = ReturnType<typeof randomFrom>;

/** Something that happens to the profiles of a tree; profiles and merges by their numbers. */
export type Step =
  /** An object arrives for a base profile. */
  | { kind: 'object'; profile: number; source: number; fields: Record<string, string> }
  /** A person edits whatever is shown for a profile. */
  | { kind: 'edit'; profile: number; fields: Record<string, string> }
  | { kind: 'merge'; merge: number; profiles: number[]; rule: MergeRule['kind'] }
  | { kind: 'undo'; merge: number };

const fieldNames = ['FirstName', 'LastName', 'PhoneNumber', 'Address.City', 'Attributes.x'];

/** A random tree: writes, merges of merges, more writes, then every merge undone in random order. */
export function randomTree(random: Random): { profiles: number; steps: Step[] } {
  const profiles = 2 + random.below(8);
  const all = Array.from({ length: profiles }, (_, at) => at);
  const steps: Step[] = [];
  const write = (profile: number): Step => {
    const count = 1 + random.below(3);
    const names = random.shuffled(fieldNames).slice(0, count);
    const fields = Object.fromEntries(names.map((name) => [name, `v${random.below(1_000)}`]));
    if (random.below(4) === 0) return { kind: 'edit', profile, fields };
    return { kind: 'object', profile, source: 1 + random.below(2), fields };
  };
  for (const profile of all) steps.push({ ...write(profile), kind: 'object', source: 1, profile } as Step);
  const merges = 1 + random.below(profiles);
  for (let merge = 0; merge < merges; merge++) {
    const some = random.shuffled(all).slice(0, 2 + random.below(3));
    steps.push({
      kind: 'merge',
      merge,
      profiles: some,
      rule: random.pick(['MAIN', 'RECENCY', 'SOURCE'] as const),
    });
    for (let writes = random.below(3); writes > 0; writes--) steps.push(write(random.pick(all)));
  }
  for (const merge of random.shuffled(Array.from({ length: merges }, (_, at) => at))) {
    steps.push({ kind: 'undo', merge });
    if (random.below(4) === 0) steps.push(write(random.pick(all)));
  }
  return { profiles, steps };
}

const types: FoldTypes = new Map([
  [1, { name: 'Crm', priority: undefined }],
  [2, { name: 'Shop', priority: undefined }],
]);
const nameOf = (profile: number) => String(profile).padStart(2, '0');

interface Row extends Merge {
  survivorId: string;
}

/**
 * Replays a tree as the ledger does, cluster by cluster, and holds every state after an undo against a world in which
 * the undone merges were never made; and every profile at the end against its never-merged twin. Returns how many
 * profiles differ in any state: 0.
 */
export function differencesIn({ profiles, steps }: ReturnType<typeof randomTree>): number {
  const ids = Array.from({ length: profiles }, (_, at) => nameOf(at));
  const facts = new Map<string, Facts>(ids.map((id) => [id, []]));
  let survivors = new Map(ids.map((id) => [id, id]));
  let live: Row[] = [];
  let [now, differences] = [1_000, 0];
  const settle = (touched: string[], rows: Row[]) => {
    const clusters = new Set(touched.map((id) => survivors.get(id)));
    const members = ids.filter((id) => clusters.has(survivors.get(id)));
    const among = rows.filter((row) => clusters.has(row.survivorId));
    const now = survivorsBy(members, among);
    survivors = new Map([...survivors, ...now]);
    live = rows.map((row) =>
      among.includes(row) ? { ...row, survivorId: now.get(row.mainId) ?? row.mainId } : row,
    );
  };
  for (const step of steps) {
    now += 10;
    if (step.kind === 'object' || step.kind === 'edit') {
      const own = nameOf(step.profile);
      const id = step.kind === 'edit' ? (survivors.get(own) ?? own) : own;
      const source = step.kind === 'edit' ? manual : step.source;
      facts.set(id, record(facts.get(id) ?? [], { source, fields: step.fields, ingestedAt: now }));
      continue;
    }
    if (step.kind === 'merge') {
      const sides = [...new Set(step.profiles.map((profile) => survivors.get(nameOf(profile)) ?? ''))];
      const [mainId = '', ...absorbedIds] = sides;
      if (absorbedIds.length === 0) continue;
      const rule: MergeRule = step.rule === 'SOURCE' ? { kind: 'SOURCE', typeId: 2 } : { kind: step.rule };
      const row = { mergeId: nameOf(step.merge), at: now, mainId, absorbedIds, rule, survivorId: mainId };
      settle(sides, [...live, row]);
      continue;
    }
    const row = live.find(({ mergeId }) => mergeId === nameOf(step.merge));
    if (!row) continue;
    // The cluster is known by what the row joined; it is settled anew from the rows that remain.
    const clusters = ids.filter((id) => survivors.get(id) === row.survivorId);
    settle(
      clusters,
      live.filter((other) => other !== row),
    );
    differences += compareWorlds(ids, facts, survivors, live);
  }
  for (const id of ids) {
    const alone = JSON.stringify(valuesOf(fold([facts.get(id) ?? []], types)));
    if (survivors.get(id) !== id || shownBy(id, ids, facts, survivors, live) !== alone) differences += 1;
  }
  return differences;
}

/** Profiles that are shown otherwise than if only the live merges had ever been made. */
function compareWorlds(
  ids: string[],
  facts: ReadonlyMap<string, Facts>,
  survivors: ReadonlyMap<string, string>,
  live: readonly Row[],
): number {
  const twins = survivorsBy(ids, live);
  return ids.filter(
    (id) =>
      survivors.get(id) !== twins.get(id) ||
      shownBy(id, ids, facts, survivors, live) !==
        shownBy(
          id,
          ids,
          facts,
          twins,
          live.map((row) => ({ ...row, survivorId: twins.get(row.mainId) ?? '' })),
        ),
  ).length;
}

/** What is shown for a profile, byte by byte. */
function shownBy(
  id: string,
  ids: string[],
  facts: ReadonlyMap<string, Facts>,
  survivors: ReadonlyMap<string, string>,
  live: readonly Row[],
): string {
  const survivor = survivors.get(id);
  const members = ids
    .filter((other) => survivors.get(other) === survivor)
    .map((profileId) => ({ profileId, facts: facts.get(profileId) ?? [] }));
  const merges = live.filter((row) => row.survivorId === survivor);
  return JSON.stringify(valuesOf(foldMerged(members, merges, types)));
}
