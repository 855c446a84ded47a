import type { Plan, Reading } from './ingestPlan.ts';
import { isProblem } from './mapping.ts';

/** More keys than this a batch does not lock one by one: locks take room that all transactions of a database share. */
export const mostKeys = 800;

/**
 * Keys (`name\0value`) and object ids that a batch looks up, as texts to lock. Undefined when they are too many, or when
 * it looks up standard records, which are not locked by key.
 */
export function keysLookedUp(readings: Reading[]): Set<string> | undefined {
  const keys = new Set<string>();
  for (const { result } of readings) {
    if (isProblem(result)) continue;
    keys.add(`${result.typeId}/${result.uniqueKey}`);
    for (const { name, value, profile, records } of result.keys) {
      if (records.length > 0) return undefined;
      if (profile) keys.add(`${name}\0${value}`);
    }
    for (const _ in result.records) return undefined;
  }
  return keys.size > mostKeys ? undefined : keys;
}

/** Keys that a batch gives to profiles or takes from them without having looked them up. */
export function keysWritten(plan: Plan, lookedUp: ReadonlySet<string>): Set<string> {
  const keys = new Set<string>();
  for (const { keyChanges } of plan.drafts)
    for (const [key, refs] of keyChanges) if (refs !== 0 && !lookedUp.has(key)) keys.add(key);
  return keys;
}
