import type { Customer } from './customerColumns.ts';
import { toHiragana, writePhone, writePostalCode, writeStreet } from './notation.ts';
import { emailOf, familyOf, homeOf, mobileOf, type Person } from './person.ts';
import { mix, type Random, randomFrom } from './random.ts';
import { variantForms } from './words/surnames.ts';

/** What can be different between two records of one person. */
export type ErrorKind =
  | 'variantKanji'
  | 'otherSpelling'
  | 'kanaOnly'
  | 'movedHouse'
  | 'newPhone'
  | 'newEmail'
  | 'typo'
  | 'swappedNames'
  | 'marriedSurname'
  | 'missingValues';

type Damage = (customer: Customer, person: Person, random: Random, seed: number) => boolean;

/** Each changes the record in place; false when it does not apply to this person, and then another is drawn. */
const damages: Record<ErrorKind, Damage> = {
  variantKanji: (customer, _person, random) => {
    const fitting = variantForms.filter(([common]) => (customer.姓 + customer.名).includes(common));
    if (fitting.length === 0) return false;
    const [common, variant] = random.pick(fitting);
    if (customer.姓.includes(common)) customer.姓 = customer.姓.replace(common, variant);
    else customer.名 = customer.名.replace(common, variant);
    return true;
  },
  otherSpelling: (customer, person, random) => {
    if (person.given.otherSpellings.length === 0) return false;
    customer.名 = random.pick(person.given.otherSpellings);
    return true;
  },
  kanaOnly: (customer, person, random) => {
    const form = random.chance(0.7) ? (kana: string) => kana : toHiragana;
    customer.姓 = form(person.family.reading);
    customer.名 = form(person.given.reading);
    return true;
  },
  movedHouse: (customer, person, random, seed) => {
    const home = homeOf(seed, person.household, 1 + (person.index & 3));
    placeHome(customer, home, random);
    if (customer.電話番号 !== '') customer.電話番号 = writePhone(random, home.landline);
    return true;
  },
  newPhone: (customer, person, random) => {
    if (customer.携帯電話 === '') return false;
    customer.携帯電話 = writePhone(random, mobileOf(person.index, 1));
    return true;
  },
  newEmail: (customer, person, _random, seed) => {
    if (customer.メールアドレス === '') return false;
    const other = randomFrom(mix(seed, person.index, 7));
    customer.メールアドレス = `new.${emailOf(other, person.family, person.given.reading, person.born.year, person.index)}`;
    return true;
  },
  typo: (customer, _person, random) => {
    const column = random.pick([
      'メールアドレス',
      'セイ',
      'メイ',
      '携帯電話',
      '電話番号',
      '住所',
      '生年月日',
    ] as const);
    const broken = mistype(customer[column], random);
    if (broken === customer[column]) return false;
    customer[column] = broken;
    return true;
  },
  swappedNames: (customer) => {
    [customer.姓, customer.名] = [customer.名, customer.姓];
    [customer.セイ, customer.メイ] = [customer.メイ, customer.セイ];
    return true;
  },
  marriedSurname: (customer, person, random) => {
    if (person.sex === 'male' && random.chance(0.9)) return false;
    const family = familyOf(random);
    customer.姓 = family.written;
    if (customer.セイ !== '') customer.セイ = family.reading;
    return true;
  },
  missingValues: (customer, _person, random) => {
    const columns = [
      'セイ',
      'メイ',
      '生年月日',
      '性別',
      '電話番号',
      'メールアドレス',
      '郵便番号',
      '住所',
    ] as const;
    const count = 1 + random.below(3);
    for (let round = 0; round < count; round++) customer[random.pick(columns)] = '';
    return true;
  },
};

/** How often each is drawn; variant kanji often, because most names have none and then another kind is drawn. */
const shares: readonly (readonly [ErrorKind, number])[] = [
  ['variantKanji', 48],
  ['otherSpelling', 7],
  ['kanaOnly', 12],
  ['movedHouse', 16],
  ['newPhone', 14],
  ['newEmail', 9],
  ['typo', 11],
  ['swappedNames', 2],
  ['marriedSurname', 5],
  ['missingValues', 8],
];

const allShares = shares.reduce((sum, [, share]) => sum + share, 0);

function drawKind(random: Random): ErrorKind {
  let target = random.below(allShares);
  for (const [kind, share] of shares) {
    if (target < share) return kind;
    target -= share;
  }
  return 'missingValues';
}

/** Damages a record as a second registration of the same person would be: mostly one or two things, at times three. */
export function damage(customer: Customer, person: Person, random: Random, seed: number): ErrorKind[] {
  const wanted = random.chance(0.6) ? 1 : random.chance(0.75) ? 2 : 3;
  const kinds: ErrorKind[] = [];
  for (let attempt = 0; attempt < 12 && kinds.length < wanted; attempt++) {
    const kind = drawKind(random);
    if (!kinds.includes(kind) && damages[kind](customer, person, random, seed)) kinds.push(kind);
  }
  return kinds;
}

/** Writes a home into the record. */
export function placeHome(customer: Customer, home: Person['home'], random: Random): void {
  customer.郵便番号 = writePostalCode(random, home.postalCode);
  customer.都道府県 = home.place.prefecture;
  customer.市区町村 = home.place.city;
  customer.住所 = writeStreet(random, home);
}

/** Two neighbours exchanged, one sign lost, or one digit wrong; separators stay where they are. */
function mistype(text: string, random: Random): string {
  if (text.length < 3) return text;
  const at = random.below(text.length - 1);
  const [one = '', other = ''] = [text[at], text[at + 1]];
  if (/[-@./() ]/.test(one + other)) return text;
  if (/\d/.test(one))
    return text.slice(0, at) + String((Number(one) + 1 + random.below(9)) % 10) + text.slice(at + 1);
  if (random.chance(0.5)) return text.slice(0, at) + other + one + text.slice(at + 2);
  return text.slice(0, at) + text.slice(at + 1);
}
