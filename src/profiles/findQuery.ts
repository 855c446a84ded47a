import { emailKey, stringKey } from '../values/keys.ts';
import { queryTokens, readingForm, writtenForm } from '../values/nameSearch.ts';
import { dialledDigits, phoneKey } from '../values/phone.ts';

/** How a hit was found; shown beside it. */
export type MatchKind = 'phone' | 'phoneEnd' | 'email' | 'account' | 'name' | 'reading';

/** What a person typed, in every way it can be meant. */
export interface FindQuery {
  /** Account number; a text without any digit is none. */
  account: string | undefined;
  /** Whole number in E.164. */
  phone: string | undefined;
  /** Four or more last digits. */
  phoneEnd: string | undefined;
  /** Whole address or its beginning. */
  email: string | undefined;
  /** One or two words of a name. */
  words: NameWord[];
}

/** A word of a name as it may be written and as it may be read. */
export interface NameWord {
  written: string;
  reading: string | undefined;
}

const telephone = /^[\d\s()（）+＋.\-－ー−‐‑–—０-９]+$/u;
const longestQuery = 100;

/** Reads a query. Nothing in it to look for gives an empty query. */
export function readFindQuery(text: string, country: string): FindQuery {
  const query = text.slice(0, longestQuery).trim();
  const empty: FindQuery = {
    account: undefined,
    phone: undefined,
    phoneEnd: undefined,
    email: undefined,
    words: [],
  };
  if (query === '' || !query.isWellFormed() || query.includes('\0')) return empty;
  const account = /\d|@/.test(query.normalize('NFKC')) ? stringKey(query) : undefined;
  if (query.includes('@') || query.includes('＠')) return { ...empty, account, email: emailKey(query) };
  if (telephone.test(query)) {
    const digits = dialledDigits(query).replace('+', '');
    return {
      ...empty,
      account,
      phone: phoneKey(query, country),
      phoneEnd: digits.length >= 4 ? digits : undefined,
    };
  }
  return { ...empty, account, words: wordsOf(query) };
}

/** A third word and more go with the second: middle names are part of what was given. */
function wordsOf(query: string): NameWord[] {
  const [first = '', ...rest] = query.split(/[\s,、]+/u).filter(Boolean);
  return [first, rest.join('')].flatMap((word) => {
    const written = writtenForm(word);
    return written === '' ? [] : [{ written, reading: readingForm(word) }];
  });
}

/** Ways to split one word that are tried; names are short. */
const mostSplits = 12;

/** Ways to read one word as family name and beginning of the given name: 山田太 → 山田 + 太. */
function splitsOf(word: string): { last: string; first: string }[] {
  const signs = [...word];
  return signs.slice(1, mostSplits + 1).map((_, index) => ({
    last: signs.slice(0, index + 1).join(''),
    first: signs.slice(index + 1).join(''),
  }));
}

/** A word, written or read, with what finds it in names. */
export interface WordForm {
  text: string;
  /** Ways to read it as family name and beginning of the given name. */
  splits: { last: string; first: string }[];
  /** Runs of characters that a name must have to contain it; undefined when it is not to be looked for inside names. */
  tokens: string[] | undefined;
}

/** What finds a word. One Latin letter is inside nearly every reading; only beginnings mean something. */
export function formOf(text: string): WordForm {
  return { text, splits: splitsOf(text), tokens: /^[a-z]?$/.test(text) ? undefined : queryTokens(text) };
}

/** The text right after every text that begins with `prefix`, in byte order. */
export function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
