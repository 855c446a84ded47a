import type { Domain } from './domain.ts';
import { type Fact, manual } from './facts.ts';
import type { Visible } from './fold.ts';
import { foldMerged } from './foldMerged.ts';
import type { FieldValue } from './mapping.ts';
import type { Group } from './visibleProfiles.ts';

/** Where a value is from, for screens. */
export interface Origin {
  Kind: 'MANUAL' | 'OBJECT';
  ObjectTypeName?: string;
  Actor?: string;
  /** The source's own time. */
  SourceTime?: Date;
  RecordedAt: Date;
}

/** A field of the profile page. */
export interface FieldView {
  Value: FieldValue;
  From: Origin;
  /** Values that lost to it, newest first. */
  Others: { Value: FieldValue; From: Origin }[];
}

/** Folds members and tells of each field where it is from. */
export function viewOf(
  domain: Domain,
  group: Group,
): { visible: Visible; fields: Record<string, FieldView> } {
  const visible = foldMerged(group.members, group.merges, domain.foldTypes);
  const fields: Record<string, FieldView> = {};
  for (const [field, { value, from, others }] of visible) {
    const losers = others.toSorted((a, b) => b.ingestedAt - a.ingestedAt);
    fields[field] = {
      Value: value,
      From: originOf(domain, from),
      Others: losers.map((fact) => ({ Value: fact.value ?? '', From: originOf(domain, fact) })),
    };
  }
  return { visible, fields };
}

/** Where a fact is from, for screens. */
export function originOf(domain: Domain, fact: Fact): Origin {
  const recorded = { RecordedAt: new Date(fact.ingestedAt) };
  if (fact.source === manual) return { Kind: 'MANUAL', ...(fact.by ? { Actor: fact.by } : {}), ...recorded };
  return {
    Kind: 'OBJECT',
    ObjectTypeName: domain.foldTypes.get(fact.source)?.name ?? '',
    ...(fact.sourceTime === undefined ? {} : { SourceTime: new Date(fact.sourceTime) }),
    ...recorded,
  };
}
