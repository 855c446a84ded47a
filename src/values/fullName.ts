import { isKana, isLatin, writtenForm } from './nameSearch.ts';
import { surnames } from './surnames.ts';

/** A full name taken apart. Only `family` when the parts cannot be told; nothing when the text is empty. */
export interface FullName {
  family?: string;
  given?: string;
}

const knownSurnames = new Set(surnames.map(writtenForm));
const longestSurname = Math.max(...[...knownSurnames].map((name) => [...name].length));
const organisation = /会社|法人|組合|協会|財団|社団|銀行|大学|病院|商店|商会|事務所|\(株\)|\(有\)|㈱|㈲/u;
const honorific = /(?:\s*様|\s+(?:さま|さん|殿|氏))$/u;

/**
 * Splits a full name. Japanese: family name first, at the white space (full width too) or, without any, after the
 * longest surname of our list. Latin letters: given name first unless a comma or capitals (`YAMADA Taro`) say otherwise;
 * so too katakana with a middle dot (ジョン・スミス). The pieces keep their characters as written.
 */
export function splitFullName(text: string): FullName {
  const name = text.replace(/\s+/gu, ' ').trim().replace(honorific, '');
  if (name === '') return {};
  if (organisation.test(name)) return { family: name };
  const comma = /^([^,，、]+)[,，、]\s*([^,，、]+)$/u.exec(name);
  if (comma) return { family: comma[1]?.trim(), given: comma[2]?.trim() };
  const pieces = name.split(' ');
  if (pieces.length > 1) return isLatin(name) ? splitLatin(pieces) : splitJapanese(pieces);
  const foreign = name.split(/[・･]/u);
  if (foreign.length > 1 && isKana(name) && foreign.every((piece) => piece !== '')) {
    return { family: foreign.at(-1), given: foreign.slice(0, -1).join('・') };
  }
  return splitBySurname(name);
}

const splitJapanese = ([family, ...given]: string[]): FullName => ({ family, given: given.join(' ') });

const isCapital = (word: string) => word.length > 1 && word === word.toUpperCase();

function splitLatin(pieces: string[]): FullName {
  const [first = '', ...rest] = pieces;
  if (isCapital(first) && !rest.some(isCapital)) return splitJapanese(pieces);
  return { family: pieces.at(-1), given: pieces.slice(0, -1).join(' ') };
}

function splitBySurname(name: string): FullName {
  const signs = name.match(/\P{Mn}\p{Mn}*/gu) ?? [];
  for (let length = Math.min(longestSurname, signs.length - 1); length > 0; length--) {
    // A lone character begins too many unlisted surnames, so it needs a given name of usual length behind it.
    if (length === 1 && signs.length > 3) break;
    const family = signs.slice(0, length).join('');
    if (knownSurnames.has(writtenForm(family))) return { family, given: signs.slice(length).join('') };
  }
  return { family: name };
}
