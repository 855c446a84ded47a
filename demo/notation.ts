import type { Person } from './person.ts';
import type { Random } from './random.ts';

/** How the same facts are written down by different hands: each function draws a notation and applies it. */

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

export const toHiragana = (katakana: string) =>
  katakana.replace(/[ァ-ヴ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

export function writePhone(random: Random, [area, exchange, subscriber]: [string, string, string]): string {
  const draw = random.next();
  const hyphens = `${area}-${exchange}-${subscriber}`;
  if (draw < 0.66) return hyphens;
  if (draw < 0.84) return area + exchange + subscriber;
  if (draw < 0.9) return fullWidth(hyphens);
  if (draw < 0.94) return `(${area})${exchange}-${subscriber}`;
  if (draw < 0.97) return `${area} ${exchange} ${subscriber}`;
  return `+81 ${area.slice(1)} ${exchange} ${subscriber}`;
}

const eras = [
  { from: 2019, before: 2018, name: '令和', letter: 'R' },
  { from: 1989, before: 1988, name: '平成', letter: 'H' },
  { from: 1927, before: 1925, name: '昭和', letter: 'S' },
] as const;

export function writeBirth(random: Random, { year, month, day }: Person['born']): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const draw = random.next();
  if (draw < 0.72) return `${year}/${two(month)}/${two(day)}`;
  if (draw < 0.8) return `${year}-${two(month)}-${two(day)}`;
  if (draw < 0.86) return `${year}${two(month)}${two(day)}`;
  if (draw < 0.9) return fullWidth(`${year}/${month}/${day}`);
  const era = eras.find(({ from }) => year >= from);
  if (!era) return `${year}年${month}月${day}日`;
  if (draw < 0.95) return `${era.name}${year - era.before}年${month}月${day}日`;
  return `${era.letter}${year - era.before}.${month}.${day}`;
}

const kanjiDigits = ['', '一', '二', '三', '四', '五', '六', '七'];

export function writeStreet(random: Random, home: Person['home']): string {
  const { town, chome, block, house } = home;
  const draw = random.next();
  let street = `${town}${chome}-${block}-${house}`;
  if (draw > 0.97) street = `${town}${fullWidth(`${chome}-${block}-${house}`)}`;
  else if (draw > 0.89) street = `${town}${kanjiDigits[chome]}丁目${block}番${house}号`;
  else if (draw > 0.77) street = `${town}${chome}丁目${block}-${house}`;
  else if (draw > 0.69) street = `${town}${fullWidth(String(chome))}丁目${fullWidth(`${block}番${house}号`)}`;
  if (home.building === '') return street;
  return random.chance(0.7)
    ? `${street} ${home.building}${home.room}`
    : `${street}　${home.building}${home.room}号室`;
}

export function writePostalCode(random: Random, code: string): string {
  const draw = random.next();
  if (draw < 0.85) return code;
  if (draw < 0.95) return code.replace('-', '');
  return draw < 0.98 ? fullWidth(code) : `〒${code}`;
}
