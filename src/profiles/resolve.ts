import type { MappedKey } from './mapping.ts';

/** A base profile that carries a key value, and the profile shown for it. */
export interface Holder {
  profileId: string;
  survivorId: string;
}

/**
 * Which base profile an object belongs to. PROFILE keys are tried in the order of the mapping, SECONDARY ones after
 * all others; the first that leads to exactly one visible profile decides, a key that leads to several is discarded
 * (AWS: profile matching). Undefined when no key decides.
 *
 * The object goes to the base profile that carries the key, so that undoing a merge later finds it on its own side;
 * when both sides of a merge carry it, to the survivor.
 */
export function resolveProfile(
  keys: MappedKey[],
  holdersOf: (key: MappedKey) => Holder[],
): Holder | undefined {
  const profileKeys = keys.filter((key) => key.profile);
  const primary = profileKeys.filter((key) => !key.secondary);
  const secondary = profileKeys.filter((key) => key.secondary);
  for (const key of [...primary, ...secondary]) {
    const holders = holdersOf(key);
    const survivorId = holders[0]?.survivorId;
    if (survivorId === undefined || holders.some((holder) => holder.survivorId !== survivorId)) continue;
    return holders.find((holder) => holder.profileId === survivorId) ?? holders[0];
  }
  return undefined;
}
