import { phoneKey } from './phone.ts';

/** How a key compares (AWS: the ContentType of a mapped field governs its keys, never what is stored). */
export type ContentType = 'STRING' | 'NUMBER' | 'PHONE_NUMBER' | 'EMAIL_ADDRESS' | 'NAME';

const plainAscii = /^[\x21-\x7e]*$/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]/g;

/** Compares e-mail addresses by width and case alone. Undefined when nothing is left after trimming. */
export function emailKey(text: string): string | undefined {
  const plain = plainAscii.test(text) ? text : text.normalize('NFKC').replace(invisible, '').trim();
  return plain.toLowerCase() || undefined;
}

/**
 * Compares names by compatibility form, case and repeated spaces (AWS: case-insensitive, spaces collapsed), so
 * `ﾔﾏﾀﾞ　太郎` equals `ヤマダ 太郎`. Kanji variants stay different; finding and matching fold those.
 */
export function nameKey(text: string): string | undefined {
  const plain = plainAscii.test(text)
    ? text
    : text.normalize('NFKC').replace(invisible, '').replace(/\s+/g, ' ').trim();
  return plain.toLowerCase() || undefined;
}

/** Compares exactly as written, case included. Undefined when there is nothing but white space. */
export const stringKey = (text: string): string | undefined => (/\S/.test(text) ? text : undefined);

const numeral = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Compares numbers by value: `１２３０`, `1,230.0` and `1230` agree. Exact, no floating point.
 * What is no number compares as its trimmed text.
 */
export function numberKey(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(invisible, '').trim();
  if (plain === '') return undefined;
  const match = numeral.exec(plain.replace(/[\s,_']/g, '').replace(/^[\u2212\u2010-\u2015]/, '-'));
  const digits = match ? `${match[2]}${match[3] ?? ''}` : '';
  if (!match || digits === '') return plain;
  return decimal(match[1] === '-', digits, (match[2] ?? '').length + Number(match[4] ?? 0));
}

/** `digits` with the point after position `point` (may lie outside), without superfluous zeros. */
function decimal(negative: boolean, digits: string, point: number): string {
  const whole = digits.slice(0, Math.max(point, 0)).padEnd(point, '0').replace(/^0+/, '');
  const fraction = `${'0'.repeat(Math.max(-point, 0))}${digits.slice(Math.max(point, 0))}`.replace(/0+$/, '');
  const value = `${whole || '0'}${fraction ? `.${fraction}` : ''}`;
  return negative && value !== '0' ? `-${value}` : value;
}

/**
 * The normalised key value of one field: what is stored in the key index and what a search is turned into.
 * Undefined means "no value": the field then gives no key. `defaultCountry` is ISO 3166 alpha-2, for national numbers.
 */
export function keyValue(
  contentType: ContentType | undefined,
  text: string,
  defaultCountry: string,
): string | undefined {
  switch (contentType) {
    case 'PHONE_NUMBER':
      return phoneKey(text, defaultCountry);
    case 'EMAIL_ADDRESS':
      return emailKey(text);
    case 'NAME':
      return nameKey(text);
    case 'NUMBER':
      return numberKey(text);
    default:
      return stringKey(text);
  }
}
