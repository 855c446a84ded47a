import { HashTable } from '../values/hashTable.ts';
import type { Domain } from './domain.ts';
import type { House } from './house.ts';
import { loadKnown, planKnown, readObjects } from './ingest.ts';
import type { Draft, IncomingObject, Known, Outcome, Plan } from './ingestPlan.ts';
import { isProblem } from './mapping.ts';
import type { FoundKey } from './store/keys.ts';
import type { ObjectRow } from './store/objects.ts';
import type { ProfileRow } from './store/profiles.ts';

/** An import that only says what would happen. */
export interface DryRun {
  /** What the same rows would become; later calls see what earlier ones would have done. */
  ingest(rows: IncomingObject[]): Promise<Outcome[]>;
}

/** Marks a key that several would-be profiles share. */
const several = -1;
const idOf = (number: number) => `ffffffff${number.toString(16).padStart(24, '0')}`;
const keyText = (name: string, value: string) => `${name}\0${value}`;
const objectText = (object: { typeId: number; uniqueKey: string }) => `${object.typeId}/${object.uniqueKey}`;
const contentOf = (json: string) => {
  let sum = 0x811c9dc5;
  for (let index = 0; index < json.length; index += 1)
    sum = Math.imul(sum ^ json.charCodeAt(index), 0x01000193);
  return sum;
};

/**
 * Plans batches like a real import and writes nothing. What would have been written is kept in some 50 bytes a row: the
 * keys of would-be profiles, and for each object its owner and a digest of its text. Keys that an object of the same file
 * would give up again are not forgotten, which only matters when rows of one object change its PROFILE keys.
 */
export function startDryRun(house: House, domain: Domain): DryRun {
  const state = new DryState(domain);
  return {
    async ingest(rows) {
      const readings = readObjects(domain, rows);
      const known = await loadKnown(house.sql, domain, readings, 'look');
      state.addTo(known, readings);
      const ids: string[] = [];
      const newId = () => {
        const id = idOf(state.profiles + ids.length + 1);
        ids.push(id);
        return id;
      };
      const circumstances = { now: house.clock(), actor: '', newId };
      const plan = await planKnown(house.sql, domain, readings, known, circumstances, 'look');
      state.keep(plan, ids.length);
      return plan.outcomes;
    },
  };
}

class DryState {
  /** Would-be and touched profiles so far; number n stands for id ffffffff…n. */
  profiles = 0;
  private readonly keys = new HashTable();
  private readonly owners = new HashTable();
  private readonly contents = new HashTable();
  /** Profiles of the database that the run would have changed. */
  private readonly real = new Map<number, string>();
  private readonly numbers = new Map<string, number>();
  private readonly keyNames: ReadonlySet<string>;

  constructor(domain: Domain) {
    const definitions = [...domain.typesById.values()].map((type) => type.definition.Keys ?? {});
    this.keyNames = new Set(
      definitions.flatMap((keys) =>
        Object.entries(keys).flatMap(([name, list]) =>
          list.some((key) => key.StandardIdentifiers?.includes('PROFILE')) ? [name] : [],
        ),
      ),
    );
  }

  /** Adds what the run would have written to what the database knows. */
  addTo(known: Known, readings: ReturnType<typeof readObjects>): void {
    const profiles = new Map<string, ProfileRow>();
    const objects = new Map(known.objects.map((object) => [objectText(object), object]));
    for (const { row, result } of readings) {
      if (isProblem(result)) continue;
      for (const key of result.keys) if (key.profile) this.addHolders(known.keys, key.name, key.value);
      const id = objectText(result);
      const owner = this.owners.get(id);
      if (owner === undefined || objects.get(id)?.actor === dry) continue;
      const same = this.contents.get(id) === contentOf(row.json);
      objects.set(id, this.objectOf(result, this.profileId(owner), same ? row.json : ''));
      profiles.set(this.profileId(owner), emptyProfile(this.profileId(owner)));
    }
    for (const key of known.keys) profiles.set(key.profileId, emptyProfile(key.profileId));
    for (const profile of known.profiles) profiles.delete(profile.profileId);
    known.profiles.push(...profiles.values());
    known.objects = [...objects.values()];
    const keysOfKnown = known.keysOfObject;
    known.keysOfObject = (object) => (object.actor === dry ? [] : keysOfKnown(object));
  }

  /** Remembers what a planned batch would have written. */
  keep(plan: Plan, created: number): void {
    this.profiles += created;
    for (const draft of plan.drafts) this.keepKeys(draft);
    for (const object of [...plan.inserted, ...plan.replaced.map(({ after }) => after)]) {
      this.owners.set(objectText(object), this.numberOf(object.profileId));
      this.contents.set(objectText(object), contentOf(object.object));
    }
  }

  private keepKeys(draft: Draft): void {
    for (const [id, refs] of draft.keyChanges) {
      if (refs <= 0 || !this.keyNames.has(id.slice(0, id.indexOf('\0')))) continue;
      const number = this.numberOf(draft.row.profileId);
      const holder = this.keys.get(id);
      this.keys.set(id, holder === undefined || holder === number ? number : several);
    }
  }

  private addHolders(keys: FoundKey[], name: string, value: string): void {
    const number = this.keys.get(keyText(name, value));
    if (number === undefined) return;
    const ids = number === several ? [idOf(0xfffffffe), idOf(0xffffffff)] : [this.profileId(number)];
    for (const profileId of ids) {
      if (keys.some((key) => key.profileId === profileId && key.name === name && key.value === value))
        continue;
      keys.push({ name, value, profileId, survivorId: profileId, refs: 1 });
    }
  }

  private numberOf(profileId: string): number {
    if (profileId.startsWith('ffffffff')) return Number.parseInt(profileId.slice(8), 16);
    const known = this.numbers.get(profileId);
    if (known !== undefined) return known;
    this.profiles += 1;
    this.numbers.set(profileId, this.profiles);
    this.real.set(this.profiles, profileId);
    return this.profiles;
  }

  private profileId(number: number): string {
    return this.real.get(number) ?? idOf(number);
  }

  private objectOf(
    object: { typeId: number; version: number; uniqueKey: string },
    profileId: string,
    json: string,
  ): ObjectRow {
    const { typeId, version, uniqueKey } = object;
    const dates = { ingestedAt: new Date(0), sourceTime: undefined, expiresOn: '' };
    return {
      typeId,
      version,
      uniqueKey,
      profileId,
      createdProfile: false,
      actor: dry,
      object: json,
      ...dates,
    };
  }
}

/** Actor of objects that exist in the dry run only. */
const dry = 'dry-run';

function emptyProfile(profileId: string): ProfileRow {
  const never = new Date(0);
  return { profileId, survivorId: profileId, createdAt: never, updatedAt: never, expiresOn: '', facts: [] };
}
