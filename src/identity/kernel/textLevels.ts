import type { Columns } from './columns.ts';
import type { AtHome, Comparison } from './comparison.ts';
import { startOf } from './dictionary.ts';
import type { Feature } from './feature.ts';
import { jaroWinkler, mayBeAlike, oneSlip } from './similarity.ts';

const levels = ['unknown', 'different', 'similar', 'close', 'same'] as const;

/** A field is taken for a number of its own for each row when nearly no value of it occurs twice. */
const uniqueFrom = 0.999;

/** Gender, building and every custom column that can tell people apart or bring them together. */
export function textComparisons(columns: Columns, isWanted = isTelling): Comparison[] {
  return [...columns.features.values()].flatMap((feature) => {
    if (feature.filled === 0) return [];
    if (feature.name === 'gender') return [textComparison(feature, 'own')];
    if (feature.name === 'building') return [textComparison(feature, 'home')];
    const isCustom = feature.name.startsWith('custom:');
    if (!isCustom || !isWanted(columns, feature)) return [];
    return [textComparison(feature, isOfHomes(columns, feature) ? 'home' : 'own')];
  });
}

/** True when those who share a value bear one family name and several given names: an address, a membership of a family. */
function isOfHomes(columns: Columns, feature: Feature): boolean {
  const [family, given] = ['family', 'given'].map(
    (name) => columns.feature(`${name}Reading`) ?? columns.feature(name),
  );
  if (!family || !given) return false;
  const firstOf = new Map<number, number>();
  let [pairs, kin] = [0, 0];
  for (let row = 0; row < columns.size; row++) {
    const code = feature.at(row);
    if (code < 0 || feature.counts[code]! < 2 || feature.counts[code]! > largestHome) continue;
    const first = firstOf.get(code);
    if (first === undefined) firstOf.set(code, row);
    else if (given.at(row) >= 0 && given.at(first) >= 0) {
      pairs += 1;
      if (given.at(row) !== given.at(first) && family.at(row) === family.at(first)) kin += 1;
    }
  }
  return kin * 4 > pairs;
}

/** More rows than this with one value are no home's. */
const largestHome = 12;

/** False for running numbers, for columns with one value, and for columns that only repeat the name. */
export function isTelling(columns: Columns, feature: Feature): boolean {
  const distinct = feature.dictionary.size;
  return distinct > 1 && distinct < feature.filled * uniqueFrom && !repeatsName(columns, feature);
}

/** True when most values are made of the row's own names (`first_and_surname`): counting them twice would deceive. */
function repeatsName(columns: Columns, feature: Feature): boolean {
  const parts = ['family', 'given'].map((name) => columns.feature(name));
  let [seen, repeated] = [0, 0];
  const step = Math.max(1, Math.floor(columns.size / 2000));
  for (let row = 0; row < columns.size; row += step) {
    const code = feature.at(row);
    const names = parts.map((part) => (part && part.at(row) >= 0 ? part.dictionary.text(part.at(row)) : ''));
    if (code < 0 || names.every((name) => name === '')) continue;
    const text = feature.dictionary.text(code);
    seen += 1;
    if (names.every((name) => text.includes(name))) repeated += 1;
  }
  return seen > 0 && repeated > seen * 0.6;
}

function textComparison(feature: Feature, atHome: AtHome): Comparison {
  const { dictionary } = feature;
  const isList = dictionary.size < 30;
  return {
    name: feature.name,
    levels,
    expected: [0, 0.1, 0.04, 0.06, 0.8],
    atHome,
    counted: [false, false, false, false, true],
    compare: (a, b) => {
      const [x, y] = [feature.at(a), feature.at(b)];
      if (x < 0 || y < 0) return 0;
      if (x === y) return 4;
      return isList ? 1 : nearness(feature, x, y);
    },
    glance: ({ left, right, from, to }, seen) => {
      for (let at = from; at < to; at++) {
        const x = feature.at(left[at]!);
        const y = feature.at(right[at]!);
        if (x < 0 || y < 0) seen[at - from] = 1;
        else if (x === y) seen[at - from] = 1 << 4;
        else seen[at - from] = isList || !mayBeAlike(dictionary, x, y, similarFrom) ? 1 << 1 : 0b1110;
      }
    },
    frequency: (a, _b, level, own) => (level === 4 ? feature.share(feature.at(a), own) : 0),
  };
}

/** Similarity from which two texts are similar (Jaro–Winkler). */
const similarFrom = 0.84;

/** Numbers that look alike are mostly different numbers, so of digits only a slip counts. */
function nearness({ dictionary }: Feature, x: number, y: number): number {
  if (dictionary.length(x) > 2 && dictionary.length(y) > 2 && oneSlip(dictionary, x, y)) return 3;
  if (beginsWithDigit(dictionary, x) || beginsWithDigit(dictionary, y)) return 1;
  const likeness = jaroWinkler(dictionary, x, y, similarFrom);
  return likeness >= 0.92 ? 3 : likeness >= similarFrom ? 2 : 1;
}

const beginsWithDigit = ({ chars, texts }: Feature['dictionary'], code: number) =>
  chars[startOf(texts, code)]! >= 0x30 && chars[startOf(texts, code)]! <= 0x39;
