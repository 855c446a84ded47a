import { addressForm, postalCode } from '../../values/address.ts';
import { japaneseDate } from '../../values/japaneseDate.ts';
import { emailKey } from '../../values/keys.ts';
import { isKana, writtenForm } from '../../values/nameSearch.ts';
import { kanjiDigits } from '../../values/numerals.ts';
import { phoneKey } from '../../values/phone.ts';
import { rememberWhileUseful } from './remember.ts';

/** Words that stand where a value is missing. */
const placeholder =
  /^(?:n\/?a|none|null|nil|nan|unknown|unspecified|undefined|test|dummy|-+|\.+|\?+|x{2,}|0+|不明|不詳|なし|無し|未登録|未設定|未入力|テスト|非公開)$/i;

/** Longer texts are not tried; the words are short and the runs of signs not meant to be longer. */
const longestPlaceholder = 12;

/** Text without its white space at the ends, or nothing when it only says that nothing is known. */
export function stated(text: string): string {
  const plain = text.trim();
  return plain.length <= longestPlaceholder && placeholder.test(plain) ? '' : plain;
}

/** A name part as written with variants folded; nothing when it is only kana, for then it is a reading. */
export const nameForm = (text: string): string =>
  isKana(text) ? '' : writtenForm(text).replace(/[.,'’\-‐]/gu, '');

/** The commonest notation; day and month need not exist, see `birthForm`. */
const plainDate = /^([12]\d{3})[-/](\d{1,2})[-/](\d{1,2})$/;
const yearFirst = /^(\d{4})\D*(\d{1,2})\D+(\d{1,2})$/;
const yearLast = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/;

/**
 * A birth date as eight digits. A day that does not exist keeps its digits, for it is a slip of the pen that the
 * comparison can still see through; a bare year counts as its first day.
 */
export function birthForm(text: string): string {
  const date = plainDate.exec(text);
  if (date) return `${date[1]}${two(date[2])}${two(date[3])}`;
  const iso = japaneseDate(text);
  if (iso) return iso.replaceAll('-', '');
  const plain = text.normalize('NFKC').trim();
  const digits = plain.replace(/\D/g, '');
  if (/^\d{8}$/.test(plain)) return plain;
  const parts = yearFirst.exec(plain);
  if (parts) return `${parts[1]}${two(parts[2])}${two(parts[3])}`;
  const late = yearLast.exec(plain);
  if (late) return `${late[3]}${two(late[1])}${two(late[2])}`;
  return digits.length === 4 ? `${digits}0101` : '';
}

const two = (digits = '') => digits.padStart(2, '0');

/** Eight digits packed as nibbles, so that two dates compare by one exclusive or. */
export function packedDate(date: string): number {
  let packed = 0;
  for (let at = 0; at < 8; at++) packed = (packed << 4) | (date.charCodeAt(at) - 48);
  return packed;
}

/** `m`, `f`, or the text itself in its comparable form. */
export function genderForm(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  if (/^(?:m|male|man|男性?|おとこ)$/.test(plain)) return 'm';
  if (/^(?:f|female|woman|女性?|おんな)$/.test(plain)) return 'f';
  return plain === 'その他' || plain === '回答しない' ? '' : plain;
}

/** An e-mail address, or nothing when there is no @ in it. */
export function emailForm(text: string): string {
  const key = emailKey(text) ?? '';
  return key.includes('@') ? key.replace(/\s/g, '') : '';
}

/** A phone number; nothing when it has fewer than six digits or is one digit repeated (000-0000-0000). */
export function phoneForm(text: string, country: string): string {
  const key = phoneKey(text, country) ?? '';
  const digits = key.replace(/^\+(?:81)?/, '');
  return digits.length < 6 || /^(\d)\1*$/.test(digits) || digits === '1234567890' ? '' : key;
}

/** A postal code: seven digits of Japan, else letters and digits. */
export function postalForm(text: string): string {
  return (
    postalCode(text) ??
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
  );
}

/** Any other text: compatibility form, lower case, no spaces, variants folded. Hyphens stay: 12-3 is not 1-23. */
export const textForm = (text: string): string => writtenForm(text).replace(/[.,'’]/gu, '');

/** Parts of a street: all of it, the part up to its numbers without a building, and the town without its numbers. */
export interface StreetForm {
  whole: string;
  core: string;
  town: string;
}

const streetParts = /^(\D*)(\d[\d-]*)(.*)$/s;

/**
 * Town, numbers and building of the notations that most addresses have: 本町1-2-3, 本町１丁目２番３号 コーポ101. Without signs
 * that a rule of `addressForm` could join over the borders of the pieces.
 */
const usualStreet =
  /^([\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]+)([0-9０-９]+(?:(?:[-－]|丁目|番地|番|号|の)[0-9０-９]+)*)(?:丁目|番地|番|号)?(?:[ \u3000]+([\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff][^〒]*))?$/;
const joiningSigns = /[丁番号室条字のノ〇零一二三四五六七八九十百千壱弐参元]/;
const joiningStart = /^[丁目番地町号室条字のノ〇零一二三四五六七八九十百千壱弐参元がガ]/;
const townForm = rememberWhileUseful(addressForm);
const buildingForm = rememberWhileUseful(addressForm);

const plainPart = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]+$/;

/** A numeral that `addressForm` takes for a number of a block, 字, which it may drop, or の that may stand between two. */
const blockNumeral = new RegExp(`[${kanjiDigits}](?:丁目|番|号|の|条)|字|[のノ]$`);

/** True for a name of a town or building in kana and kanji of which no rule of `addressForm` joins a number to it. */
export const isPlainPart = (text: string): boolean =>
  plainPart.test(text) && !blockNumeral.test(text) && !joiningStart.test(text);

/** The form of such a name. */
export const streetPartForm = (text: string): string => addressForm(text);

/** As `addressForm`; pieces that come again and again are not worked out anew. */
export function wholeStreet(text: string): string {
  const usual = usualStreet.exec(text);
  if (!usual || joiningSigns.test(usual[1]!) || joiningStart.test(usual[3] ?? '')) return addressForm(text);
  return townForm(usual[1]!) + blockNumbers(usual[2]!) + (usual[3] ? buildingForm(usual[3]) : '');
}

/** Digits of normal width with one hyphen for whatever stands between them. */
function blockNumbers(text: string): string {
  let numbers = '';
  let isBetween = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    const digit = sign >= 0xff10 && sign <= 0xff19 ? sign - 0xff10 : sign - 0x30;
    const isDigit = digit >= 0 && digit <= 9;
    if (isDigit && isBetween) numbers += '-';
    if (isDigit) numbers += digit;
    isBetween = !isDigit;
  }
  return numbers;
}

/** Taken apart so that 本町1-2-3 and 本町一丁目2番3号 コーポ101号室 meet in their core. */
export function streetForm(text: string): StreetForm {
  const whole = wholeStreet(text);
  const parts = streetParts.exec(whole);
  if (!parts || parts[1] === '') return { whole, core: whole, town: whole.replace(/[\d-]/g, '') };
  const numbers = parts[2]!.split('-').slice(0, 3).join('-');
  return { whole, core: `${parts[1]}${numbers}`, town: parts[1]! };
}
