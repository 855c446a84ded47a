import { readingForm } from '../../values/nameSearch.ts';
import type { Columns } from './columns.ts';
import type { Dictionary } from './dictionary.ts';
import type { Feature } from './feature.ts';

/** Whether what an address has before its @ says nothing of the person of a row beyond name and birth date. */
export type SpellsPerson = (code: number, row: number, idleDigits: number) => boolean;

/** One or two names, then digits: kobayashi.reiji, rkobayashi7, reiji_1968. */
const namesAndDigits = /^([a-z]+)[._-]?([a-z]*)[._-]?(\d*)$/;

/** Syllables of romaji, as any name of Japan is made of; an initial alone is none. */
const romaji =
  /^(?:(?:[kgsztdnhbpmyrwfj]|[kgnhbpmr]y|sh|ch|ts|[cz]y)?[aiueo]|n(?![aiueoy])|([kstpc])(?=\1|ch))+$/;

/**
 * Before the @ stand the names of the person as they are read, each in full or by its initial, and no more digits behind
 * them than a few idle ones or some of the birth date. Of names whose reading is not known, anything that may be read as a name.
 */
export function spellsPersonIn(columns: Columns, email: Feature): SpellsPerson {
  const [family, given, birth] = ['familyReading', 'givenReading', 'birth'].map((name) =>
    columns.feature(name),
  );
  return (code, row, idleDigits) => {
    const parts = namesAndDigits.exec(localPart(email.dictionary, code));
    if (!parts) return false;
    const digits = parts[3]!;
    if (digits.length > idleDigits && !textOf(birth, row).includes(digits)) return false;
    return areNames(parts[1]! + parts[2]!, textOf(family, row), textOf(given, row));
  };
}

function areNames(letters: string, family: string, given: string): boolean {
  if (family === '' && given === '') return romaji.test(letters);
  const spelled = readingForm(letters);
  const isSpelled = (names: string) => names !== '' && readingForm(names) === spelled;
  if (isSpelled(family) || isSpelled(given)) return true;
  if (family === '' || given === '') return false;
  const [f, g] = [family[0]!, given[0]!];
  return [family + given, given + family, f + given, given + f, g + family, family + g].some(isSpelled);
}

function textOf(feature: Feature | undefined, row: number): string {
  const code = feature?.at(row) ?? -1;
  return code < 0 ? '' : feature!.dictionary.text(code);
}

function localPart(dictionary: Dictionary, code: number): string {
  const text = dictionary.text(code);
  return text.slice(0, text.indexOf('@'));
}
