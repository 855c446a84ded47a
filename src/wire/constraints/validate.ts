import { badRequest } from '../refusal.ts';
import type { Fact, FactTable } from './facts.ts';

/** At most so many problems are reported at once. */
const mostProblems = 10;
/** No pattern runs over a longer text; guards shapes that have a pattern but no maximum. */
const longestForPattern = 4096;

/** Beyond this, code units stand in for code points: the text is too long either way or is not short either way. */
const longestCounted = 4_000_000;

interface Walk {
  table: FactTable;
  problems: string[];
}

/**
 * Checks an operation's parsed input against the constraint table: required members, lengths, ranges, enums,
 * patterns. Reports all problems (ten at most) in one 400, by member path. Values are never repeated: any of them may
 * be a customer's. An operation that the table lacks is not checked.
 */
export function validateInput(table: FactTable, operation: string, input: Record<string, unknown>): void {
  const shape = table.shapes.get(table.operations.get(operation)?.input ?? '');
  if (!shape) return;
  const walk: Walk = { table, problems: [] };
  checkMembers(walk, shape, input, '');
  if (walk.problems.length === 0) return;
  const count = walk.problems.length;
  const shown = walk.problems.slice(0, mostProblems).join('; ');
  const more = count > mostProblems ? `; and ${count - mostProblems} more` : '';
  throw badRequest(`${count} validation error${count === 1 ? '' : 's'} detected: ${shown}${more}`);
}

function checkMembers(walk: Walk, fact: Fact, value: Record<string, unknown>, path: string): void {
  for (const member of fact.members) {
    const inner = value[member.name];
    const where = path === '' ? member.name : `${path}.${member.name}`;
    if (inner !== undefined && inner !== null) check(walk, walk.table.shapes.get(member.shape), inner, where);
    else if (member.required) problem(walk, where, 'it is required and is missing');
  }
}

function check(walk: Walk, fact: Fact | undefined, value: unknown, path: string): void {
  if (!fact) return;
  if (typeof value === 'string') checkString(walk, fact, value, path);
  else if (typeof value === 'number') checkNumber(walk, fact, value, path);
  else if (Array.isArray(value)) checkList(walk, fact, value, path);
  else if (value instanceof Uint8Array) checkSize(walk, fact, value.length, path, 'bytes');
  else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const object = value as Record<string, unknown>;
    if (fact.kind === 'map') checkMap(walk, fact, object, path);
    else checkMembers(walk, fact, object, path);
  }
}

function checkString(walk: Walk, fact: Fact, value: string, path: string): void {
  if (fact.values) {
    if (!fact.values.has(value)) problem(walk, path, `it must be one of ${[...fact.values].join(', ')}`);
    return;
  }
  const before = walk.problems.length;
  if (fact.min !== undefined || fact.max !== undefined) {
    checkSize(walk, fact, lengthOf(value, fact), path, 'characters');
  }
  if (!fact.pattern || walk.problems.length > before) return;
  if (value.length <= longestForPattern && fact.pattern.test(value)) return;
  problem(walk, path, `it must match the pattern ${fact.pattern.source}`);
}

/** Length in code points; counted only when code units cannot decide. */
function lengthOf(value: string, { min = 0, max = Number.POSITIVE_INFINITY }: Fact): number {
  const units = value.length;
  const undecided = units > max || units >> 1 < min;
  if (!undecided || units > longestCounted) return units;
  let points = 0;
  for (const _ of value) points++;
  return points;
}

function checkNumber(walk: Walk, fact: Fact, value: number, path: string): void {
  const whole = fact.kind === 'integer' || fact.kind === 'long';
  const { min = whole ? lowest(fact) : undefined, max = whole ? -lowest(fact) - 1 : undefined } = fact;
  if (whole && !Number.isInteger(value)) problem(walk, path, 'it must be a whole number');
  if (min !== undefined && value < min) problem(walk, path, `it must be ${min} or more`);
  if (max !== undefined && value > max) problem(walk, path, `it must be ${max} or less`);
}

const lowest = (fact: Fact) => (fact.kind === 'integer' ? -(2 ** 31) : -(2 ** 53));

function checkList(walk: Walk, fact: Fact, value: unknown[], path: string): void {
  checkSize(walk, fact, value.length, path, 'items');
  // A list that is far too long is refused for its length; its items need no look.
  if (fact.max !== undefined && value.length > 2 * fact.max) return;
  const item = walk.table.shapes.get(fact.item ?? '');
  if (!item || isFree(item)) return;
  value.forEach((element, index) => {
    check(walk, item, element, `${path}.${index + 1}.member`);
  });
}

function checkMap(walk: Walk, fact: Fact, value: Record<string, unknown>, path: string): void {
  const keys = Object.keys(value);
  checkSize(walk, fact, keys.length, path, 'entries');
  const keyFact = walk.table.shapes.get(fact.key ?? '');
  const itemFact = walk.table.shapes.get(fact.item ?? '');
  for (const key of keys) {
    // Keys can be a customer's own words: the path does not repeat them.
    check(walk, keyFact, key, `${path}.key`);
    check(walk, itemFact, value[key], `${path}.value`);
  }
}

function isFree(fact: Fact): boolean {
  return (
    fact.members.length === 0 &&
    !fact.values &&
    !fact.pattern &&
    fact.min === undefined &&
    fact.max === undefined &&
    !fact.item
  );
}

function checkSize(walk: Walk, fact: Fact, size: number, path: string, unit: string): void {
  const { min = 0, max = Number.POSITIVE_INFINITY } = fact;
  if (size >= min && size <= max) return;
  const expected = max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
  problem(walk, path, `it must have ${expected} ${unit}, found ${size}`);
}

function problem(walk: Walk, path: string, what: string): void {
  walk.problems.push(`Value at '${path}' failed to satisfy constraint: ${what}`);
}
