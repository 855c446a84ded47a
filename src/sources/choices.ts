import { badRequest } from '../wire/refusal.ts';
import { type Delimiter, delimiters } from './reading/csv.ts';
import { type Encoding, encodings } from './reading/decoder.ts';

const otherNames: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  ms932: 'shift_jis',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  eucjp: 'euc-jp',
  jis: 'iso-2022-jp',
  'utf-16': 'utf-16le',
};

/** Reads an encoding as a person names it, in any case: `CP932`, `Shift_JIS`, `UTF-8`. Refuses others. */
export function encodingNamed(name: string | undefined): Encoding | undefined {
  if (!name) return undefined;
  const plain = name.trim().toLowerCase();
  const found = encodings.find((encoding) => encoding === plain) ?? otherNames[plain];
  if (found) return found;
  throw badRequest(`Encoding is not known; expected one of ${encodings.join(', ')}.`);
}

const delimiterNames: Readonly<Record<string, Delimiter>> = {
  comma: ',',
  tab: '\t',
  '\\t': '\t',
  semicolon: ';',
};

/** Reads a separator: the character itself or its name. Refuses others. */
export function delimiterNamed(name: string | undefined): Delimiter | undefined {
  if (!name) return undefined;
  const found = delimiters.find((delimiter) => delimiter === name) ?? delimiterNames[name.toLowerCase()];
  if (found) return found;
  throw badRequest('Delimiter is not known; expected comma, tab or semicolon.');
}
