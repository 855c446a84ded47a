import type { TransactionSql } from '../database/connection.ts';
import { copyRows, fewRows } from '../database/copy.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from './domain.ts';
import { type Draft, expiryOf, ownFields, type Plan } from './ingestPlan.ts';
import type { RecordKey } from './recordPlan.ts';
import { nameParts, searchNames } from './searchNames.ts';
import { partId, type SeenParts, shapeId } from './seenParts.ts';
import { insertHistory } from './store/history.ts';
import { changeKeys, type KeyChange, newKeys } from './store/keys.ts';
import { insertNameParts, type NamePart } from './store/names.ts';
import {
  extendObjects,
  insertShapes,
  keptObject,
  newObjects,
  type ObjectRow,
  type ObjectWrite,
  replaceObjects,
} from './store/objects.ts';
import { addAnnounced } from './store/outbox.ts';
import { extendProfiles, newProfiles, type ProfileWrite, updateProfiles } from './store/profiles.ts';
import { putRecords } from './store/records.ts';

/** What a planned batch writes. */
export interface PlannedWrites {
  /** All statements are sent in one turn, none after another's answer. */
  atOnce: boolean;
  write: (sql: TransactionSql) => Promise<void>;
  /** Ids of what counts as seen once the transaction has committed. */
  seen: string[];
}

/** Makes the writes of a planned batch. */
export function planWrites(domain: Domain, plan: Plan, now: Date, seen: SeenParts): PlannedWrites {
  const { domainId } = domain;
  const writes = plan.drafts.map((draft) => ({ draft, write: toWrite(draft, domain) }));
  const fresh = writes.filter(({ draft }) => draft.isNew).map(({ write }) => write);
  const changed = writes.filter(({ draft }) => !draft.isNew).map(({ write }) => write);
  const parts = unseenParts(
    domainId,
    writes.map(({ write }) => write),
    seen,
  );
  const fromNew = plan.drafts.filter((draft) => draft.isNew).flatMap(keyChangesOf);
  const fromOld = plan.drafts.filter((draft) => !draft.isNew).flatMap(keyChangesOf);
  const before = plan.replaced.map((object) => supersededRow(object.before));
  const inserted = plan.inserted.map(keptObject);
  const after = plan.replaced.map((object) => keptObject(object.after));
  const ids = plan.drafts.map((draft) => draft.row.profileId);
  const added = [newProfiles(domainId, fresh), newObjects(domainId, inserted), newKeys(domainId, fromNew)];
  const few = added.every(({ rows }) => rows.length <= fewRows) && after.length <= fewRows;
  const shapes = unseenShapes(domainId, [...inserted, ...after], seen);
  const steps = (sql: TransactionSql) => [
    () => updateProfiles(sql, domainId, changed),
    () => insertShapes(sql, domainId, shapes),
    () => insertHistory(sql, domainId, before),
    () => replaceObjects(sql, domainId, after),
    () => changeKeys(sql, domainId, fromOld),
    () => insertNameParts(sql, domainId, parts),
    () => putRecords(sql, domainId, [...plan.records.rows.values()], distinctKeys(plan.records.keys)),
    () => extendSeenAgain(sql, domain, plan.seenAgain, now),
    () => addAnnounced(sql, domainId, ids, now, few ? added : []),
  ];
  return {
    atOnce: few,
    // No step reads what another writes. Small ones go to the database in one go; a COPY has the connection to itself.
    async write(sql) {
      if (few) {
        await Promise.all(steps(sql).map((step) => step()));
        return;
      }
      for (const { table, columns, rows, shared } of added) await copyRows(sql, table, columns, rows, shared);
      for (const step of steps(sql)) await step();
    },
    seen: [
      ...parts.map((part) => partId(domainId, part)),
      ...[...shapes.keys()].map((shape) => shapeId(domainId, shape)),
    ],
  };
}

function toWrite(draft: Draft, domain: Domain): ProfileWrite {
  const names = searchNames(ownFields(draft.row.facts, domain));
  return { ...draft.row, expiresOn: draft.expiresOn || draft.row.expiresOn, names };
}

function keyChangesOf(draft: Draft): KeyChange[] {
  const changes: KeyChange[] = [];
  for (const [id, refs] of draft.keyChanges) {
    if (refs === 0) continue;
    const split = id.indexOf('\0');
    changes.push({
      name: id.slice(0, split),
      value: id.slice(split + 1),
      profileId: draft.row.profileId,
      refs,
    });
  }
  return changes;
}

function distinctKeys(keys: RecordKey[]): RecordKey[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}

function supersededRow(before: ObjectRow) {
  return {
    profileId: before.profileId,
    historyId: newId(),
    at: before.ingestedAt,
    action: 'INGESTED' as const,
    typeId: before.typeId,
    uniqueKey: before.uniqueKey,
    actor: before.actor,
    content: before.object,
  };
}

async function extendSeenAgain(
  sql: TransactionSql,
  domain: Domain,
  objects: ObjectRow[],
  now: Date,
): Promise<void> {
  const due = objects
    .map((object) => ({ ...object, until: expiryOf(domain, object.typeId, now) }))
    .filter((object) => object.expiresOn < object.until);
  if (due.length === 0) return;
  const extended = due.map(({ typeId, uniqueKey, until }) => ({ typeId, uniqueKey, expiresOn: until }));
  const days = [...Map.groupBy(due, (object) => object.until)];
  await Promise.all([
    extendObjects(sql, domain.domainId, extended),
    ...days.map(([until, objects]) =>
      extendProfiles(
        sql,
        domain.domainId,
        objects.map((object) => object.profileId),
        until,
      ),
    ),
  ]);
}

/** Parts that were not written lately: the ten most common surnames need not be sent a million times. */
function unseenParts(domainId: number, writes: ProfileWrite[], seen: SeenParts): NamePart[] {
  const unseen = new Map<string, NamePart>();
  for (const { names } of writes) {
    const isThere = (part: Pick<NamePart, 'slot' | 'part'>) => {
      const id = partId(domainId, part);
      return seen.has(id) || unseen.has(id);
    };
    for (const part of nameParts(names, isThere)) unseen.set(partId(domainId, part), part);
  }
  return [...unseen.values()];
}

/** Shapes of these objects that were not written lately: a file has one, and it need not be sent with every row. */
function unseenShapes(domainId: number, objects: ObjectWrite[], seen: SeenParts): Map<bigint, string> {
  const unseen = new Map<bigint, string>();
  for (const { packed } of objects) {
    if (packed.shapeId === null || unseen.has(packed.shapeId)) continue;
    if (!seen.has(shapeId(domainId, packed.shapeId))) unseen.set(packed.shapeId, packed.names);
  }
  return unseen;
}
