const digits = new Map([...'〇一二三四五六七八九'].map((sign, value) => [sign, value]));
for (const [sign, value] of [...'零壱弐参'].map((sign, value): [string, number] => [sign, value]))
  digits.set(sign, value);
digits.set('元', 1);
const units = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** Kanji numerals as they stand in dates and addresses, a character class for expressions. */
export const kanjiDigits = '〇零一二三四五六七八九十百千壱弐参';

/** The value of a kanji numeral up to 9999: 二十三 → 23, 二三 → 23, 元 → 1. Undefined when a sign is no numeral. */
export function kanjiNumber(text: string): number | undefined {
  let total = 0;
  let pending: number | undefined;
  for (const sign of text) {
    const digit = digits.get(sign);
    const unit = units.get(sign);
    if (digit !== undefined) pending = (pending ?? 0) * 10 + digit;
    else if (unit !== undefined) {
      total += (pending ?? 1) * unit;
      pending = undefined;
    } else return undefined;
  }
  return text === '' ? undefined : total + (pending ?? 0);
}
