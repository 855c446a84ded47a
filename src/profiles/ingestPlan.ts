import type { Domain } from './domain.ts';
import { type Facts, record } from './facts.ts';
import { fold, valuesOf } from './fold.ts';
import { type FieldValue, isProblem, type MappedKey, type MappedObject, type Problem } from './mapping.ts';
import { outgrownReason, outgrows } from './profileSize.ts';
import { type KnownRecord, RecordPlanner } from './recordPlan.ts';
import { type Holder, resolveProfile } from './resolve.ts';
import { keysOfFields, type SearchKey } from './searchKeys.ts';
import type { FoundKey } from './store/keys.ts';
import type { ObjectRow } from './store/objects.ts';
import type { ProfileRow } from './store/profiles.ts';

/** An object to take in: the JSON text that is stored and the same parsed. */
export interface IncomingObject {
  objectTypeName: string;
  json: string;
  value: Record<string, unknown>;
}

/** What became of an object. `field` is a field or key of its type. */
export type Outcome =
  | { kind: 'created' | 'updated' | 'unchanged'; profileId: string; uniqueKey: string }
  | { kind: 'rejected'; field?: string; reason: string };

/** An object read through its type, or why it cannot be. */
export interface Reading {
  row: IncomingObject;
  result: MappedObject | Problem;
}

/** What the database knows of the batch. */
export interface Known {
  keys: FoundKey[];
  objects: ObjectRow[];
  profiles: ProfileRow[];
  /** Objects held by each loaded profile; absent counts as none. */
  objectCounts: ReadonlyMap<string, number>;
  /** Standard records that carry a record key of the batch. */
  records: KnownRecord[];
  /** Keys that an existing object holds under the version it came in with. */
  keysOfObject: (object: ObjectRow) => SearchKey[];
}

/** When and by whom. */
export interface Circumstances {
  now: Date;
  actor: string;
  newId: () => string;
}

/** A base profile being worked on. */
export interface Draft {
  row: ProfileRow;
  isNew: boolean;
  /** Facts or names are to be written. */
  changed: boolean;
  /** Latest day any of its writes asks for. */
  expiresOn: string;
  /** `name\0value` → refs gained or lost. */
  keyChanges: Map<string, number>;
  fieldKeys: SearchKey[];
  objects: number;
}

/** All writes of a batch, or the ids of profiles that must be loaded first. */
export interface Plan {
  outcomes: Outcome[];
  drafts: Draft[];
  inserted: ObjectRow[];
  /** Replacing objects with the version each replaces. */
  replaced: { before: ObjectRow; after: ObjectRow }[];
  /** Objects that came again unchanged. */
  seenAgain: ObjectRow[];
  records: RecordPlanner;
  missing: string[];
}

/** Objects a profile holds at most, over all types, unless its type says less (AWS: 1,000 objects per profile). */
export const objectsPerProfile = 1000;

/** Decides, row by row, what a batch does. Pure: the same batch on the same knowledge gives the same plan. */
export function planIngest(
  domain: Domain,
  readings: Reading[],
  known: Known,
  circumstances: Circumstances,
): Plan {
  const planner = new Planner(domain, known, circumstances);
  for (const reading of readings) planner.take(reading);
  return planner.plan;
}

const keyId = (name: string, value: string) => `${name}\0${value}`;
const objectId = (typeId: number, uniqueKey: string) => `${typeId}/${uniqueKey}`;

/** Working state of one batch; later rows see what earlier rows did. */
class Planner {
  readonly plan: Plan;
  private readonly domain: Domain;
  private readonly known: Known;
  private readonly circumstances: Circumstances;
  private readonly survivors = new Map<string, string>();
  private readonly holders = new Map<string, Map<string, number>>();
  private readonly drafts = new Map<string, Draft>();
  private readonly touched = new Set<Draft>();
  private readonly objects = new Map<string, { row: ObjectRow; pending: 'none' | 'insert' | 'replace' }>();

  constructor(domain: Domain, known: Known, circumstances: Circumstances) {
    this.domain = domain;
    this.known = known;
    this.circumstances = circumstances;
    const records = new RecordPlanner(known.records, circumstances);
    this.plan = { outcomes: [], drafts: [], inserted: [], replaced: [], seenAgain: [], records, missing: [] };
    for (const found of known.keys) {
      this.survivors.set(found.profileId, found.survivorId);
      this.addRefs(keyId(found.name, found.value), found.profileId, found.refs);
    }
    for (const row of known.profiles) {
      this.survivors.set(row.profileId, row.survivorId);
      this.openDraft(row, false, known.objectCounts.get(row.profileId) ?? 0);
    }
    for (const row of known.objects)
      this.objects.set(objectId(row.typeId, row.uniqueKey), { row, pending: 'none' });
  }

  take({ row, result }: Reading): void {
    if (isProblem(result)) {
      this.plan.outcomes.push({ kind: 'rejected', ...result });
      return;
    }
    const existing = this.objects.get(objectId(result.typeId, result.uniqueKey));
    if (existing && existing.row.object === row.json && existing.row.version === result.version) {
      this.again(existing.row);
      return;
    }
    const home = this.plan.records.ambiguityOf(result) ?? this.homeOf(result, existing?.row);
    if (home === 'missing') return;
    if ('reason' in home) {
      this.plan.outcomes.push({ kind: 'rejected', ...home });
      return;
    }
    const facts = this.factsWith(home, result);
    if (outgrows(home.row.facts, facts)) {
      this.plan.outcomes.push({ kind: 'rejected', reason: `its profile ${outgrownReason}` });
      return;
    }
    this.attach(row, result, home, facts, existing);
  }

  /** Whether the profile is made by the object that comes to it next. */
  private isMaking(draft: Draft): boolean {
    return draft.isNew && !this.touched.has(draft);
  }

  /** The facts of a profile together with those of an object that comes to it. */
  private factsWith(draft: Draft, mapped: MappedObject): Facts {
    return record(draft.row.facts, {
      source: mapped.typeId,
      fields: this.isMaking(draft) ? { ...mapped.inferred, ...mapped.fields } : mapped.fields,
      ingestedAt: this.circumstances.now.getTime(),
      sourceTime: mapped.sourceTime,
    });
  }

  private again(row: ObjectRow): void {
    this.plan.seenAgain.push(row);
    this.plan.outcomes.push({ kind: 'unchanged', profileId: row.profileId, uniqueKey: row.uniqueKey });
  }

  /** The draft an object goes to: found by key, else where it already is, else a new one when its type allows. */
  private homeOf(mapped: MappedObject, existing: ObjectRow | undefined): Draft | Problem | 'missing' {
    const found = resolveProfile(mapped.keys, (key) => this.holdersOf(key));
    const profileId = found?.profileId ?? existing?.profileId;
    if (profileId === undefined) return this.createDraft(mapped);
    const draft = this.drafts.get(profileId);
    if (!draft) {
      this.plan.missing.push(profileId);
      return 'missing';
    }
    const type = this.domain.typesById.get(mapped.typeId);
    const most = Math.min(type?.definition.MaxProfileObjectCount ?? objectsPerProfile, objectsPerProfile);
    // An object that moves is not turned away: its former profile would keep what it no longer stands for.
    if (!existing && draft.objects >= most) {
      return { reason: `the profile holds ${draft.objects} objects already; ${most} is the most` };
    }
    return draft;
  }

  private createDraft(mapped: MappedObject): Draft | Problem {
    const type = this.domain.typesById.get(mapped.typeId);
    if (!type?.definition.AllowProfileCreation) {
      const names = mapped.keys.filter((key) => key.profile).map((key) => key.name);
      const keys = [...new Set(names)].join(', ');
      return {
        field: names[0] ?? '',
        reason: `no single profile matches by ${keys}, and this type may not create one`,
      };
    }
    const id = this.circumstances.newId();
    const at = this.circumstances.now;
    this.survivors.set(id, id);
    const row = { profileId: id, survivorId: id, createdAt: at, updatedAt: at, expiresOn: '', facts: [] };
    return this.openDraft(row, true, 0);
  }

  private openDraft(row: ProfileRow, isNew: boolean, objects: number): Draft {
    const fieldKeys = isNew ? [] : keysOfFields(ownFields(row.facts, this.domain), this.domain.country);
    const draft: Draft = {
      row,
      isNew,
      changed: isNew,
      expiresOn: '',
      keyChanges: new Map(),
      fieldKeys,
      objects,
    };
    this.drafts.set(row.profileId, draft);
    return draft;
  }

  private attach(
    incoming: IncomingObject,
    mapped: MappedObject,
    draft: Draft,
    facts: Facts,
    existing: { row: ObjectRow; pending: 'none' | 'insert' | 'replace' } | undefined,
  ): void {
    const created = this.isMaking(draft);
    const after = this.newObject(incoming, mapped, draft, existing?.row, created);
    if (existing) this.dropKeys(existing.row);
    draft.objects += 1;
    this.place(existing, after);
    this.setFacts(draft, facts);
    for (const key of mapped.keys) {
      if (key.lookupOnly || (key.newOnly && !after.createdProfile)) continue;
      this.changeKey(draft, key.name, key.value, 1);
    }
    this.plan.records.take(mapped, after);
    this.touch(draft);
    if (after.expiresOn > draft.expiresOn) draft.expiresOn = after.expiresOn;
    const kind = created ? 'created' : 'updated';
    this.plan.outcomes.push({ kind, profileId: draft.row.profileId, uniqueKey: after.uniqueKey });
  }

  private touch(draft: Draft): void {
    if (this.touched.has(draft)) return;
    this.touched.add(draft);
    this.plan.drafts.push(draft);
  }

  private newObject(
    incoming: IncomingObject,
    mapped: MappedObject,
    draft: Draft,
    before: ObjectRow | undefined,
    created: boolean,
  ): ObjectRow {
    const { now, actor } = this.circumstances;
    return {
      typeId: mapped.typeId,
      version: mapped.version,
      uniqueKey: mapped.uniqueKey,
      profileId: draft.row.profileId,
      createdProfile:
        created || (before?.createdProfile === true && before.profileId === draft.row.profileId),
      ingestedAt: now,
      sourceTime: mapped.sourceTime === undefined ? undefined : new Date(mapped.sourceTime),
      expiresOn: expiryOf(this.domain, mapped.typeId, now),
      actor,
      object: incoming.json,
      value: incoming.value,
    };
  }

  /** Puts an object in place of the one before; a row that this very batch added is simply changed. */
  private place(
    existing: { row: ObjectRow; pending: 'none' | 'insert' | 'replace' } | undefined,
    after: ObjectRow,
  ): void {
    const id = objectId(after.typeId, after.uniqueKey);
    if (!existing) {
      this.plan.inserted.push(after);
      this.objects.set(id, { row: after, pending: 'insert' });
      return;
    }
    if (existing.pending === 'none') {
      this.plan.replaced.push({ before: existing.row, after });
      this.objects.set(id, { row: after, pending: 'replace' });
      return;
    }
    Object.assign(existing.row, after);
  }

  private dropKeys(before: ObjectRow): void {
    const draft = this.drafts.get(before.profileId);
    if (!draft) return;
    for (const [name, value] of this.known.keysOfObject(before)) this.changeKey(draft, name, value, -1);
    draft.objects -= 1;
    this.touch(draft);
  }

  private setFacts(draft: Draft, facts: Facts): void {
    if (facts === draft.row.facts) return;
    draft.row = { ...draft.row, facts, updatedAt: this.circumstances.now };
    draft.changed = true;
    const keys = keysOfFields(ownFields(facts, this.domain), this.domain.country);
    for (const [name, value] of draft.fieldKeys) this.changeKey(draft, name, value, -1);
    for (const [name, value] of keys) this.changeKey(draft, name, value, 1);
    draft.fieldKeys = keys;
  }

  private changeKey(draft: Draft, name: string, value: string, refs: number): void {
    const id = keyId(name, value);
    draft.keyChanges.set(id, (draft.keyChanges.get(id) ?? 0) + refs);
    this.addRefs(id, draft.row.profileId, refs);
  }

  private addRefs(id: string, profileId: string, refs: number): void {
    const holders = this.holders.get(id) ?? new Map<string, number>();
    holders.set(profileId, (holders.get(profileId) ?? 0) + refs);
    this.holders.set(id, holders);
  }

  private holdersOf(key: MappedKey): Holder[] {
    if (key.name === '_profileId') return this.holderById(key.value);
    const holders = this.holders.get(keyId(key.name, key.value));
    if (!holders) return [];
    return [...holders]
      .filter(([, refs]) => refs > 0)
      .map(([profileId]) => ({ profileId, survivorId: this.survivors.get(profileId) ?? profileId }));
  }

  private holderById(profileId: string): Holder[] {
    const survivorId = this.survivors.get(profileId);
    return survivorId === undefined ? [] : [{ profileId, survivorId }];
  }
}

/** The fields a base profile shows of itself, without the other members of its survivor. */
export function ownFields(facts: Facts, domain: Domain): Record<string, FieldValue> {
  const [only] = facts;
  const simple = facts.length === 1 && only !== undefined && domain.foldTypes.has(only.t);
  return simple ? (only.v as Record<string, FieldValue>) : valuesOf(fold([facts], domain.foldTypes));
}

/** The day (yyyy-mm-dd) from which a write of this type at `now` no longer keeps its profile (AWS: ExpirationDays). */
export function expiryOf(domain: Domain, typeId: number | undefined, now: Date): string {
  const type = typeId === undefined ? undefined : domain.typesById.get(typeId);
  const days = type?.definition.ExpirationDays ?? domain.settings.DefaultExpirationDays;
  return new Date(now.getTime() + (days + 1) * 86_400_000).toISOString().slice(0, 10);
}
