import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FoundGroup, JudgedProfiles } from '../../../src/identity/engine/resolution.ts';
import { decideComponent } from '../../../src/identity/follow/decideComponent.ts';
import type { ResidentProfile, ResidentSet } from '../../../src/identity/follow/residentSet.ts';
import { cluster } from '../../../src/identity/kernel/clusters.ts';
import { scoreCandidates } from '../../../src/identity/kernel/resolve.ts';
import { customerFields } from '../kernel/people.ts';
import { ruleGroups } from '../rules/ruleGroups.ts';
import { guard, idAt, lineOf, residentSet, ruleKeysOf, someProfiles, someRules } from './residentPeople.ts';

/** One write to a profile: what it says from now on, or nothing when it is deleted. */
type Write = ResidentProfile | { profileId: string; values?: undefined };

const pool = someProfiles(330);

function crowded(profile: ResidentProfile): ResidentProfile {
  const shared = { 携帯電話: '090-9999-0000', メールアドレス: 'office@example.jp' };
  const attributes = Object.entries(shared).map(([name, text]) => [`Attributes.${name}`, text]);
  return { ...profile, values: { ...profile.values, ...shared, ...Object.fromEntries(attributes) } };
}
/** Some of those that are there at the start share a telephone and an address. */
const base = pool.slice(0, 260).map((profile, at) => (at < 5 ? crowded(profile) : profile));

/** Decides again on what each write touches, and keeps what was decided before on everything else. */
class Follower {
  readonly set: ResidentSet;
  private readonly judged: JudgedProfiles;
  private readonly groups = new Map<string, FoundGroup>();

  constructor(set: ResidentSet, judged: JudgedProfiles) {
    this.set = set;
    this.judged = judged;
    this.decide(Array.from({ length: set.rows.identity.size }, (_none, row) => row));
  }

  write(write: Write): void {
    const touched = new Set<number>();
    const group = [...this.groups.values()].filter(({ profileIds }) => profileIds.includes(write.profileId));
    if (write.values) this.set.put(write, touched);
    else this.set.remove(write.profileId, touched);
    for (const [key, { profileIds }] of this.groups)
      if (profileIds.includes(write.profileId)) this.groups.delete(key);
    const mates = group.flatMap(({ profileIds }) => profileIds.map((id) => this.set.rowOf(id)));
    this.decide([...touched, ...mates].filter((row) => row >= 0));
  }

  lines(): string[] {
    return [...this.groups.values()].map(lineOf).sort();
  }

  private decide(rows: number[]): void {
    const open = new Set(rows);
    for (const row of open) {
      const component = this.set.component(this.withJudged([row]), 10_000)!;
      const ids = new Set(component.rows.map((some) => this.set.idOf(some)));
      for (const some of component.rows) open.delete(some);
      for (const [key, { profileIds }] of this.groups)
        if (profileIds.some((id) => ids.has(id))) this.groups.delete(key);
      for (const group of decideComponent(this.set, component, this.judged))
        this.groups.set(`${group.method} ${group.profileIds[0]}`, group);
    }
  }

  /** Rows with those that people joined them with, and what hangs together with these. */
  private withJudged(rows: number[]): number[] {
    for (;;) {
      const found = new Set(this.set.component(rows, 10_000)!.rows);
      const more = this.judged.together.flatMap(([one, other]) => {
        const [a, b] = [this.set.rowOf(one), this.set.rowOf(other)];
        return a >= 0 && b >= 0 && found.has(a) !== found.has(b) ? [a, b] : [];
      });
      if (more.length === 0) return [...found];
      rows = [...found, ...more];
    }
  }
}

/** What a run over all profiles decides, with the same model, rules and frequencies. */
function batch(profiles: readonly ResidentProfile[], judged: JudgedProfiles): string[] {
  const set = residentSet(base);
  const { columns } = set.rows;
  const ordered = profiles.toSorted((one, other) => (one.profileId < other.profileId ? -1 : 1));
  const start = columns.size;
  for (const { values, source } of ordered) {
    const texts = customerFields.map(({ name }) => String(values[name] ?? ''));
    set.rows.add(texts, source & 0xff);
  }
  for (let row = 0; row < start; row++) columns.clear(row);
  const rowOf = new Map(ordered.map(({ profileId }, at) => [profileId, start + at]));
  const rows = (pairs: JudgedProfiles['apart']) =>
    pairs.flatMap(([one, other]): [number, number][] => {
      const [a, b] = [rowOf.get(one), rowOf.get(other)];
      return a === undefined || b === undefined ? [] : [[a, b]];
    });
  const { settings, learnt } = set.method.model!;
  const judgements = { together: rows(judged.together), apart: rows(judged.apart) };
  const pairs = scoreCandidates(columns, learnt, set.scorer!);
  const groups = cluster(columns, set.scorer!, pairs, { bands: settings.bands, judgements });
  const idOf = (row: number) => ordered[row - start]!.profileId;
  const lines = groups.map((group) =>
    lineOf({
      method: 'MODEL',
      profileIds: group.rows.map(idOf),
      band: group.band,
      confidence: group.confidence,
      parts: group.parts.map((part) => part.map(idOf)),
      reasons: group.reasons,
      pairs: [],
    }),
  );
  const keyed = ordered.map(({ profileId, createdAt, values }) => ({
    profileId,
    createdAt,
    keys: ruleKeysOf(values),
  }));
  const found = ruleGroups(keyed, someRules, { apart: judged.apart, guard });
  const ruled = found.groups.map(({ profileIds, ruleLevel, parts }) =>
    lineOf({
      method: 'RULE',
      profileIds,
      band: parts[0]?.length === profileIds.length ? 'merge' : 'review',
      ruleLevel,
      parts,
      reasons: [],
      pairs: [],
    }),
  );
  return [...lines, ...ruled].sort();
}

const someone = fc.oneof(fc.nat(6), fc.nat(pool.length - 1));
/** A profile written as somebody else of the pool, as itself with the phone and e-mail of a crowd, or deleted. */
const someWrite = fc.record({
  profile: someone,
  as: someone,
  kind: fc.constantFrom('as', 'as', 'itself', 'crowd', 'crowd', 'gone'),
});

function writeOf({ profile, as, kind }: { profile: number; as: number; kind: string }): Write {
  const itself = pool[profile]!;
  if (kind === 'gone') return { profileId: itself.profileId };
  if (kind === 'as') return { ...itself, values: pool[as]!.values };
  if (kind === 'itself') return itself;
  return crowded(itself);
}

test('any order of writes gives what a run over all profiles gives, by the same model and rules', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(someWrite, { minLength: 1, maxLength: 14, selector: ({ profile }) => profile }),
      fc.array(fc.tuple(someone, someone), { maxLength: 3 }),
      fc.array(fc.tuple(someone, someone), { maxLength: 3 }),
      fc.infiniteStream(fc.nat()),
      (writes, together, apart, noise) => {
        const ids = (pairs: [number, number][]) =>
          pairs.filter(([a, b]) => a !== b).map(([a, b]) => [idAt(a), idAt(b)] as const);
        const judged = { together: ids(together), apart: ids(apart) };
        const ordered = writes
          .map((write) => ({ write: writeOf(write), by: noise.next().value as number }))
          .sort((one, other) => one.by - other.by);
        const follower = new Follower(residentSet(base), judged);
        const final = new Map(base.map((profile) => [profile.profileId, profile]));
        for (const { write } of ordered) {
          follower.write(write);
          if (write.values) final.set(write.profileId, write);
          else final.delete(write.profileId);
        }
        assert.deepEqual(follower.lines(), batch([...final.values()], judged));
      },
    ),
    { numRuns: 40 },
  );
});
