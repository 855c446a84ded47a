import { readingForm } from '../src/values/nameSearch.ts';
import { mix, type Random, randomFrom, zipf } from './random.ts';
import { type GivenName, menNames, womenNames } from './words/givenNames.ts';
import { type Place, places } from './words/places.ts';
import { type NamePiece, rareMen, rareSurnames, rareWomen } from './words/rareNames.ts';
import { buildingHeads, buildingTails, mailDomains, towns } from './words/streets.ts';
import { type Surname, surnames } from './words/surnames.ts';

export type Sex = 'male' | 'female';

export interface Home {
  place: Place;
  /** 123-4567 */
  postalCode: string;
  town: string;
  chome: number;
  block: number;
  house: number;
  /** Empty for a house. */
  building: string;
  room: number;
  /** Area code, exchange, subscriber. */
  landline: [string, string, string];
}

/** One person of the demo world, free of errors. The same seed and index always give the same person. */
export interface Person {
  index: number;
  /** Index of the person whose surname, home and landline are shared. */
  household: number;
  family: Surname;
  given: { written: string; reading: string; otherSpellings: readonly string[] };
  sex: Sex;
  born: { year: number; month: number; day: number };
  home: Home;
  mobile: [string, string, string];
  email: string;
}

const commonSurname = zipf(surnames, 0.72, 6);
const commonPlace = zipf(
  [...places].sort((one, other) => populationRank(one) - populationRank(other)),
  0.35,
  8,
);
const rareShare = 0.14;

/** Wards and the capital's surroundings first; the rest in the order of the list. */
function populationRank(place: Place): number {
  const big = /^(?:東京都|大阪府|神奈川県|愛知県|埼玉県|千葉県|福岡県|兵庫県|北海道)$/.test(place.prefecture)
    ? 0
    : 1000;
  return big + (mix(places.indexOf(place)) % 1000);
}

/** Roles within a household: the first member, a spouse, then children. Blocks of four indices share one draw. */
function householdSize(seed: number, block: number): number {
  const draw = mix(seed, block, 11) / 4294967296;
  if (draw < 0.5) return 1;
  if (draw < 0.74 || birthOf(seed, block, 0).year > lastParent) return 2;
  return draw < 0.88 ? 3 : 4;
}

/** Heads of household born later have no children old enough to be customers. */
const lastParent = 1978;

/** The person `index` of the world `seed`. Pure, so a duplicate far down the file needs no memory of the first row. */
export function personOf(seed: number, index: number): Person {
  const position = index & 3;
  const first = index - position;
  const shared = position > 0 && position < householdSize(seed, first);
  const household = shared ? first : index;
  const random = randomFrom(mix(seed, index, 1));
  const family = familyOf(randomFrom(mix(seed, household, 2)));
  const born = birthOf(seed, index, shared ? position : 0);
  const sex = sexOf(seed, index, shared ? position : 0);
  const given = givenOf(random, sex, born.year);
  return {
    index,
    household,
    family,
    given,
    sex,
    born,
    home: homeOf(seed, household, 0),
    mobile: mobileOf(index, 0),
    email: emailOf(random, family, given.reading, born.year, index),
  };
}

export function familyOf(random: Random): Surname {
  return random.chance(rareShare) ? compose(random, rareSurnames) : commonSurname(random);
}

const compose = (random: Random, pieces: { heads: readonly NamePiece[]; tails: readonly NamePiece[] }) => {
  const head = random.pick(pieces.heads);
  let tail = random.pick(pieces.tails);
  while (tail.written === head.written) tail = random.pick(pieces.tails);
  return { written: head.written + tail.written, reading: head.reading + tail.reading };
};

function sexOf(seed: number, index: number, position: number): Sex {
  const own = mix(seed, index, 3) & 1 ? 'female' : 'male';
  if (position === 0) return own;
  if (position === 1) return sexOf(seed, index - 1, 0) === 'male' ? 'female' : 'male';
  return isTwin(seed, index, position) ? sexOf(seed, index - 1, 2) : own;
}

/** Some fourth members are twins of the third. */
const isTwin = (seed: number, index: number, position: number) =>
  position === 3 && mix(seed, index, 4) % 100 < 12;

function birthOf(seed: number, index: number, position: number): Person['born'] {
  if (isTwin(seed, index, position)) return birthOf(seed, index - 1, 2);
  const random = randomFrom(mix(seed, index, 5));
  const [month, day] = [1 + random.below(12), 1 + random.below(28)];
  if (position === 0) return { year: 1936 + Math.floor((random.next() + random.next()) * 36), month, day };
  const head = birthOf(seed, index - position, 0).year;
  if (position === 1) return { year: Math.max(1930, Math.min(2006, head - 4 + random.below(9))), month, day };
  if (position === 2) return { year: head + 23 + random.below(8), month, day };
  return { year: birthOf(seed, index - 1, 2).year + 2 + random.below(4), month, day };
}

const generationOf = (year: number) => (year <= 1955 ? 'o' : year <= 1995 ? 'm' : 'y');
const mixName = (name: GivenName) => mix(...[...name.reading].map((kana) => kana.charCodeAt(0)));
const pickers = new Map(
  (['male', 'female'] as const).flatMap((sex) =>
    (['o', 'm', 'y'] as const).map((generation) => {
      const names = (sex === 'male' ? menNames : womenNames).filter((name) => name.generation === generation);
      const shuffled = [...names].sort((one, other) => mixName(one) - mixName(other));
      return [`${sex} ${generation}`, zipf(shuffled, 0.6, 5)] as const;
    }),
  ),
);

export function givenOf(random: Random, sex: Sex, year: number): Person['given'] {
  if (random.chance(rareShare)) {
    return { ...compose(random, sex === 'male' ? rareMen : rareWomen), otherSpellings: [] };
  }
  const name = pickers.get(`${sex} ${generationOf(year)}`)!(random);
  const written = random.pick(name.spellings);
  return {
    written,
    reading: name.reading,
    otherSpellings: name.spellings.filter((other) => other !== written),
  };
}

/** The home of a household; `version` 1 and up are homes it moves to. */
export function homeOf(seed: number, household: number, version: number): Home {
  const random = randomFrom(mix(seed, household, 6, version));
  const place = commonPlace(random);
  const townNumber = random.below(towns.length);
  const inBuilding = random.chance(0.45);
  return {
    place,
    postalCode: `${place.postalPrefix}-${String(10 + townNumber * 37).padStart(4, '0')}`,
    town: towns[townNumber]!,
    chome: 1 + random.below(7),
    block: 1 + random.below(28),
    house: 1 + random.below(20),
    building: inBuilding ? random.pick(buildingHeads) + random.pick(buildingTails) : '',
    room: inBuilding ? (1 + random.below(9)) * 100 + 1 + random.below(8) : 0,
    landline: landlineOf(place, household, version),
  };
}

/** Subscriber numbers that begin with 0 or 1 are not assigned in Japan, so nobody's telephone rings. */
function landlineOf(place: Place, household: number, version: number): Home['landline'] {
  const length = 9 - place.areaCode.length;
  const rest = String((household * 6_180_339 + 2_236_067 + version * 104_729) % 10 ** length).padStart(
    length,
    '0',
  );
  const local = (version === 0 ? '0' : '1') + rest;
  return [place.areaCode, local.slice(0, -4), local.slice(-4)];
}

/** 090-0 and 070-0 are not assigned. Each person has numbers nobody else has, up to ten million people. */
export function mobileOf(index: number, version: number): Person['mobile'] {
  const rest = String((index * 6_180_339 + 4_142_135) % 10_000_000).padStart(7, '0');
  return [version === 0 ? '090' : '070', `0${rest.slice(0, 3)}`, rest.slice(3)];
}

const romaji = (reading: string) => readingForm(reading) ?? 'user';

/** An address of the reserved example domains, unique by the person's number. */
export function emailOf(random: Random, family: Surname, given: string, year: number, index: number): string {
  const [last, first] = [romaji(family.reading), romaji(given)];
  const shape = random.below(4);
  const domain = random.pick(mailDomains);
  const tail =
    index < 10_000 ? String((index * 7919 + 101) % 10_000).padStart(4, '0') : `.${index.toString(36)}`;
  if (shape === 0) return `${first}.${last}${tail}@${domain}`;
  if (shape === 1) return `${last}-${first}${tail}@${domain}`;
  if (shape === 2) return `${first.slice(0, 1)}${last}${String(year).slice(2)}_${tail}@${domain}`;
  return `${first}${tail}@${domain}`;
}
