import { record } from './facts.ts';
import type { FieldValue, MappedObject, Problem } from './mapping.ts';
import type { ObjectRow } from './store/objects.ts';
import type { RecordRow } from './store/records.ts';

/** A record found under a key value. */
export interface KnownRecord {
  kind: string;
  name: string;
  value: string;
  row: RecordRow;
}

/** A key value to store for a record. */
export interface RecordKey {
  kind: string;
  name: string;
  value: string;
  recordId: string;
}

const keyId = (kind: string, key: { name: string; value: string }) => `${kind}\0${key.name}\0${key.value}`;

/** Decides which standard records (assets, orders, cases …) the objects of a batch make or change. */
export class RecordPlanner {
  readonly rows = new Map<string, RecordRow>();
  readonly keys: RecordKey[] = [];
  private readonly found = new Map<string, Map<string, RecordRow>>();
  private readonly circumstances: { now: Date; newId: () => string };

  constructor(known: KnownRecord[], circumstances: { now: Date; newId: () => string }) {
    this.circumstances = circumstances;
    for (const { kind, name, value, row } of known) this.remember(keyId(kind, { name, value }), row);
  }

  /** A key that leads to several records makes the object unusable (AWS: ambiguous record, ingestion rejected). */
  ambiguityOf(mapped: MappedObject): Problem | undefined {
    for (const kind of kindsOf(mapped)) {
      if (this.matches(kind, mapped).size > 1) {
        const names = mapped.keys.filter((key) => key.records.includes(kind)).map((key) => key.name);
        return {
          field: names[0] ?? kind,
          reason: `its keys (${names.join(', ')}) lead to several ${kind} records`,
        };
      }
    }
    return undefined;
  }

  /** Attaches the record fields of an object; a key without targets links to an existing record only. */
  take(mapped: MappedObject, object: ObjectRow): void {
    for (const kind of kindsOf(mapped)) {
      const fields = mapped.records[kind] ?? {};
      const [existing] = this.matches(kind, mapped).values();
      if (!existing && Object.keys(fields).length === 0) continue;
      this.write(kind, mapped, object, existing, fields);
    }
  }

  private write(
    kind: string,
    { keys, typeId: source }: MappedObject,
    object: ObjectRow,
    existing: RecordRow | undefined,
    fields: Record<string, FieldValue>,
  ): void {
    const { now, newId } = this.circumstances;
    // What comes later counts as newer, whatever the clocks of several processes say.
    const ingestedAt = Math.max(now.getTime(), existing?.updatedAt.getTime() ?? 0);
    const facts = record(existing?.facts ?? [], { source, fields, ingestedAt });
    const row: RecordRow = {
      kind,
      recordId: existing?.recordId ?? newId(),
      profileId: object.profileId,
      createdAt: existing?.createdAt ?? now,
      updatedAt: new Date(ingestedAt),
      expiresOn: object.expiresOn,
      facts,
    };
    this.rows.set(`${kind}/${row.recordId}`, row);
    for (const key of keys) {
      if (!key.records.includes(kind)) continue;
      this.remember(keyId(kind, key), row);
      if (!key.lookupOnly) this.keys.push({ kind, name: key.name, value: key.value, recordId: row.recordId });
    }
  }

  private matches(kind: string, mapped: MappedObject): Map<string, RecordRow> {
    const all = new Map<string, RecordRow>();
    for (const key of mapped.keys) {
      if (!key.records.includes(kind)) continue;
      for (const [id, row] of this.found.get(keyId(kind, key)) ?? [])
        all.set(id, this.rows.get(`${kind}/${id}`) ?? row);
    }
    return all;
  }

  private remember(id: string, row: RecordRow): void {
    const rows = this.found.get(id) ?? new Map<string, RecordRow>();
    rows.set(row.recordId, row);
    this.found.set(id, rows);
  }
}

function kindsOf(mapped: MappedObject): Set<string> {
  return new Set([...Object.keys(mapped.records), ...mapped.keys.flatMap((key) => key.records)]);
}
