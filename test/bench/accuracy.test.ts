import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAccuracyOptions } from '../../bench/support/accuracyOptions.ts';
import { agreement, bCubed, clusterAgreement, truePairs } from '../../bench/support/accuracyTruth.ts';

test('pairs are counted within entities, and across sources when files are linked', () => {
  assert.equal(truePairs([1, 1, 1, 2, 2, 3]), 4);
  assert.equal(truePairs([1, 1, 1, 2, 2, 3], [0, 0, 1, 0, 1, 1]), 3);
});

test('agreement of groups with the truth', () => {
  const entities = [1, 1, 1, 2, 2, 3];
  const groups = [{ rows: [0, 1] }, { rows: [3, 5] }];
  assert.deepEqual(clusterAgreement(groups, entities), agreement(1, 2, 4));
  assert.deepEqual(agreement(0, 0, 0), { precision: 1, recall: 1, f1: 1 });
});

test('B-cubed is the mean over rows', () => {
  assert.equal(bCubed([{ rows: [0, 1] }], [1, 1]), 1);
  // Two rows of one entity left apart: precision 1, recall 1/2.
  assert.equal(bCubed([], [1, 1]), 2 / 3);
});

test('the command line is read, and refused in words', () => {
  const options = readAccuracyOptions([
    '--input',
    'a.csv',
    '--truth',
    'rec_id:rec-\\d+',
    '--goal',
    'b3_f1=0.9',
  ]);
  assert.equal(options.truthColumn, 'rec_id');
  assert.equal(options.truthPattern?.exec('rec-12-org')?.[0], 'rec-12');
  assert.equal(options.goals.get('b3_f1'), 0.9);
  const refusals: [string[], RegExp][] = [
    [['--truth', 'x'], /--input is missing/],
    [['--input', 'a'], /--truth is missing/],
    [['--input', 'a', '--truth', 'x:['], /Invalid regular expression/],
    [['--input', 'a', '--truth', 'x', '--goal', 'f2=1'], /No metric f2/],
    [['--input', 'a', '--truth', 'x', '--goal', 'b3_f1=high'], /no number/],
    [['--input', 'a', '--truth', 'x', '--map', 'y'], /expected SOURCE=Target/],
    [['--input', 'a', '--truth', 'x', '--nope', 'y'], /Unknown option --nope/],
    [['--input', 'a', '--truth'], /--truth needs a value/],
  ];
  for (const [args, reason] of refusals) assert.throws(() => readAccuracyOptions(args), reason);
});
