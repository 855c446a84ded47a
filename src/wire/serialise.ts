import type { Shape, StructureShape, TimestampFormat } from './shape.ts';

/** An answer ready to be sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Writes an operation's output: modelled members only, undefined ones dropped, members bound to the status or to
 * headers sent there.
 */
export function serialiseResponse(shape: StructureShape, output: unknown, status: number): Answer {
  const answer: Answer = { status, headers: {}, body: '' };
  const body: Record<string, unknown> = {};
  const members = isObject(output) ? output : {};
  for (const member of shape.members) {
    const value = members[member.name];
    if (value === undefined || value === null) continue;
    if (member.binding === 'status') answer.status = Number(value);
    else if (member.binding === 'header') answer.headers[member.key] = headerText(member.shape, value);
    else if (member.binding === 'payload') answer.body = JSON.stringify(serialiseValue(member.shape, value));
    else body[member.wire] = serialiseValue(member.shape, value);
  }
  if (answer.body === '') answer.body = JSON.stringify(body);
  return answer;
}

/** Writes all members of an output into one JSON-ready object, wherever the schema binds them. */
export function serialiseMembers(shape: StructureShape, output: unknown): Record<string, unknown> {
  return serialiseStructure(shape, isObject(output) ? output : {});
}

/** A value of a shape as JSON.stringify should get it. */
export function serialiseValue(shape: Shape, value: unknown): unknown {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? value : String(value);
    case 'number':
      return serialiseNumber(value);
    case 'boolean':
      return Boolean(value);
    case 'timestamp':
      return serialiseTimestamp(shape.format ?? 'epoch-seconds', value);
    case 'list':
      return serialiseList(shape.item, shape.sparse, value as Iterable<unknown>);
    case 'map':
      return serialiseMap(shape.value, shape.sparse, value as Record<string, unknown>);
    case 'structure':
      return serialiseStructure(shape, value as Record<string, unknown>);
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'bigInteger':
      return Number(value);
    case 'document':
      return value;
  }
}

function serialiseList(shape: Shape, sparse: boolean, value: Iterable<unknown>): unknown[] {
  const list: unknown[] = [];
  for (const item of value) {
    if (item !== undefined && item !== null) list.push(serialiseValue(shape, item));
    else if (sparse) list.push(null);
  }
  return list;
}

function serialiseStructure(shape: StructureShape, value: Record<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const member of shape.members) {
    const inner = value[member.name];
    if (inner !== undefined && inner !== null) object[member.wire] = serialiseValue(member.shape, inner);
  }
  return object;
}

function serialiseMap(
  shape: Shape,
  sparse: boolean,
  value: Record<string, unknown>,
): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (inner !== undefined && inner !== null) map[key] = serialiseValue(shape, inner);
    else if (sparse && inner === null) map[key] = null;
  }
  return map;
}

/** restJson1: numbers that JSON lacks travel as words. */
function serialiseNumber(value: unknown): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : String(number);
}

function serialiseTimestamp(format: TimestampFormat, value: unknown): number | string {
  const date = value instanceof Date ? value : new Date(value as string | number);
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  if (format === 'http-date') return date.toUTCString();
  return date.toISOString().replace('.000Z', 'Z');
}

function headerText(shape: Shape, value: unknown): string {
  if (shape.type === 'timestamp') return String(serialiseTimestamp(shape.format ?? 'http-date', value));
  if (shape.type === 'list')
    return (value as unknown[]).map((item) => headerText(shape.item, item)).join(', ');
  return String(value).replace(/[\r\n]/g, ' ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
