import { areOtherBirths } from './birthLevels.ts';
import type { Columns } from './columns.ts';
import { type Crowds, type FoundBefore, findCrowds, foundOf } from './crowds.ts';
import { spellsPersonIn } from './emailNames.ts';
import type { Feature } from './feature.ts';

/** So many addresses are looked at to tell whether they are made up, and so many that tell something are enough. */
const [mostLookedAt, fewestTelling] = [4_000, 20];
/** Even of carelessly kept persons, at most such a share of the pairs of rows has nothing of the birth date in common. */
const mostOthers = 0.6;

const known: FoundBefore<Crowds> = new WeakMap();

/**
 * Addresses that are nobody's own: those of crowds; and where most addresses that spell a name turn out to be made up, all
 * of these, for then whoever bears the name has the address.
 */
export const emailCrowdsOf = (columns: Columns, email: Feature): (() => Crowds) =>
  foundOf(columns, email, known, findEmailCrowds);

function findEmailCrowds(columns: Columns, email: Feature): Crowds {
  const crowds = findCrowds(columns, email);
  if (!areMadeUp(columns, email)) return crowds;
  const found = crowds.length > 0 ? crowds : new Uint32Array((email.counts.length + 31) >>> 5);
  const spells = spellsPersonIn(columns, email);
  eachShared(columns, email, 1, (row, code) => {
    if (spells(code, row, 0)) found[code >>> 5]! |= 1 << (code & 31);
  });
  return found;
}

/** True where rows with one address that spells their names are mostly born on plainly different days. */
function areMadeUp(columns: Columns, email: Feature): boolean {
  const birth = columns.feature('birth');
  if (!birth || birth.filled === 0) return false;
  const spells = spellsPersonIn(columns, email);
  const dates = new Map<number, number[]>();
  const step = Math.ceil(email.dictionary.size / mostLookedAt);
  eachShared(columns, email, step, (row, code) => {
    if (birth.at(row) < 0 || !spells(code, row, 0)) return;
    const known = dates.get(code);
    const date = columns.packedBirths[birth.at(row)]!;
    if (known) known.push(date);
    else dates.set(code, [date]);
  });
  let [telling, pairs, others] = [0, 0, 0];
  for (const of of dates.values()) {
    if (of.length > 1) telling += 1;
    for (const [at, one] of of.entries()) {
      pairs += at;
      for (let before = 0; before < at; before++) if (areOtherBirths(one, of[before]!)) others += 1;
    }
  }
  return telling >= fewestTelling && others > pairs * mostOthers;
}

/** Addresses on several rows, of every `step` one by its hash, whatever the order of the rows. */
function eachShared(
  { size }: Columns,
  email: Feature,
  step: number,
  visit: (row: number, code: number) => void,
): void {
  const { counts, dictionary, width } = email;
  for (let row = 0; row < size; row++) {
    for (let slot = 0; slot < width; slot++) {
      const code = email.at(row, slot);
      if (code < 0) break;
      if (counts[code]! > 1 && (dictionary.hash(code) >>> 0) % step === 0) visit(row, code);
    }
  }
}
