import type { NamePart } from './store/names.ts';

/**
 * Name parts and shapes of objects known to be in the database, by their ids. Forgetting only repeats work; remembering one
 * too many would lose it.
 */
export type SeenParts = Set<string>;

const most = 200_000;

/** A part by domain, slot and text. */
export const partId = (domainId: number, { slot, part }: Pick<NamePart, 'slot' | 'part'>) =>
  `${domainId}/${slot}${part}`;

/** A shape by domain and number. */
export const shapeId = (domainId: number, shape: bigint) => `${domainId}/#${shape}`;

/** Remembers what a transaction has added, once it has committed. */
export function rememberParts(seen: SeenParts, ids: readonly string[]): void {
  if (seen.size + ids.length > most) seen.clear();
  for (const id of ids) seen.add(id);
}
