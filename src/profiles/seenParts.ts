import type { NamePart } from './store/names.ts';

/** Name parts known to be in the database. Forgetting only repeats work; remembering one too many would lose it. */
export type SeenParts = Set<string>;

const most = 200_000;

/** A part by domain, slot and text. */
export const partId = (domainId: number, part: NamePart) => `${domainId}/${part.slot}${part.part}`;

/** Remembers parts whose transaction has committed. */
export function rememberParts(seen: SeenParts, domainId: number, parts: NamePart[]): void {
  if (seen.size + parts.length > most) seen.clear();
  for (const part of parts) seen.add(partId(domainId, part));
}
