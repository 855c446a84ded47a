import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { rememberLately } from './lastSeen.ts';

/** Digits that a number must have before a letter or a comma can end it; shorter runs go on ("03/1234/5678"). */
const completeLength = 9;

/** What a spreadsheet leaves of a long number: the lower digits are gone, so two customers would look equal. */
const spreadsheetDamage = /^\s*[+＋]?[0-9０-９]+(?:[.．,，][0-9０-９]+)?[EeＥｅ][+＋][0-9０-９]+\s*$/;

/**
 * The key under which a phone number is stored and searched: E.164 (`+819012345678`) when it is a valid number of
 * `defaultCountry` (ISO 3166 alpha-2) by length or carries its country code, else its bare digits, so that equal spellings
 * still compare equal. Undefined when there is no digit, or when a spreadsheet turned it into `9.01235E+9`.
 * Takes full-width digits, any hyphen, brackets, `+81 (0)90…`, `0081…`; an extension (内線, ext, x, #) is dropped.
 */
export function phoneKey(text: string, defaultCountry: string): string | undefined {
  const dialled = dialledDigits(text);
  if (dialled === '' || dialled === '+') return undefined;
  if (spreadsheetDamage.test(text)) return undefined;
  const national = dialled.startsWith('+') ? dialled.slice(1) : undefined;
  return (
    numberIn(dialled, defaultCountry) ??
    (national && numberIn(national, defaultCountry)) ??
    national ??
    dialled
  );
}

const numberIn = (dialled: string, defaultCountry: string) =>
  japaneseNumber(dialled, defaultCountry) ?? numberOfAnyCountry(`${defaultCountry}${dialled}`);

/** True when `text` is a number that a spreadsheet has rounded, such as `9.01235E+9`; its digits are lost. */
export const isSpreadsheetDamage = (text: string): boolean => spreadsheetDamage.test(text);

/**
 * Japanese numbers without asking the library, which parses 90 thousand a second: 0AB–J has ten digits,
 * 0[25-9]x-xxxx-xxxx (mobile, IP, 0800 freephone) eleven. A lost leading zero (Excel) is put back.
 * 010 is the way out of the country and goes to the library.
 */
export function japaneseNumber(dialled: string, defaultCountry: string): string | undefined {
  let national: string;
  if (dialled.startsWith('+81')) national = dialled.slice(3);
  else if (dialled.startsWith('0081')) national = dialled.slice(4);
  else if (defaultCountry === 'JP' && !/^(?:\+|010)/.test(dialled)) national = dialled;
  else return undefined;
  const start = national.charCodeAt(0) === zero ? 1 : 0;
  const first = national.charCodeAt(start) - zero;
  const length = national.length - start;
  const valid = length === 9 ? first >= 1 : length === 10 && (first === 2 || first >= 5);
  return valid ? `+81${start === 0 ? national : national.slice(1)}` : undefined;
}

/**
 * Outside Japan a possible length is enough: AWS has `(555)-123-4567` equal `+15551234567`, which nobody was assigned.
 * Japanese lengths run from 8 to 17, so there the pattern has to fit.
 */
const isUsable = (number: PhoneNumber) =>
  number.isValid() || (number.countryCallingCode !== '81' && number.isPossible());

const numberOfAnyCountry = rememberLately((countryAndDialled: string): string | undefined => {
  const country = countryAndDialled.slice(0, 2);
  const dialled = countryAndDialled.slice(2);
  if (dialled.startsWith('00')) {
    const international = parsePhoneNumberFromString(`+${dialled.slice(2)}`);
    if (international && isUsable(international)) return international.number;
  }
  const defaultCountry = isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const parsed = parsePhoneNumberFromString(dialled, defaultCountry);
  return parsed && isUsable(parsed) ? parsed.number : undefined;
});

const plus = 0x2b;
const zero = 0x30;

/** The digits as one would dial them, with `+` in front when it was written; ends before an extension or a second number. */
export function dialledDigits(text: string): string {
  let digits = '';
  let international = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= zero && code <= 0x39) digits += text[index];
    else if (isSeparator(code)) continue;
    else {
      const digit = digitOf(code);
      if (digit >= 0) digits += String.fromCharCode(zero + digit);
      else if ((code === plus || code === 0xff0b) && digits === '') international = true;
      else if (digits.length >= completeLength && !otherSeparators.has(code)) break;
    }
  }
  return international ? `+${digits}` : digits;
}

/** Space, hyphen, full stop, brackets: what stands between the groups of one number. */
const isSeparator = (code: number) =>
  code === 0x2d || code === 0x20 || code === 0x28 || code === 0x29 || code === 0x2e;

/** The same in full width, and the marks that phones put around a copied number. */
const otherSeparators = new Set(
  [...'‐‑‒–—―−－ーｰ（）　．［］[]〜~\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060\ufeff'].map(
    (mark) => mark.charCodeAt(0),
  ),
);

/** 0–9 for a digit of another script, -1 for what is no digit. */
function digitOf(code: number): number {
  if (code >= 0xff10 && code <= 0xff19) return code - 0xff10;
  if (code >= 0x0660 && code <= 0x0669) return code - 0x0660;
  if (code >= 0x06f0 && code <= 0x06f9) return code - 0x06f0;
  return -1;
}
