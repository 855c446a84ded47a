import type { KeyChange } from './store/keys.ts';
import type { ObjectRow } from './store/objects.ts';

/** Key rows an object supported. */
export const lostKeys = (object: ObjectRow, keys: (readonly [string, string])[]): KeyChange[] =>
  keys.map(([name, value]) => ({ name, value, profileId: object.profileId, refs: -1 }));

/** One change for each key row, since a statement may touch a row once only. */
export function sumOf(changes: KeyChange[]): KeyChange[] {
  const sums = new Map<string, KeyChange>();
  for (const change of changes) {
    const id = `${change.profileId}\0${change.name}\0${change.value}`;
    sums.set(id, { ...change, refs: (sums.get(id)?.refs ?? 0) + change.refs });
  }
  return [...sums.values()];
}
