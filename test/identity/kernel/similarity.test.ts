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
