import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterAgreement } from '../../../bench/support/accuracyTruth.ts';
import { mix } from '../../../demo/random.ts';
import { cluster } from '../../../src/identity/kernel/clusters.ts';
import { Columns } from '../../../src/identity/kernel/columns.ts';
import { Encoder } from '../../../src/identity/kernel/encoder.ts';
import { explain } from '../../../src/identity/kernel/explain.ts';
import { baseKeysOf } from '../../../src/identity/kernel/keys.ts';
import { Probe } from '../../../src/identity/kernel/probe.ts';
import { scoreCandidates } from '../../../src/identity/kernel/resolve.ts';
import { hashSample, sampleRows, weighPairs } from '../../../src/identity/kernel/sample.ts';
import { scorerOf } from '../../../src/identity/kernel/score.ts';
import { train } from '../../../src/identity/kernel/train.ts';
import { customerFields, encodePeople, generatedPeople } from './people.ts';

const { records, persons } = generatedPeople(700);

function resolve(rows: readonly string[][]) {
  const columns = encodePeople(rows);
  const model = train(columns);
  const scorer = scorerOf(columns, model);
  const pairs = scoreCandidates(columns, model, scorer);
  return { columns, model, scorer, pairs, groups: cluster(columns, scorer, pairs) };
}

const resolved = resolve(records);

test('people are found without any setting', () => {
  const { f1 } = clusterAgreement(resolved.groups, persons);
  const merged = clusterAgreement(
    resolved.groups.flatMap(({ parts }) => parts.map((rows) => ({ rows }))),
    persons,
  );
  assert.ok(f1 > 0.97, `F1 ${f1}`);
  assert.ok(merged.precision > 0.99, `precision of merges ${merged.precision}`);
});

test('a custom field that homes share does not make one person of a home', () => {
  const many = generatedPeople(3_000, 11);
  const at = new Map(customerFields.map(({ name }, place) => [name, place]));
  const shared = ['姓', 'セイ', '電話番号', '郵便番号', '都道府県', '市区町村', '住所'].map(
    (name) => at.get(name)!,
  );
  // Three people a home: whoever is written down first says what the others share.
  const homes = new Map<number, readonly string[]>();
  const records = many.records.map((record, row) => {
    const home = Math.floor(many.persons[row]! / 3);
    if (!homes.has(home)) homes.set(home, record);
    return record.map((text, place) => (shared.includes(place) ? homes.get(home)![place]! : text));
  });
  const fields = customerFields.map((field) =>
    field.name === '住所' ? { ...field, role: 'custom' as const } : field,
  );
  const columns = encodePeople(records, fields);
  const model = train(columns);
  const scorer = scorerOf(columns, model);
  const groups = cluster(columns, scorer, scoreCandidates(columns, model, scorer));
  const { precision, f1 } = clusterAgreement(groups, many.persons);
  assert.ok(precision > 0.95 && f1 > 0.95, `precision ${precision}, F1 ${f1}`);
});

test('what merely repeats a name leads astray nobody', () => {
  const many = generatedPeople(3_000, 12);
  // The written names as columns of their own: whoever has a given name agrees in two fields, and is not one person.
  const roles = {
    姓: 'custom',
    名: 'custom',
    住所: 'ignored',
    メールアドレス: 'ignored',
    携帯電話: 'ignored',
  } as const;
  const fields = customerFields.map((field) => ({
    ...field,
    role: roles[field.name as keyof typeof roles] ?? field.role,
  }));
  const columns = encodePeople(many.records, fields);
  const model = train(columns);
  const scorer = scorerOf(columns, model);
  const groups = cluster(columns, scorer, scoreCandidates(columns, model, scorer));
  const { precision, f1 } = clusterAgreement(groups, many.persons);
  assert.ok(precision > 0.95 && f1 > 0.9, `precision ${precision}, F1 ${f1}`);
});

test('the same input gives the same output', () => {
  const again = resolve(records);
  assert.deepEqual(again.model, resolved.model);
  assert.deepEqual(again.groups, resolved.groups);
});

test('the order of the records does not matter', () => {
  const order = records.map((_record, row) => row).sort((a, b) => mix(a) - mix(b));
  const shuffled = resolve(order.map((row) => records[row]!));
  const named = (groups: typeof resolved.groups, name: (row: number) => number) =>
    groups.map(({ rows, band }) => `${rows.map(name).sort((a, b) => a - b)} ${band}`).sort();
  assert.deepEqual(
    named(shuffled.groups, (row) => order[row]!),
    named(resolved.groups, (row) => row),
  );
});

test('scores are symmetric', () => {
  const { scorer, pairs } = resolved;
  for (let turn = 0; turn < 2000; turn++) {
    const [a, b] = [mix(turn, 1) % records.length, mix(turn, 2) % records.length];
    assert.equal(scorer.bits(a, b), scorer.bits(b, a));
  }
  for (let at = 0; at < pairs.count; at++)
    assert.equal(
      scorer.bits(pairs.left[at]!, pairs.right[at]!),
      scorer.bits(pairs.right[at]!, pairs.left[at]!),
    );
});

test('the reasons of a pair and the prior add up to its evidence', () => {
  const { scorer, pairs } = resolved;
  for (let at = 0; at < pairs.count; at++) {
    const { bits, prior, reasons, confidence } = explain(scorer, pairs.left[at]!, pairs.right[at]!);
    const sum = reasons.reduce((all, { weight }) => all + weight, prior);
    assert.ok(Math.abs(sum - bits) < 1e-6);
    assert.ok(confidence >= 0 && confidence <= 1);
    assert.ok(reasons.length > 0 && reasons.every(({ level }) => level !== 'unknown'));
  }
});

test('a probe finds the candidates of the batch, one row at a time', () => {
  const { columns, model, scorer } = resolved;
  const batch = new Set<string>();
  scoreCandidates(columns, model, scorer, {
    observe: (left, right, count) => {
      for (let at = 0; at < count; at++) batch.add([left[at]!, right[at]!].sort((a, b) => a - b).join());
    },
  });
  const probe = new Probe(columns, model);
  const found = new Set<string>();
  for (let row = 0; row < columns.size; row++) {
    const { rows, isWhole } = probe.candidates(row);
    assert.ok(isWhole);
    for (const other of rows) found.add(`${other},${row}`);
    probe.put(row);
  }
  assert.deepEqual([...found].sort(), [...batch].sort());
});

test('a row that is taken out and put in anew leaves everything as it was', () => {
  const encoder = new Encoder(customerFields, { defaultCountry: 'JP' });
  for (const record of records) encoder.add(record);
  const { columns } = encoder;
  const probe = new Probe(columns, resolved.model);
  for (let row = 0; row < columns.size; row++) probe.put(row);
  const [a, b] = [resolved.pairs.left[0]!, resolved.pairs.right[0]!];
  const before = scorerOf(columns, resolved.model).bits(a, b);
  probe.take(a);
  columns.clear(a);
  assert.ok(!probe.candidates(b).rows.includes(a));
  const anew = encoder.add(records[a]!);
  probe.put(anew);
  assert.ok(probe.candidates(b).rows.includes(anew));
  assert.equal(scorerOf(columns, resolved.model).bits(anew, b), before);
});

test('parts scored over shared memory make up the whole', () => {
  const { columns, model, pairs } = resolved;
  const copy = Columns.of(structuredClone(columns.toShared()));
  const scorer = scorerOf(copy, structuredClone(model));
  const parts = [0, 1, 2].map((number) => scoreCandidates(copy, model, scorer, { part: { number, of: 3 } }));
  const told = (some: typeof pairs) =>
    Array.from({ length: some.count }, (_none, at) => `${some.left[at]},${some.right[at]} ${some.bits[at]}`);
  assert.deepEqual(parts.flatMap(told).sort(), told(pairs).sort());
  assert.equal(
    parts.reduce((sum, { candidates }) => sum + candidates, 0),
    pairs.candidates,
  );
});

test('few rows and empty rows are no trouble', () => {
  for (const rows of [
    [],
    [records[0]!],
    [records[0]!, records[0]!],
    [records[0]!.map(() => ''), records[1]!],
  ]) {
    assert.ok(resolve(rows).groups.length <= 1);
  }
});

test('a pair that was drawn because two hashes met by chance stands for nobody', () => {
  const columns = encodePeople(generatedPeople(50).records);
  const bases = baseKeysOf(columns);
  const sampled = sampleRows(columns, [hashSample(columns, bases)]);
  const key = bases.findIndex(({ name }) => name === 'birth');
  const [stranger] = [...sampled.rows.keys()].filter(
    (row) => sampled.hashes[key]![row] !== sampled.hashes[key]![0],
  );
  const drawn = [{ key: [key] as const, rate: 0.5 }];
  const { weights } = weighPairs(sampled, bases, drawn, Float64Array.of(stranger!));
  assert.deepEqual([...weights], [0]);
});
