import type { ContentType } from '../values/keys.ts';
import { rememberLately } from '../values/lastSeen.ts';
import {
  addressAliases,
  addressPrefixes,
  fieldAliases,
  fullNameAliases,
  idlePrefix,
  nameAliases,
  notStandard,
} from './headerAliases.ts';
import { emailFields, phoneFields } from './targets.ts';

/** What a column header means. */
export interface HeaderMeaning {
  /** Accessor such as `_profile.LastName` or `_profile.Address.PostalCode`. */
  target: string;
  /** A whole name: its family name belongs to `target`, its given name to `_profile.FirstName`. */
  transform?: 'familyName+givenName';
  /** What it holds instead where another column of the table holds the family name: 苗字 and 名前, surname and name. */
  besideFamilyName?: string;
}

const words = (list: string) => list.trim().split(/\s+/);

/** How headers compare: any width and case, without spaces, underscores, hyphens, brackets and other signs. */
export const headerForm = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}〒ー]/gu, '')
    .replace(/(?:必須|任意)$/u, '');

const fieldOfHeader = new Map<string, HeaderMeaning | undefined>([
  ...Object.entries(fieldAliases).flatMap(([field, aliases]) =>
    words(aliases).map((alias): [string, HeaderMeaning] => [alias, { target: `_profile.${field}` }]),
  ),
  ...words(fullNameAliases).map((alias): [string, HeaderMeaning] => [
    alias,
    { target: '_profile.LastName', transform: 'familyName+givenName' },
  ]),
  ...words(nameAliases).map((alias): [string, HeaderMeaning] => [
    alias,
    {
      ...{ target: '_profile.LastName', transform: 'familyName+givenName' },
      besideFamilyName: '_profile.FirstName',
    },
  ]),
  ...words(notStandard).map((alias): [string, undefined] => [alias, undefined]),
]);

const memberOfHeader = new Map(
  Object.entries(addressAliases).flatMap(([member, aliases]) =>
    words(aliases).map((alias): [string, string] => [alias, member]),
  ),
);

/**
 * The standard field that a column of this name holds, or undefined: the column becomes the custom attribute of that
 * name. Readings (フリガナ, セイ, last_name_kana) are never standard; the API has no field for them.
 */
export function standardFieldOfHeader(header: string): HeaderMeaning | undefined {
  const name = headerForm(header).replace(/^profile(?=.)(?!type)/, '');
  return meaningOf(name) ?? (notStandardHeader(name) ? undefined : meaningOf(name.replace(idlePrefix, '')));
}

/** The meanings of all headers of a table, seen together: each as it is beside the others. */
export function besideEachOther(
  meanings: readonly (HeaderMeaning | undefined)[],
): (HeaderMeaning | undefined)[] {
  const has = (target: string) => meanings.some((one) => one?.target === target && !one.transform);
  if (!has('_profile.LastName') || has('_profile.FirstName')) return [...meanings];
  return meanings.map((one) => (one?.besideFamilyName ? { target: one.besideFamilyName } : one));
}

const notStandardHeader = (name: string) => fieldOfHeader.has(name) || !idlePrefix.test(name);

function meaningOf(name: string): HeaderMeaning | undefined {
  if (fieldOfHeader.has(name)) return fieldOfHeader.get(name);
  const member = memberOfHeader.get(name);
  if (member) return { target: `_profile.Address.${member}` };
  return addressOf(name);
}

function addressOf(name: string): HeaderMeaning | undefined {
  for (const [address, prefix] of addressPrefixes) {
    const found = prefix.exec(name);
    if (!found) continue;
    const rest = name.slice(found[0].length);
    const member =
      memberOfHeader.get(rest) ??
      (found[0].endsWith('address') ? memberOfHeader.get(`address${rest}`) : undefined);
    if (member) return { target: `_profile.${address}.${member}` };
  }
  return undefined;
}

/** The search key that values of this target feed (AWS: `_phone`, `_email`, `_account`), if any. */
export function keyOfTarget(target: string): '_phone' | '_email' | '_account' | undefined {
  const field = target.replace(/^_profile\./, '');
  if (phoneFields.some((name) => name === field)) return '_phone';
  if (emailFields.some((name) => name === field)) return '_email';
  return field === 'AccountNumber' ? '_account' : undefined;
}

/** How values of this target compare when they are a key. */
export function contentTypeOfTarget(target: string): ContentType {
  const key = keyOfTarget(target);
  if (key === '_phone') return 'PHONE_NUMBER';
  if (key === '_email') return 'EMAIL_ADDRESS';
  return /^_profile\.(?:First|Middle|Last|Business)Name$/.test(target) ? 'NAME' : 'STRING';
}

/** Which part of the name a reading belongs to. */
export type ReadingPart = 'last' | 'first' | 'full';

/** What is left of a reading's header once the words for "kana" are gone → the part of the name. */
const readingHeaders: Readonly<Record<ReadingPart, readonly string[]>> = {
  last: [
    '姓',
    '苗字',
    '名字',
    '氏',
    'せい',
    'みょうじ',
    'うじ',
    'lastname',
    'familyname',
    'surname',
    'last',
    'family',
    'sei',
  ],
  first: ['名', '下の名前', 'めい', 'firstname', 'givenname', 'first', 'given', 'mei'],
  full: [
    '',
    '氏名',
    '名前',
    'お名前',
    '姓名',
    'しめい',
    'せいめい',
    'なまえ',
    'おなまえ',
    '顧客名',
    'name',
    'fullname',
    'しめいなまえ',
  ],
};

const partOfReading = new Map(
  (['full', 'last', 'first'] as const).flatMap((part) =>
    readingHeaders[part].map((header): [string, ReadingPart] => [header, part]),
  ),
);

/** Headers that are a reading without a word for it. */
const bareReadings = new Map<string, ReadingPart>([
  ['せい', 'last'],
  ['めい', 'first'],
  ['みょうじ', 'last'],
  ['しめい', 'full'],
  ['せいめい', 'full'],
]);

const readingWords =
  /(?:全角|半角)?(?:ふりがな|よみがな|よみかた|かたかな|ひらがな|かな|よみ|読み仮名|読みがな|読み方|読み|ろーま字|furigana|yomigana|yomi|katakana|hiragana|kana|ruby|phonetic|romaji)(?:全角|半角)?/g;

/**
 * Which reading of the name a custom attribute holds, told by its name: セイ → last, 名（カナ） → first, フリガナ → full,
 * last_name_kana → last. Undefined for any other attribute (住所カナ, 会社名フリガナ too).
 */
export const readingOfAttribute: (name: string) => ReadingPart | undefined = rememberLately((name) => {
  const form = headerForm(name)
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(idlePrefix, '');
  const rest = form.replace(readingWords, '');
  return rest === form ? bareReadings.get(form) : partOfReading.get(rest);
}, 2_000);
