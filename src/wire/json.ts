import { badRequest } from './refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a request body. An empty body is `undefined`. Refuses text that is not UTF-8 or not JSON, naming the
 * place and never repeating the text (it may hold a customer's data).
 */
export function parseJson(body: Buffer | string): unknown {
  const text = typeof body === 'string' ? body : decode(body);
  if (text === '' || text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = placeOf(text, jsonErrorOffset(text));
    throw badRequest(`The body is not valid JSON: it breaks at line ${line}, column ${column}`);
  }
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw badRequest('The body is not valid UTF-8; send JSON encoded as UTF-8');
  }
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/**
 * Offset of the first character at which a text stops being JSON. The engine's own message cannot be used: it
 * quotes the text and does not always say where. Runs only after JSON.parse has failed.
 */
export function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let want: Want = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = text[at] === '"' ? readString(text, at) : readOther(text, at);
    if (token.broken !== undefined) return token.broken;
    const next = step(want, token.kind, open);
    if (!next) return at;
    want = next;
    at = skipSpace(text, token.end);
    if (want === 'comma' && open.length === 0) return at;
  }
  return at;
}

type Want = 'value' | 'valueOrEnd' | 'keyOrEnd' | 'key' | 'colon' | 'comma';

interface Token {
  kind: string;
  end: number;
  /** Offset at which the token itself stops being JSON. */
  broken?: number;
}

function readString(text: string, start: number): Token {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { kind: 'string', end: at + 1 };
    if (code < 0x20) break;
    if (code !== 0x5c) continue;
    const found = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6));
    if (!found) break;
    at += found[0].length - 1;
  }
  return { kind: 'string', end: at, broken: at };
}

function readOther(text: string, at: number): Token {
  const character = text[at] ?? '';
  if ('[]{},:'.includes(character)) return { kind: character, end: at + 1 };
  const word = /[\w.+-]*/y;
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? '';
  const valid = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/.test(found);
  return valid ? { kind: 'word', end: at + found.length } : { kind: 'word', end: at, broken: at };
}

function step(want: Want, seen: string, open: string[]): Want | undefined {
  const isValue = want === 'value' || want === 'valueOrEnd';
  if (isValue && (seen === 'string' || seen === 'word')) return 'comma';
  if (isValue && (seen === '{' || seen === '[')) {
    open.push(seen);
    return seen === '{' ? 'keyOrEnd' : 'valueOrEnd';
  }
  if ((want === 'key' || want === 'keyOrEnd') && seen === 'string') return 'colon';
  if (want === 'colon' && seen === ':') return 'value';
  if (want === 'comma' && seen === ',') return open.at(-1) === '{' ? 'key' : 'value';
  const closes = open.at(-1) === '{' ? '}' : ']';
  if (
    seen === closes &&
    (want === 'comma' || want === 'keyOrEnd' || want === 'valueOrEnd') &&
    open.length > 0
  ) {
    open.pop();
    return 'comma';
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return at;
}
