import type { Columns } from './columns.ts';
import type { AtHome, Comparison, Glance } from './comparison.ts';
import { startOf } from './dictionary.ts';
import type { Feature } from './feature.ts';
import { beginsAlike, jaroWinkler, mayBeAlike, oneSlip } from './similarity.ts';

const levels = [
  'unknown',
  'different',
  'similar',
  'close',
  'otherWriting',
  'sameReading',
  'swapped',
  'same',
] as const;
const [unknown, different, similar, close, otherWriting, sameReading, swapped, same] = [
  0, 1, 2, 3, 4, 5, 6, 7,
];
const counted = [false, false, false, false, true, true, true, true];

/** Similarity from which two readings are close or similar (Jaro–Winkler). */
const [closeFrom, similarFrom] = [0.92, 0.82];

interface Part {
  written: Feature;
  reading: Feature;
}

/** Family and given name, each compared in writing and in reading, and against each other when they were swapped. */
export function nameComparisons(columns: Columns): Comparison[] {
  const family = partOf(columns, 'family');
  const given = partOf(columns, 'given');
  return [
    ...(family ? [comparisonOf('familyName', family, given, 'home')] : []),
    ...(given ? [comparisonOf('givenName', given, family, 'chance')] : []),
  ];
}

function partOf(columns: Columns, name: string): Part | undefined {
  const written = columns.feature(name);
  const reading = columns.feature(`${name}Reading`);
  return written && reading && written.filled + reading.filled > 0 ? { written, reading } : undefined;
}

function comparisonOf(name: string, own: Part, cross: Part | undefined, atHome: AtHome): Comparison {
  return {
    name,
    levels,
    expected: [0, 0.03, 0.03, 0.05, 0.03, 0.05, 0.01, 0.8],
    atHome,
    counted,
    compare: (a, b) => levelOf(own, cross, a, b),
    glance: glanceOf(own, cross),
    frequency: (a, b, level, others) => frequencyOf(own, a, b, level, others),
  };
}

function levelOf(own: Part, cross: Part | undefined, a: number, b: number): number {
  const [w, v] = [own.written.at(a), own.written.at(b)];
  if (w >= 0 && w === v) return same;
  const [r, s] = [own.reading.at(a), own.reading.at(b)];
  const areWritten = w >= 0 && v >= 0;
  const areKanji = areWritten && isKanji(own.written, w) && isKanji(own.written, v);
  if (r >= 0 && r === s) return areKanji ? otherWriting : sameReading;
  if (cross && areSwapped(own, cross, a, b)) return swapped;
  if (r < 0 || s < 0) {
    return areWritten && areOfOneScript(own.written, w, v, r, s)
      ? nearness(own.written, w, v, 0.9, 0.65)
      : unknown;
  }
  const level = nearness(own.reading, r, s, closeFrom, similarFrom);
  // A slip in the reading leaves the kanji alone; where both differ it is another name, as brothers have them.
  return level === close && areWritten && isKanji(own.written, w) && isKanji(own.written, v)
    ? similar
    : level;
}

const [samesReading, near] = [
  (1 << otherWriting) | (1 << sameReading),
  (1 << different) | (1 << similar) | (1 << close),
];

/** As `levelOf`, as far as codes and signs tell. */
function glanceOf(own: Part, cross: Part = own): Glance {
  const { dictionary } = own.reading;
  const [wAt, rAt, crossW, crossR] = [own.written, own.reading, cross.written, cross.reading].map(
    ({ offset }) => offset,
  ) as [number, number, number, number];
  return ({ left, right, from, to }, seen) => {
    const { codes, stride } = own.written.table;
    for (let at = from; at < to; at++) {
      const row = left[at]! * stride;
      const other = right[at]! * stride;
      const w = codes[row + wAt]!;
      const r = codes[row + rAt]!;
      const v = codes[other + wAt]!;
      const s = codes[other + rAt]!;
      let some: number = 1 << unknown;
      if (w >= 0 && w === v) some = 1 << same;
      else if (r >= 0 && r === s) some = samesReading;
      else if (
        agrees(w, codes[other + crossW]!, r, codes[other + crossR]!) &&
        agrees(codes[row + crossW]!, v, codes[row + crossR]!, s)
      )
        some = 1 << swapped;
      else if (r < 0 || s < 0)
        some = w >= 0 && v >= 0 && areOfOneScript(own.written, w, v, r, s) ? near : 1 << unknown;
      else some = mayBeAlike(dictionary, r, s, similarFrom) ? near : 1 << different;
      seen[at - from] = some;
    }
  };
}

/** True unless a name is written in the letters of its reading. */
const isKanji = ({ dictionary: { chars, texts } }: Feature, code: number) =>
  chars[startOf(texts, code)]! >= 0x3000;

/** False where kanji whose reading nobody gave stand against letters: what the one says of the other is not known. */
const areOfOneScript = (written: Feature, w: number, v: number, r: number, s: number) =>
  r < 0 ? s < 0 || isKanji(written, v) : isKanji(written, w);

/** Both parts agree with the other part of the other row, in writing or in reading. */
function areSwapped(own: Part, cross: Part, a: number, b: number): boolean {
  return (
    agrees(own.written.at(a), cross.written.at(b), own.reading.at(a), cross.reading.at(b)) &&
    agrees(cross.written.at(a), own.written.at(b), cross.reading.at(a), own.reading.at(b))
  );
}

const agrees = (w: number, v: number, r: number, s: number) => (w >= 0 && w === v) || (r >= 0 && r === s);

function nearness({ dictionary }: Feature, x: number, y: number, near: number, far: number): number {
  const [length, others] = [dictionary.length(x), dictionary.length(y)];
  if (length > 3 && others > 3 && oneSlip(dictionary, x, y)) return close;
  const likeness = jaroWinkler(dictionary, x, y, far);
  if (likeness >= near && length > 2 && others > 2) return close;
  return likeness >= far || beginsAlike(dictionary, x, y) ? similar : different;
}

function frequencyOf(own: Part, a: number, b: number, level: number, others: number): number {
  const [written, reading] = [own.written.at(a), own.reading.at(a)];
  if (level === same) return own.written.share(written, others);
  if (level === sameReading || level === otherWriting) return own.reading.share(reading, others);
  // Swapped: one of the two has the other part here, which is hardly anybody's; the commoner one counts.
  return Math.max(shareOf(own, a, others), shareOf(own, b, others));
}

function shareOf({ written, reading }: Part, row: number, others: number): number {
  const code = written.at(row);
  return code >= 0 ? written.share(code, others) : reading.share(reading.at(row), others);
}
