import { kanjiVariants } from './kanjiVariants.ts';
import { kanjiDigits, kanjiNumber } from './numerals.ts';

/**
 * A Japanese postal code as seven digits: 〒100-0001, １００－０００１, 1000001; a leading zero that a spreadsheet took
 * (600001 for 060-0001) is put back. Undefined for anything else.
 */
export function postalCode(text: string): string | undefined {
  const match = /^〒?(\d{2,3})-?(\d{4})$/.exec(
    text.normalize('NFKC').replace(anyHyphen, '-').replace(/\s/g, ''),
  );
  return match ? `${match[1]?.padStart(3, '0')}${match[2]}` : undefined;
}

const anyHyphen = /[\u2010-\u2015\u2212\u30fc\uff70\uff0d]/g;
const leadingPostalCode = /^〒?\d{3}-?\d{4}(?!\d)(?=\D)/;
const numberOfBlock = new RegExp(`([${kanjiDigits}]{1,7})(?=丁目|番地|番町?|号|の\\d|条)`, 'g');
/** No alternative begins like another and goes on, so a long run cannot make the expression backtrack. */
const betweenDigits = /(\d)(?:丁目|丁|番地|番町|番|号|の|ノ|-)+(?=\d)/g;

/**
 * A light comparable form of an address: width, case, spaces, variant kanji, kanji numerals of blocks, and
 * 丁目・番地・番・号・の between numbers all as hyphens; 大字 and 字, a postal code in front, 号 and 号室 at the end
 * dropped. `霞が関一丁目２番３号` and `霞ヶ関1-2-3` agree. Not a dictionary: towns are not looked up.
 */
export function addressForm(text: string): string {
  let form = text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,、・]/gu, '');
  form = form.replace(/(?<=[0-9])[\u2010-\u2015\u2212\u30fc](?=[0-9])/g, '-').replace(leadingPostalCode, '');
  form = [...form].map((sign) => kanjiVariants.get(sign) ?? sign).join('');
  form = form
    .replace(/(?<=[\u4e00-\u9fff々])[がガ](?=[\u4e00-\u9fff])/g, 'ケ')
    .replace(/大字|(?<=[市区町村郡])字/g, '');
  form = form.replace(numberOfBlock, (run) => String(kanjiNumber(run) ?? run));
  form = form.replace(betweenDigits, '$1-').replace(/(\d)(?:丁目|番地|番|号室|号)(?!\d)/g, '$1');
  return form.replace(/(\d)号?室/g, '$1');
}
