import fc from 'fast-check';
import type { Member, Shape, StructureShape } from '../../../src/wire/shape.ts';

/** Text that can travel: whole characters, no NUL. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.replaceAll('\u0000', ''));
/** Keys that have bitten others. */
const mapKey = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'));
const pathText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((value) => value.replaceAll('\u0000', 'x'))
  .filter((value) => value !== '.' && value !== '..');
const headerText = fc.stringMatching(/^[!-~]{1,10}$/);
const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });

/** Random values of a shape. Deep members are left out, since shapes may contain themselves. */
export function arbitrary(shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'string':
      return text;
    case 'number':
      return fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
      );
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return moment;
    case 'blob':
      return fc.uint8Array({ maxLength: 12 });
    case 'list': {
      const item = arbitrary(shape.item, depth + 1);
      return fc.array(shape.sparse ? fc.option(item) : item, { maxLength: depth > 3 ? 0 : 3 });
    }
    case 'map': {
      const value = arbitrary(shape.value, depth + 1);
      const pairs = fc.array(fc.tuple(mapKey, shape.sparse ? fc.option(value) : value), {
        maxLength: depth > 3 ? 0 : 3,
      });
      return pairs.map((entries) => nullObject(entries));
    }
    case 'structure':
      return structureArbitrary(shape, depth);
    default:
      return fc.constant('document');
  }
}

function nullObject(entries: [string, unknown][]): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** Random values of a structure, bound members written so that their place can carry them. */
export function structureArbitrary(shape: StructureShape, depth = 0): fc.Arbitrary<Record<string, unknown>> {
  const inner = shape.members.filter((member) => depth < 4 || isSmall(member.shape));
  if (shape.union) {
    const choices = (inner.length > 0 ? inner : shape.members.slice(0, 1)).map((member) =>
      memberArbitrary(member, depth).map((value) => ({ [member.name]: value })),
    );
    return choices.length > 0 ? fc.oneof(...choices) : fc.constant({});
  }
  const record = Object.fromEntries(inner.map((member) => [member.name, memberArbitrary(member, depth)]));
  const always = inner.filter(({ binding }) => binding === 'label' || binding === 'status');
  const requiredKeys = always.map((member) => member.name);
  return fc.record(record, { requiredKeys, noNullPrototype: true });
}

function isSmall(shape: Shape): boolean {
  return shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
}

function memberArbitrary(member: Member, depth: number): fc.Arbitrary<unknown> {
  if (member.binding === 'label') return member.shape.type === 'number' ? fc.nat() : pathText;
  if (member.binding === 'status') return fc.integer({ min: 200, max: 299 });
  if (member.binding === 'header' && member.shape.type === 'string') return headerText;
  if (member.binding === 'header' || (member.binding === 'query' && member.shape.type === 'timestamp')) {
    return moment.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
  }
  if (member.binding === 'query' && member.shape.type === 'list') {
    return fc.array(arbitrary(member.shape.item, depth + 1), { minLength: 1, maxLength: 3 });
  }
  return arbitrary(member.shape, depth + 1);
}
