import type { FieldValue } from './mapping.ts';

/**
 * What one source gave one base profile: the newest value of each field. Names are short because every profile
 * carries them. Source 0 is people (CreateProfile, UpdateProfile); others are object type ids.
 */
export interface SourceFacts {
  /** Object type id; 0 for manual values. */
  t: number;
  /** Flat field → value. null: a person cleared the field at that time. */
  v: Record<string, FieldValue | null>;
  /** Ingestion time of the fields, epoch milliseconds, unless `f` says otherwise. */
  i: number;
  /** Source's own time, where the type maps one. */
  s?: number;
  /** Who, for manual values, unless `f` says otherwise. */
  by?: string;
  /** Fields recorded at another time than `i`: [ingestion time, source time, who]. */
  f?: Record<string, FieldOrigin>;
}

type FieldOrigin = [number] | [number, number | null] | [number, number | null, string];

/** All facts of one base profile, at most one entry per source. */
export type Facts = SourceFacts[];

/** Source number of manual values. */
export const manual = 0;

/** One value with its circumstances. */
export interface Fact {
  field: string;
  value: FieldValue | null;
  source: number;
  ingestedAt: number;
  sourceTime: number | undefined;
  by: string | undefined;
}

/** When and by whom a field of a source was recorded. */
function originOf(facts: SourceFacts, field: string): [number, number | undefined, string | undefined] {
  const own = facts.f && Object.hasOwn(facts.f, field) ? facts.f[field] : undefined;
  return own ? [own[0], own[1] ?? undefined, own[2] ?? facts.by] : [facts.i, facts.s, facts.by];
}

/** Lists facts one by one. */
export function* eachFact(facts: Facts): Generator<Fact> {
  for (const entry of facts) {
    for (const [field, value] of Object.entries(entry.v)) {
      const [ingestedAt, sourceTime, by] = originOf(entry, field);
      yield { field, value, source: entry.t, ingestedAt, sourceTime, by };
    }
  }
}

/**
 * Adds what a source said at a time: fields accumulate, a newer value replaces an older one of the same source.
 * "Newer" is the source's own time when it has one, else the ingestion time. Does not change its arguments.
 */
export function record(
  facts: Facts,
  given: {
    source: number;
    fields: Record<string, FieldValue | null>;
    ingestedAt: number;
    sourceTime?: number | undefined;
    by?: string | undefined;
  },
): Facts {
  if (Object.keys(given.fields).length === 0) return facts;
  const before = facts.find((entry) => entry.t === given.source);
  if (!before) return [...facts, fresh(given)];
  const accepted = Object.entries(given.fields).filter(([field]) => {
    if (!Object.hasOwn(before.v, field)) return true;
    const [ingestedAt, sourceTime] = originOf(before, field);
    return (given.sourceTime ?? given.ingestedAt) >= (sourceTime ?? ingestedAt);
  });
  const after = combine(before, Object.fromEntries(accepted), given);
  return facts.map((entry) => (entry === before ? after : entry));
}

function fresh(given: Parameters<typeof record>[1]): SourceFacts {
  return {
    t: given.source,
    i: given.ingestedAt,
    ...(given.sourceTime === undefined ? {} : { s: given.sourceTime }),
    ...(given.by === undefined ? {} : { by: given.by }),
    v: given.fields,
  };
}

/** The entry's common time becomes the newest one; fields from earlier keep theirs in `f`. */
function combine(
  before: SourceFacts,
  accepted: Record<string, FieldValue | null>,
  given: Parameters<typeof record>[1],
): SourceFacts {
  const after = fresh({ ...given, by: given.by ?? before.by, fields: { ...before.v, ...accepted } });
  const kept: NonNullable<SourceFacts['f']> = {};
  for (const field of Object.keys(before.v)) {
    if (Object.hasOwn(accepted, field)) continue;
    const [ingestedAt, sourceTime, by] = originOf(before, field);
    if (by !== undefined && by !== after.by) kept[field] = [ingestedAt, sourceTime ?? null, by];
    else kept[field] = sourceTime === undefined ? [ingestedAt] : [ingestedAt, sourceTime];
  }
  return Object.keys(kept).length > 0 ? { ...after, f: kept } : after;
}

/** The facts without one source: what remains when its object type is deleted. */
export function withoutSource(facts: Facts, source: number): Facts {
  return facts.filter((entry) => entry.t !== source);
}

/** What a standard record shows: of each member the newest value (AWS: standard objects accumulate). */
export function recordFields(facts: Facts): Record<string, FieldValue> {
  const [only, ...others] = facts;
  if (only && others.length === 0) return only.v as Record<string, FieldValue>;
  const newest = new Map<string, Fact>();
  for (const fact of eachFact(facts)) {
    const before = newest.get(fact.field);
    if (!before || fact.ingestedAt >= before.ingestedAt) newest.set(fact.field, fact);
  }
  return Object.fromEntries([...newest].map(([field, { value }]) => [field, value as FieldValue]));
}
