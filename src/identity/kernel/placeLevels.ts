import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import type { Feature } from './feature.ts';
import { jaroWinkler, mayBeAlike, maySlip, oneSlip } from './similarity.ts';

const levels = [
  'unknown',
  'different',
  'sameRegion',
  'sameCity',
  'samePostalCode',
  'sameTown',
  'sameStreetElsewhere',
  'closeStreet',
  'sameUpToBuilding',
  'same',
] as const;

const counted = levels.map((name) =>
  ['sameCity', 'samePostalCode', 'sameUpToBuilding', 'same'].includes(name),
);

interface Place {
  postal: Feature | undefined;
  city: Feature | undefined;
  region: Feature | undefined;
  street: Feature | undefined;
  core: Feature | undefined;
  town: Feature | undefined;
}

/**
 * The address as one comparison from coarse to fine. Its parts say the same thing again and again (a town has one
 * city and a few postal codes), so they must not be counted one by one.
 */
export function placeComparisons(columns: Columns): Comparison[] {
  const feature = (name: string) => {
    const found = columns.feature(name);
    return found && found.filled > 0 ? found : undefined;
  };
  const place: Place = {
    postal: feature('postal'),
    city: feature('city'),
    region: feature('region'),
    street: feature('street'),
    core: feature('core'),
    town: feature('town'),
  };
  if (!place.postal && !place.city && !place.region && !place.street) return [];
  return [
    {
      name: 'address',
      levels,
      expected: [0, 0.11, 0.03, 0.02, 0.03, 0.02, 0.03, 0.06, 0.1, 0.6],
      atHome: 'home',
      expectedAtHome: [0, 0.02, 0.01, 0.01, 0.03, 0.01, 0.01, 0.03, 0.18, 0.7],
      counted,
      compare: (a, b) => levelOf(place, a, b),
      glance: ({ left, right, from, to }, seen) => {
        for (let at = from; at < to; at++) seen[at - from] = seenOf(place, left[at]!, right[at]!);
      },
      frequency: (a, b, level, own) => frequencyOf(place, a, b, level, own),
    },
  ];
}

const both = (feature: Feature | undefined, a: number, b: number) =>
  feature !== undefined && feature.at(a) >= 0 && feature.at(b) >= 0;

const equal = (feature: Feature | undefined, a: number, b: number) =>
  feature !== undefined && feature.at(a) >= 0 && feature.at(a) === feature.at(b);

function levelOf(place: Place, a: number, b: number): number {
  const area = areaLevel(place, a, b);
  if (!both(place.street, a, b)) return area;
  const street = streetLevel(place, a, b);
  if (street <= 1) return Math.max(1, area);
  if (area === 1) return street >= 7 ? 6 : 1;
  return street;
}

/** Postal code, city or region, whichever agrees most finely; a slip in the postal code counts as agreement. */
function areaLevel({ postal, city, region }: Place, a: number, b: number): number {
  if (equal(postal, a, b)) return 4;
  if (equal(city, a, b)) return 3;
  const codes = both(postal, a, b);
  if (codes && oneSlip(postal!.dictionary, postal!.at(a), postal!.at(b))) return 3;
  if (equal(region, a, b)) return 2;
  return codes || both(city, a, b) || both(region, a, b) ? 1 : 0;
}

/** Similarity from which two streets are likely one (Jaro–Winkler). */
const likelyFrom = 0.86;

function streetLevel({ street, core, town }: Place, a: number, b: number): number {
  if (equal(street, a, b)) return 9;
  if (equal(core, a, b)) return 8;
  const { dictionary } = core!;
  const [c, d] = [core!.at(a), core!.at(b)];
  if (dictionary.length(c) > 4 && dictionary.length(d) > 4 && oneSlip(dictionary, c, d)) return 7;
  if (equal(town, a, b)) return 5;
  const likeness = jaroWinkler(dictionary, c, d, likelyFrom);
  return likeness >= 0.93 ? 7 : likeness >= likelyFrom ? 5 : 1;
}

/** As `levelOf`, as far as codes and signs tell. */
function seenOf(place: Place, a: number, b: number): number {
  const area = seenOfArea(place, a, b);
  const { street, core, town } = place;
  if (!both(street, a, b)) return area;
  if (equal(street, a, b)) return atStreet(area, 1 << 9);
  if (equal(core, a, b)) return atStreet(area, 1 << 8);
  const close = (1 << 7) | (1 << 5);
  if (equal(town, a, b)) return atStreet(area, close);
  const apart = area === 1 ? 1 << 1 : area;
  return mayBeAlike(core!.dictionary, core!.at(a), core!.at(b), likelyFrom)
    ? apart | atStreet(area, close)
    : apart;
}

/** What levels of a street become where the area may be, or is, another one. */
function atStreet(area: number, streets: number): number {
  if ((area & (1 << 1)) === 0) return streets;
  const elsewhere = (1 << 6) | (streets & (1 << 5) ? 1 << 1 : 0);
  return area === 1 << 1 ? elsewhere : streets | elsewhere;
}

/** As `areaLevel`. */
function seenOfArea({ postal, city, region }: Place, a: number, b: number): number {
  if (equal(postal, a, b)) return 1 << 4;
  if (equal(city, a, b)) return 1 << 3;
  const codes = both(postal, a, b);
  const slip = codes && maySlip(postal!.dictionary, postal!.at(a), postal!.at(b)) ? 1 << 3 : 0;
  if (equal(region, a, b)) return slip | (1 << 2);
  return slip | (codes || both(city, a, b) || both(region, a, b) ? 1 << 1 : 1);
}

/** Share of rows in a city that two postal codes with a slip between them are taken to be in. */
const someCity = 0.01;

function frequencyOf(place: Place, a: number, b: number, level: number, own: number): number {
  const { street, core, postal, city } = place;
  if (level === 9) return street!.share(street!.at(a), own);
  if (level === 8) return core!.share(core!.at(a), own);
  if (level === 4) return postal!.share(postal!.at(a), own);
  return equal(city, a, b) ? city!.share(city!.at(a), own) : someCity;
}
