import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFacts } from '../../src/wire/constraints/facts.ts';
import { validateInput } from '../../src/wire/constraints/validate.ts';
import { Refusal } from '../../src/wire/refusal.ts';
import { services } from '../../src/wire/services/services.ts';

const profile = services.get('profile')?.facts ?? readFacts('');

/** The refusal's message, or `undefined` when the input is accepted. */
function problem(operation: string, input: Record<string, unknown>, table = profile): string | undefined {
  try {
    validateInput(table, operation, input);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(error.exception, 'BadRequestException');
    return error.message;
  }
}

const d = { DomainName: 'house' };
const id = '0123456789abcdef0123456789abcdef';
const cases: [
  what: string,
  operation: string,
  input: Record<string, unknown>,
  expected: RegExp | undefined,
][] = [
  ['the least', 'CreateProfile', d, undefined],
  ['a required member missing', 'CreateProfile', {}, /'DomainName'.*required/],
  ['255 characters', 'CreateProfile', { ...d, LastName: 'x'.repeat(255) }, undefined],
  [
    '256 characters',
    'CreateProfile',
    { ...d, LastName: 'x'.repeat(256) },
    /'LastName'.*1 to 255 characters, found 256/,
  ],
  ['255 code points of two units', 'CreateProfile', { ...d, LastName: '𠮷'.repeat(255) }, undefined],
  ['256 code points of two units', 'CreateProfile', { ...d, LastName: '𠮷'.repeat(256) }, /found 256/],
  ['a million characters', 'CreateProfile', { ...d, LastName: 'x'.repeat(1_000_000) }, /found 1000000/],
  ['an empty name', 'CreateProfile', { ...d, LastName: '' }, /found 0/],
  ['an empty name that removes', 'UpdateProfile', { ...d, ProfileId: id, LastName: '' }, undefined],
  ['a nested member', 'CreateProfile', { ...d, Address: { City: '' } }, /'Address.City'/],
  ['a map value', 'CreateProfile', { ...d, Attributes: { tanaka: '' } }, /'Attributes.value'.*found 0/],
  ['a map key', 'CreateProfile', { ...d, Attributes: { '': 'x' } }, /'Attributes.key'/],
  ['an enum', 'CreateProfile', { ...d, PartyType: 'ROBOT' }, /one of INDIVIDUAL, BUSINESS, OTHER/],
  ['an id', 'BatchGetProfile', { ...d, ProfileIds: [id] }, undefined],
  [
    'an id in capitals',
    'BatchGetProfile',
    { ...d, ProfileIds: [id.toUpperCase()] },
    /'ProfileIds.1.member'.*pattern/,
  ],
  ['an id with more around it', 'BatchGetProfile', { ...d, ProfileIds: [`${id}0`] }, /pattern/],
  ['21 ids', 'BatchGetProfile', { ...d, ProfileIds: Array(21).fill(id) }, /1 to 20 items, found 21/],
  ['no ids', 'BatchGetProfile', { ...d, ProfileIds: [] }, /found 0/],
  ['a range', 'CreateDomain', { ...d, DefaultExpirationDays: 1099 }, /1098 or less/],
  ['part of a day', 'CreateDomain', { ...d, DefaultExpirationDays: 1.5 }, /whole number/],
  ['a name', 'CreateDomain', { DomainName: 'a b', DefaultExpirationDays: 1 }, /'DomainName'.*pattern/],
  ['a tag of aws', 'TagResource', { resourceArn: 'arn:aws:profile:x', tags: { 'aws:x': '' } }, /'tags.key'/],
  [
    'eleven objects',
    'BatchPutProfileObject',
    { ...d, ObjectTypeName: 'a', Items: Array(11).fill({ Id: 'a', Object: '{}' }) },
    /10 items/,
  ],
];

describe('Customer Profiles', () => {
  for (const [what, operation, input, expected] of cases) {
    test(what, () => {
      const message = problem(operation, input);
      if (expected) assert.match(message ?? 'accepted', expected);
      else assert.equal(message, undefined);
    });
  }

  test('no more than ten problems are told, and none repeats a value', () => {
    const names = [
      'FirstName',
      'MiddleName',
      'LastName',
      'BirthDate',
      'PhoneNumber',
      'MobilePhoneNumber',
      'HomePhoneNumber',
      'BusinessPhoneNumber',
      'EmailAddress',
      'PersonalEmailAddress',
      'BusinessEmailAddress',
      'AccountNumber',
    ];
    const long = `tanaka${'x'.repeat(255)}`;
    const message =
      problem('CreateProfile', { ...d, ...Object.fromEntries(names.map((name) => [name, long])) }) ?? '';
    assert.match(message, /^12 validation errors detected: .*; and 2 more$/);
    assert.equal(message.match(/failed to satisfy/g)?.length, 10);
    assert.doesNotMatch(message, /tanaka/);
  });
});

test('every operation and shape of the tables is known to the SDK or to us', () => {
  for (const service of services.values()) {
    assert.ok(service.facts.operations.size > 0);
    for (const [name, { input }] of service.facts.operations) {
      const operation = service.operations.get(name);
      assert.ok(operation, name);
      const fact = service.facts.shapes.get(input);
      const members = new Set(operation.input.members.map((member) => member.name));
      for (const member of fact?.members ?? []) {
        assert.ok(members.has(member.name), `${name} lacks ${member.name}`);
        assert.ok(service.facts.shapes.has(member.shape), member.shape);
      }
    }
  }
});

test('every structure reached by an input of the contract has all its members', () => {
  for (const service of services.values()) {
    for (const operation of service.operations.values()) {
      const input = service.facts.operations.get(operation.name)?.input ?? '';
      compare(service.facts, input, operation.input as never, new Set());
    }
  }
});

function compare(
  facts: typeof profile,
  name: string,
  shape: { type: string; members?: { name: string; shape: never }[]; item?: never; value?: never },
  seen: Set<string>,
): void {
  const fact = facts.shapes.get(name);
  if (!fact || seen.has(name)) return;
  seen.add(name);
  const inner = shape.item ?? shape.value;
  if (fact.item && inner) compare(facts, fact.item, inner, seen);
  for (const member of fact.members) {
    const found = shape.members?.find((candidate) => candidate.name === member.name);
    assert.ok(found, `${name} lacks ${member.name}`);
    compare(facts, member.shape, found.shape, seen);
  }
}

test('patterns answer hostile text within a moment', () => {
  const hostile = [
    'a',
    ' ',
    'arn:aws:iam:',
    '-',
    '.s3.',
    's3://',
    '1',
    'https://x.s3.',
    '\t',
    '語',
    '/',
    '%',
    '$a',
  ];
  for (const service of services.values()) {
    for (const { name, pattern, max = 4096 } of service.facts.shapes.values()) {
      if (!pattern) continue;
      for (const unit of hostile) {
        const text = `${unit.repeat(Math.ceil(max / unit.length)).slice(0, Math.min(max, 4096) - 1)}\u0001`;
        assert.ok(
          isQuick(() => pattern.test(text)),
          `${name} with ${unit}`,
        );
      }
    }
  }
});

/** Whether something takes less than 100 ms, once of five times: a machine that is busy elsewhere may take longer. */
function isQuick(work: () => void): boolean {
  for (let tries = 0; tries < 5; tries += 1) {
    const start = performance.now();
    work();
    if (performance.now() - start < 100) return true;
  }
  return false;
}

test('a broken table is an error, not a weaker check', () => {
  assert.throws(() => readFacts('string'));
  assert.throws(() => readFacts('structure A b'));
  assert.throws(() => readFacts('string A ~ ('));
});

test('tables: kinds, bounds, enums with spaces, patterns with spaces', () => {
  const { shapes } = readFacts(
    'string A sensitive 1..3 = x y|z\nstring B ..5 ~ ^a b$\ndouble C 0.0..1.0\nmap D 1.. of A B',
  );
  assert.deepEqual([...(shapes.get('A')?.values ?? [])], ['x y', 'z']);
  assert.equal(shapes.get('A')?.sensitive, true);
  assert.deepEqual(
    [shapes.get('B')?.min, shapes.get('B')?.max, shapes.get('B')?.pattern?.source],
    [undefined, 5, '^a b$'],
  );
  assert.deepEqual([shapes.get('C')?.min, shapes.get('C')?.max], [0, 1]);
  assert.deepEqual([shapes.get('D')?.min, shapes.get('D')?.max, shapes.get('D')?.key], [1, undefined, 'A']);
});
