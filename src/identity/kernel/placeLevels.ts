import type { Columns } from './columns.ts';
import type { Comparison } from './comparison.ts';
import type { Feature } from './feature.ts';
import { jaroWinkler, oneSlip } from './similarity.ts';

const placeNames = ['unknown', 'different', 'sameRegion', 'sameCity', 'closePostalCode', 'same'] as const;
const streetNames = [
  'unknown',
  'different',
  'sameTown',
  'similar',
  'close',
  'sameUpToBuilding',
  'same',
] as const;

/** The place (postal code, city, region, whichever agrees most) and the street with its number. */
export function placeComparisons(columns: Columns): Comparison[] {
  const feature = (name: string) => {
    const found = columns.feature(name);
    return found && found.filled > 0 ? found : undefined;
  };
  const [postal, city, region] = [feature('postal'), feature('city'), feature('region')];
  const made: Comparison[] = [];
  if (postal || city || region) made.push(placeComparison(postal, city, region));
  const street = feature('street');
  if (street) made.push(streetComparison(street, columns.feature('core')!, columns.feature('town')!));
  return made;
}

const both = (feature: Feature | undefined, a: number, b: number) =>
  feature !== undefined && feature.codes[a]! >= 0 && feature.codes[b]! >= 0;

const equal = (feature: Feature | undefined, a: number, b: number) =>
  feature !== undefined && feature.codes[a]! >= 0 && feature.codes[a] === feature.codes[b];

function placeComparison(
  postal: Feature | undefined,
  city: Feature | undefined,
  region: Feature | undefined,
): Comparison {
  const compare = (a: number, b: number) => {
    if (equal(postal, a, b)) return 5;
    const codes = both(postal, a, b);
    if (codes && oneSlip(postal!.dictionary, postal!.codes[a]!, postal!.codes[b]!)) return 4;
    if (equal(city, a, b)) return 3;
    if (equal(region, a, b)) return 2;
    return codes || both(city, a, b) || both(region, a, b) ? 1 : 0;
  };
  return {
    name: 'place',
    levels: placeNames,
    expected: [0, 0.1, 0.05, 0.05, 0.05, 0.75],
    atHome: 'home',
    counted: [false, false, false, true, false, true],
    compare,
    frequency: (a, _b, level, own) => {
      if (level === 5) return postal!.share(postal!.codes[a]!, own);
      return level === 3 ? city!.share(city!.codes[a]!, own) : 0;
    },
  };
}

function streetComparison(street: Feature, core: Feature, town: Feature): Comparison {
  const compare = (a: number, b: number) => {
    const [x, y] = [street.codes[a]!, street.codes[b]!];
    if (x < 0 || y < 0) return 0;
    if (x === y) return 6;
    if (equal(core, a, b)) return 5;
    const { dictionary } = core;
    const [c, d] = [core.codes[a]!, core.codes[b]!];
    if (dictionary.length(c) > 4 && dictionary.length(d) > 4 && oneSlip(dictionary, c, d)) return 4;
    if (equal(town, a, b)) return 2;
    const likeness = jaroWinkler(dictionary, c, d, 0.84);
    return likeness >= 0.92 ? 4 : likeness >= 0.84 ? 3 : 1;
  };
  return {
    name: 'street',
    levels: streetNames,
    expected: [0, 0.12, 0.03, 0.03, 0.06, 0.06, 0.7],
    atHome: 'home',
    counted: [false, false, false, false, false, true, true],
    compare,
    frequency: (a, _b, level, own) => {
      if (level === 6) return street.share(street.codes[a]!, own);
      return level === 5 ? core.share(core.codes[a]!, own) : 0;
    },
  };
}
