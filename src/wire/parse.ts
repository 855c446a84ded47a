import type { RawHeaders } from './canonical.ts';
import { badRequest } from './refusal.ts';
import type { Member, Shape, StructureShape, TimestampFormat } from './shape.ts';

/** The parts of a request that members are bound to. */
export interface RequestParts {
  labels: Readonly<Record<string, string>>;
  /** Decoded, in the order they came. */
  pairs: readonly (readonly [string, string])[];
  headers: RawHeaders;
  /** Parsed JSON; `undefined` for an empty body. */
  body: unknown;
}

/** Deeper nesting than any honest request has; guards the stack. */
const deepest = 64;

/** Times outside these years are mistakes of unit, and more than a database holds. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads an operation's input from a request, member by member as the schema binds them.
 * Unknown members are ignored, null members are absent. Refuses values of a wrong type, naming the member.
 */
export function parseRequest(shape: StructureShape, parts: RequestParts): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const body = bodyOf(shape, parts.body);
  for (const member of shape.members) {
    const value = readBound(member, parts, body);
    if (value !== undefined) input[member.name] = value;
  }
  return input;
}

/** Reads an operation's input from one JSON object that holds all members, wherever the schema binds them. */
export function parseMembers(shape: StructureShape, body: unknown): Record<string, unknown> {
  const whole = bodyOf(shape, body);
  const input: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value = parseValue(member.shape, own(whole, member.wire), member.name, 0);
    if (value !== undefined) input[member.name] = value;
  }
  return input;
}

function bodyOf(shape: StructureShape, body: unknown): Record<string, unknown> {
  if (body === undefined || body === null || shape.members.some((member) => member.binding === 'payload')) {
    return {};
  }
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw badRequest(`The body must be a JSON object, found ${kindOf(body)}`);
}

function readBound(member: Member, parts: RequestParts, body: Record<string, unknown>): unknown {
  const { shape, name, key } = member;
  switch (member.binding) {
    case 'label': {
      const text = parts.labels[name];
      return text === undefined ? undefined : parseText(shape, text, name, 'date-time');
    }
    case 'query': {
      const values = parts.pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);
      if (values.length === 0) return undefined;
      if (shape.type === 'list') return values.map((text) => parseText(shape.item, text, name, 'date-time'));
      return parseText(shape, values[0] ?? '', name, 'date-time');
    }
    case 'queryMap': {
      const map: Record<string, string> = Object.create(null);
      for (const [pairName, value] of parts.pairs) map[pairName] ??= value;
      return map;
    }
    case 'header': {
      const value = parts.headers[key];
      if (value === undefined) return undefined;
      const text = typeof value === 'string' ? value : value.join(', ');
      if (shape.type !== 'list') return parseText(shape, text, name, 'http-date');
      return text.split(',').map((part) => parseText(shape.item, part.trim(), name, 'http-date'));
    }
    case 'prefixHeaders':
      return prefixed(parts.headers, key);
    case 'payload':
      return parseValue(shape, parts.body, name, 0);
    case 'status':
      return undefined;
    default:
      return parseValue(shape, own(body, member.wire), name, 0);
  }
}

function prefixed(headers: RawHeaders, prefix: string): Record<string, string> {
  const map: Record<string, string> = Object.create(null);
  for (const name in headers) {
    const value = headers[name];
    if (name.startsWith(prefix) && typeof value === 'string') map[name.slice(prefix.length)] = value;
  }
  return map;
}

/** Reads a JSON value as a shape. `undefined` for null and absent. `path` names the member in refusals. */
export function parseValue(shape: Shape, value: unknown, path: string, depth: number): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? checkText(value, path) : wrong(path, 'a string', value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong(path, 'a number', value);
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong(path, 'true or false', value);
    case 'timestamp':
      return parseTimestamp(shape.format ?? 'epoch-seconds', value, path);
    case 'list':
      return parseList(shape.item, shape.sparse, value, path, depth);
    case 'map':
      return parseMap(shape.value, shape.sparse, value, path, depth);
    case 'structure':
      return parseStructure(shape, value, path, depth);
    case 'blob':
      return parseBlob(value, path);
    case 'bigInteger':
      return Number.isInteger(value) ? BigInt(value as number) : wrong(path, 'a whole number', value);
    case 'document':
      return value;
  }
}

function parseList(item: Shape, sparse: boolean, value: unknown, path: string, depth: number): unknown[] {
  if (!Array.isArray(value)) return wrong(path, 'an array', value);
  checkDepth(depth, path);
  return value.map((element, index) => {
    const parsed = parseValue(item, element, `${path}.${index + 1}.member`, depth + 1);
    if (parsed !== undefined) return parsed;
    if (sparse) return null;
    throw badRequest(`Value at '${path}.${index + 1}.member' is null; expected ${expectation(item)}`);
  });
}

function parseMap(item: Shape, sparse: boolean, value: unknown, path: string, depth: number) {
  if (!isObject(value)) return wrong(path, 'an object', value);
  checkDepth(depth, path);
  // Without a prototype, so that a key such as __proto__ or constructor is a key and nothing else.
  const map: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    checkText(key, `${path} (key)`);
    const parsed = parseValue(item, value[key], `${path}.value`, depth + 1);
    if (parsed !== undefined) map[key] = parsed;
    else if (sparse) map[key] = null;
  }
  return map;
}

function parseStructure(shape: StructureShape, value: unknown, path: string, depth: number) {
  if (!isObject(value)) return wrong(path, 'an object', value);
  checkDepth(depth, path);
  const parsed: Record<string, unknown> = {};
  let count = 0;
  for (const member of shape.members) {
    const inner = parseValue(member.shape, own(value, member.wire), `${path}.${member.name}`, depth + 1);
    if (inner === undefined) continue;
    parsed[member.name] = inner;
    count++;
  }
  if (shape.union && count !== 1) {
    const names = shape.members.map((member) => member.name).join(', ');
    throw badRequest(`Value at '${path}' must have exactly one of ${names}, found ${count}`);
  }
  return parsed;
}

function parseBlob(value: unknown, path: string): Uint8Array {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    return wrong(path, 'a string in base64', value);
  }
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function parseTimestamp(format: TimestampFormat, value: unknown, path: string): Date {
  const expected = {
    'epoch-seconds': 'a number of seconds since 1970',
    'date-time': 'a date-time such as 2026-07-31T12:00:00Z',
    'http-date': 'an HTTP date',
  };
  let time = Number.NaN;
  if (format === 'epoch-seconds') {
    if (typeof value === 'number') time = Math.round(value * 1000);
  } else if (typeof value === 'string') {
    const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
    if (format === 'http-date' || dateTime.test(value)) time = Date.parse(value);
  }
  if (time >= earliest && time <= latest) return new Date(time);
  if (typeof value === 'number') throw badRequest(`Value at '${path}' must be a time in the years 1 to 9999`);
  return wrong(path, expected[format], value);
}

/** Reads text from a path, query or header as a shape. */
function parseText(shape: Shape, text: string, path: string, dates: TimestampFormat): unknown {
  switch (shape.type) {
    case 'string':
      return checkText(text, path);
    case 'number':
      if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
      return wrong(path, 'a number', text);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      return wrong(path, 'true or false', text);
    case 'timestamp': {
      const format = shape.format ?? dates;
      return parseTimestamp(format, format === 'epoch-seconds' ? Number(text) : text, path);
    }
    default:
      throw badRequest(`Value at '${path}' cannot be read from text`);
  }
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair; nor does any of them mean anything in text. */
function checkText(text: string, path: string): string {
  if (text.includes('\u0000')) throw badRequest(`Value at '${path}' holds a NUL character; remove it`);
  if (!text.isWellFormed())
    throw badRequest(`Value at '${path}' holds half of a surrogate pair; send whole characters`);
  return text;
}

function checkDepth(depth: number, path: string): void {
  if (depth < deepest) return;
  const top = path.split('.', 1)[0];
  throw badRequest(`Value at '${top}' is nested more than ${deepest} deep; send a flatter value`);
}

function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(path: string, expected: string, value: unknown): never {
  throw badRequest(`Value at '${path}' must be ${expected}, found ${kindOf(value)}`);
}

/** What a JSON value is, without saying what it holds. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return (
    { string: 'a string', number: 'a number', boolean: 'a boolean', object: 'an object' }[
      typeof value as string
    ] ?? typeof value
  );
}

function expectation(shape: Shape): string {
  return (
    { list: 'an array', map: 'an object', structure: 'an object' }[shape.type as string] ?? `a ${shape.type}`
  );
}
