import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Dictionary } from '../../../src/identity/kernel/dictionary.ts';
import { beginsAlike, jaroWinkler, oneSlip } from '../../../src/identity/kernel/similarity.ts';

const codes = (dictionary: Dictionary, ...texts: string[]) => texts.map((text) => dictionary.code(text));

function likeness(one: string, other: string, least = 0): number {
  const dictionary = new Dictionary();
  const [a, b] = codes(dictionary, one, other);
  return jaroWinkler(dictionary, a!, b!, least);
}

test('Jaro–Winkler gives the published values', () => {
  const cases: [string, string, number][] = [
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
    ['abc', 'xyz', 0],
    ['same', 'same', 1],
  ];
  for (const [one, other, value] of cases)
    assert.equal(Math.round(likeness(one, other) * 1000) / 1000, value, `${one} ${other}`);
});

test('one slip is a sign wrong, lost, added, or two neighbours exchanged', () => {
  const cases: [string, string, boolean][] = [
    ['abcd', 'abxd', true],
    ['abcd', 'abd', true],
    ['abcd', 'abccd', true],
    ['abcd', 'acbd', true],
    ['abcd', 'adcb', false],
    ['abcd', 'axyd', false],
  ];
  for (const [one, other, expected] of cases) {
    const dictionary = new Dictionary();
    const [a, b] = codes(dictionary, one, other);
    assert.equal(oneSlip(dictionary, a!, b!), expected, `${one} ${other}`);
  }
});

/** Optimal string alignment distance, by the book. */
function distance(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_row, i) =>
    Array.from({ length: other.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) {
      const [above, row] = [table[i - 1]!, table[i]!];
      const isExchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const exchanged = isExchanged ? table[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY;
      const wrong = above[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, wrong, exchanged);
    }
  }
  return table[one.length]![other.length]!;
}

test('law: one slip is a distance of one', () => {
  const short = fc.string({ unit: fc.constantFrom(...'ab'), maxLength: 6 });
  fc.assert(
    fc.property(short, short, (one, other) => {
      const dictionary = new Dictionary();
      const [a, b] = codes(dictionary, one, other);
      assert.equal(oneSlip(dictionary, a!, b!), distance(one, other) <= 1, `${one} ${other}`);
    }),
    { numRuns: 500 },
  );
});

const word = fc.string({ unit: fc.constantFrom(...'abcde鈴木'), maxLength: 9 });

test('law: similarity is symmetric, within 0 and 1, and a floor only hides what is below it', () => {
  fc.assert(
    fc.property(word, word, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, least) => {
      const value = likeness(one, other);
      assert.equal(likeness(other, one), value);
      assert.ok(value >= 0 && value <= 1);
      const floored = likeness(one, other, least);
      assert.ok(floored === value || (floored === 0 && value < least));
    }),
  );
});

test('law: a dictionary gives back what was put in, under one code each', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 600 }), (texts) => {
      const dictionary = new Dictionary();
      const given = texts.map((text) => dictionary.code(text));
      assert.equal(dictionary.size, new Set(texts).size);
      for (const [at, text] of texts.entries()) {
        assert.equal(dictionary.text(given[at]!), text);
        assert.equal(dictionary.find(text), given[at]);
      }
      assert.equal(dictionary.find('no such text in there'), -1);
    }),
  );
});

test('beginnings are found in either direction', () => {
  const dictionary = new Dictionary();
  const [short, long, other] = codes(dictionary, 'jo', 'john', 'jane');
  assert.ok(beginsAlike(dictionary, short!, long!) && beginsAlike(dictionary, long!, short!));
  assert.ok(!beginsAlike(dictionary, short!, other!));
});
