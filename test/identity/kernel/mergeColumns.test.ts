import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cluster } from '../../../src/identity/kernel/clusters.ts';
import { Columns } from '../../../src/identity/kernel/columns.ts';
import {
  dealDictionaries,
  dictionarySizes,
  giveFeatures,
  joinColumns,
  mergeFeatures,
} from '../../../src/identity/kernel/mergeColumns.ts';
import { scoreCandidates } from '../../../src/identity/kernel/resolve.ts';
import { scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { contentOf, countsOf } from './contents.ts';
import { encodePeople, generatedPeople } from './people.ts';

/** Encodes records in parts and puts them together as threads do. */
function merged(records: readonly string[][], borders: readonly number[]): Columns {
  const cuts = [0, ...borders, records.length];
  const parts = cuts.slice(1).map((end, at) => encodePeople(records.slice(cuts[at], end)));
  const fields = parts[0]!.fields;
  const names = [...parts[0]!.features.keys()];
  const sizes = dictionarySizes(parts[0]!);
  const owned = dealDictionaries(sizes, parts.length);
  const given = parts.map(
    (part, place) =>
      new Map(
        owned.flatMap((numbers, owner) =>
          owner === place ? [] : numbers.map((number) => [number, giveFeatures(part, number)] as const),
        ),
      ),
  );
  const { stride } = parts[0]!.table;
  const codes = new Int32Array(records.length * stride);
  const ranges = parts.map((part, at) => ({ first: cuts[at]!, rows: part.size }));
  for (const [at, part] of parts.entries())
    codes.set(part.table.codes.subarray(0, part.size * stride), cuts[at]! * stride);
  const found = owned.flatMap((numbers, place) =>
    numbers.map((number) => {
      const others = given.flatMap((some, at) => (at === place ? [] : [some.get(number)!]));
      return mergeFeatures(parts[place]!, { number, place, given: others }, codes, ranges);
    }),
  );
  return Columns.of(
    joinColumns(names, { fields, sources: new Uint8Array(records.length), codes, stride }, found),
  );
}

test('rows encoded in parts say what they say in one piece', () => {
  const { records } = generatedPeople(2000);
  const whole = encodePeople(records);
  for (const borders of [[900], [1], [500, 1400]]) {
    const parts = merged(records, borders);
    assert.equal(parts.size, 2000);
    assert.deepEqual(contentOf(parts), contentOf(whole));
    assert.deepEqual(countsOf(parts), countsOf(whole));
  }
});

test('rows encoded in parts come to the same model and the same groups', () => {
  const { records } = generatedPeople(1200);
  const groups = [encodePeople(records), merged(records, [700])].map((columns) => {
    const model = train(columns);
    const scorer = scorerOf(columns, model);
    return cluster(columns, scorer, scoreCandidates(columns, model, scorer));
  });
  assert.deepEqual(groups[1], groups[0]);
});
