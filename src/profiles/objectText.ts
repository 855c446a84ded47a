import { hash } from 'node:crypto';
import { parseExactly } from './exactJson.ts';

/** How an object's JSON text is kept. */
export interface PackedObject {
  /** Which names its members have; null: `text` is the whole JSON text. */
  shapeId: bigint | null;
  /** JSON array of the names, for a shape. */
  names: string;
  /** The whole text, or the JSON array of the values. */
  text: string;
}

/**
 * Packs the JSON text of an object whose members are all text, as rows of files are: the names go into a shape that such
 * objects share, the values stay. Any other text, and one that is not written just as JSON.stringify would, stays whole.
 * `parsed` is what the text says, where somebody has read it already.
 */
export function packObject(json: string, parsed?: Record<string, unknown>): PackedObject {
  const whole = { shapeId: null, names: '', text: json };
  if (!json.startsWith('{"')) return whole;
  const value: unknown = parsed ?? parseExactly(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return whole;
  const cells = Object.values(value);
  if (cells.length === 0 || !cells.every((cell) => typeof cell === 'string')) return whole;
  const names = JSON.stringify(Object.keys(value));
  const quoted = cells.map((cell) => JSON.stringify(cell));
  if (joined(names, quoted) !== json) return whole;
  return { shapeId: shapeIdOf(names), names, text: `[${quoted.join(',')}]` };
}

/** The JSON text of a packed object, exactly as it came. `names` null: the text is whole. */
export function unpackObject(names: string | null, text: string): string {
  if (names === null) return text;
  const cells = JSON.parse(text) as string[];
  return joined(
    names,
    cells.map((cell) => JSON.stringify(cell)),
  );
}

/** The JSON text of an object from its names and its values, both as JSON. */
function joined(names: string, quoted: readonly string[]): string {
  const prefixes = prefixesOf(names);
  let json = '';
  for (let index = 0; index < quoted.length; index += 1) json += prefixes[index]! + quoted[index]!;
  return `${json}}`;
}

let lastNames = '';
let lastPrefixes: string[] = [];

/** `{"a":` and `,"b":` …; the same shape usually comes many times in a row. */
function prefixesOf(names: string): string[] {
  if (names !== lastNames) {
    const list = JSON.parse(names) as string[];
    lastPrefixes = list.map((name, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    lastNames = names;
  }
  return lastPrefixes;
}

let lastShape: [names: string, id: bigint] = ['', 0n];

/** 63 bits of SHA-256 over the names: the same names have the same number everywhere. */
function shapeIdOf(names: string): bigint {
  if (lastShape[0] !== names) lastShape = [names, BigInt(`0x${hash('sha256', names).slice(0, 16)}`) >> 1n];
  return lastShape[1];
}
