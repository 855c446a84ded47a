import { parse } from '@handlebars/parser';
import { splitFullName } from '../values/fullName.ts';

/** Evaluates a field's Source on one object. Undefined when nothing is there: absent, null or only white space. */
export type Source = (object: Record<string, unknown>) => string | undefined;

/** A Source that cannot be used; the message says where and what would do. */
export class SourceError extends Error {}

/** What is left of a template's work: steps, and characters of what it writes. */
type Budget = { steps: number; text: number };
type Scope = { root: unknown; current: unknown; parent: Scope | undefined; index?: number; key?: string };
type Node = Record<string, unknown> & { type: string };

const stepLimit = 10_000;
const textLimit = 256_000;

/** An accessor; braces may stand inside its brackets only. */
const accessor = /^_source(?:\.[^.[\]{}]+|\.?\[(?:\\[\\\]]|[^\]])*\])+$/;

/**
 * Compiles a field's Source: an accessor (`_source.a.b`, `_source.[any name].c`), a constant, or a Handlebars template
 * with if, unless, each, with, removeExtraSpace and our familyName and givenName. The tree is interpreted; no code is made.
 * Throws SourceError when the text is not one of these (AWS: invalid Handlebars is refused when the type is put).
 */
export function compileSource(text: string): Source {
  if (text.includes('{{') && !accessor.test(text)) return compileTemplate(text);
  if (text === '_source') throw new SourceError(`"_source" alone names no field; write _source.<name>`);
  if (!text.startsWith('_source.') && !text.startsWith('_source[')) {
    if (/^\w+(\.\w+)+$/.test(text)) {
      throw foreignRoot(text);
    }
    return () => presence(text);
  }
  const path = parseAccessor(text);
  const [first] = path;
  if (path.length === 1 && first !== undefined) return (object) => presence(own(object, first));
  return (object) => presence(walk(object, path));
}

/** Splits `_source.a.[b c].0` into its names. */
export function parseAccessor(text: string): string[] {
  const path: string[] = [];
  const step = /\.?\[((?:\\[\\\]]|[^\]])*)\]|\.([^.[\]]+)/y;
  step.lastIndex = '_source'.length;
  while (step.lastIndex < text.length) {
    const at = step.lastIndex;
    const match = step.exec(text);
    if (!match) throw new SourceError(`cannot read the accessor at character ${at + 1} of "${text}"`);
    path.push(match[1]?.replace(/\\([\\\]])/g, '$1') ?? match[2] ?? '');
  }
  return path;
}

/** Names that need no brackets in an accessor, nor inside a template (the rule of Handlebars for an ID). */
const plainName =
  /^(?!(?:true|false|null|undefined|as|else)$)[^\s!"#%-,./;->@[-^`{-~\d][^\s!"#%-,./;->@[-^`{-~]*$/;

/** The accessor of a member by its path, whatever characters its names have; it serves inside a template too. */
export function accessorOf(...path: string[]): string {
  return `_source${path.map((name) => (plainName.test(name) ? `.${name}` : `.[${name.replace(/[\\\]]/g, '\\$&')}]`)).join('')}`;
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function walk(value: unknown, path: string[]): unknown {
  let current = value;
  for (const name of path) current = own(current, name);
  return current;
}

function presence(value: unknown): string | undefined {
  const text = asText(value);
  return text.trim() === '' ? undefined : text;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Nested too deeply to be written: nothing anybody could use as a value.
    return '';
  }
}

function compileTemplate(text: string): Source {
  let program: Node;
  try {
    program = parse(text) as unknown as Node;
  } catch (cause) {
    const [firstLine] = String((cause as Error).message).split('\n');
    throw new SourceError(`not a Handlebars template: ${firstLine}`);
  }
  check(program);
  return (object) => {
    const budget = { steps: stepLimit, text: textLimit };
    return presence(render(program, { root: object, current: object, parent: undefined }, budget));
  };
}

/**
 * Refuses a Source that could not be used, or that names another root than `_source` (AWS: only that one exists). Only
 * inside `each` and `with` do names speak of the thing at hand. Types that are kept already are compiled without this.
 */
export function checkSource(text: string): void {
  compileSource(text);
  if (text.includes('{{') && !accessor.test(text)) checkRoots(parse(text) as unknown as Node);
}

function checkRoots(node: Node | undefined): void {
  if (!node) return;
  if (node.type === 'Program') for (const child of node.body as Node[]) checkRoots(child);
  else if (node.type === 'MustacheStatement') checkRoot(node.path as Node);
  else if (node.type === 'BlockStatement') {
    for (const param of node.params as Node[]) checkRoot(param);
    if (!['each', 'with'].includes(nameOf(node))) checkRoots(node.program as Node | undefined);
    checkRoots(node.inverse as Node | undefined);
  }
}

function checkRoot({ type, parts, original }: Node): void {
  if (type === 'PathExpression' && (parts as string[])[0] !== '_source') throw foreignRoot(String(original));
}

const foreignRoot = (path: string) =>
  new SourceError(`"${path}" does not begin with _source, the only root there is`);

const blocks = new Set(['if', 'unless', 'each', 'with', 'removeExtraSpace', 'familyName', 'givenName']);

function check(node: Node): void {
  if (node.type === 'Program') for (const child of node.body as Node[]) check(child);
  else if (node.type === 'MustacheStatement') checkValue(node);
  else if (node.type === 'BlockStatement') checkBlock(node);
  else if (node.type !== 'ContentStatement' && node.type !== 'CommentStatement') {
    throw new SourceError(`${node.type} is not supported; use {{_source.x}}, if, unless, each, with`);
  }
}

function checkValue(node: Node): void {
  if ((node.params as Node[]).length > 0) {
    throw new SourceError(`helper "${nameOf(node)}" is not known here; only blocks take arguments`);
  }
  checkPath(node.path as Node);
}

function checkBlock(node: Node): void {
  const name = nameOf(node);
  if (!blocks.has(name))
    throw new SourceError(`block "${name}" is not known; there are ${[...blocks].join(', ')}`);
  const takesOne = ['if', 'unless', 'each', 'with'].includes(name);
  const params = node.params as Node[];
  if (params.length !== (takesOne ? 1 : 0)) {
    throw new SourceError(`block "${name}" takes ${takesOne ? 'one argument' : 'no argument'}`);
  }
  const { program } = node as { program?: { blockParams?: unknown[] } };
  if (program?.blockParams?.length) throw new SourceError(`block "${name}": "as |name|" is not supported`);
  for (const param of params) checkPath(param);
  if (node.program) check(node.program as Node);
  if (node.inverse) check(node.inverse as Node);
}

function checkPath(node: Node): void {
  if (node.type.endsWith('Literal')) return;
  if (node.type !== 'PathExpression') throw new SourceError(`${node.type} is not supported as a value`);
  if ((node.parts as unknown[]).some((part) => typeof part !== 'string')) {
    throw new SourceError('sub-expressions are not supported');
  }
  if (node.data && !['index', 'key'].includes(String(node.original).slice(1))) {
    throw new SourceError(`${node.original} is not known; there are @index and @key`);
  }
}

function nameOf(node: Node): string {
  return String((node.path as Node).original);
}

function render(node: Node, scope: Scope, budget: Budget): string {
  budget.steps -= 1;
  if (budget.steps < 0 || budget.text <= 0) return '';
  if (node.type === 'ContentStatement') return spend(String(node.value), budget);
  if (node.type === 'MustacheStatement') return spend(asText(evaluate(node.path as Node, scope)), budget);
  if (node.type === 'BlockStatement') return renderBlock(node, scope, budget);
  if (node.type !== 'Program') return '';
  return (node.body as Node[]).map((child) => render(child, scope, budget)).join('');
}

/** A loop that repeats a long text must not fill the memory: what goes beyond the limit is cut off. */
function spend(text: string, budget: Budget): string {
  const given = text.length > budget.text ? text.slice(0, Math.max(budget.text, 0)).toWellFormed() : text;
  budget.text -= given.length;
  return given;
}

function renderBlock(node: Node, scope: Scope, budget: Budget): string {
  const inner = (at: Scope) => (node.program ? render(node.program as Node, at, budget) : '');
  const otherwise = () => (node.inverse ? render(node.inverse as Node, scope, budget) : '');
  const name = nameOf(node);
  if (name === 'removeExtraSpace') return inner(scope).replace(/\s+/gu, ' ').trim();
  if (name === 'familyName') return splitFullName(inner(scope)).family ?? '';
  if (name === 'givenName') return splitFullName(inner(scope)).given ?? '';
  const value = evaluate((node.params as Node[])[0]!, scope);
  if (name === 'if') return isTruthy(value) ? inner(scope) : otherwise();
  if (name === 'unless') return isTruthy(value) ? otherwise() : inner(scope);
  if (!isTruthy(value)) return otherwise();
  if (name === 'with') return inner({ root: scope.root, current: value, parent: scope });
  return renderEach(value, scope, budget, inner);
}

function renderEach(value: unknown, scope: Scope, budget: Budget, inner: (at: Scope) => string): string {
  let text = '';
  let index = 0;
  if (typeof value !== 'object' || value === null) return text;
  for (const key in value) {
    budget.steps -= 1;
    if (budget.steps < 0) break;
    text += inner({ root: scope.root, current: own(value, key), parent: scope, index, key });
    index += 1;
  }
  return text;
}

function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** The parser leaves the brackets on a name with a line break in it, as headers of spreadsheets have. */
function withoutBrackets(name: string): string {
  const left = name.startsWith('[') && name.endsWith(']') && /[\n\r\u2028\u2029]/.test(name);
  return left ? name.slice(1, -1) : name;
}

function evaluate(node: Node, scope: Scope): unknown {
  if (node.type !== 'PathExpression') return node.value;
  const parts = (node.parts as string[]).map(withoutBrackets);
  if (node.data) return parts[0] === 'index' ? scope.index : parts[0] === 'key' ? scope.key : undefined;
  let at: Scope | undefined = scope;
  for (let up = 0; up < Number(node.depth) && at; up += 1) at = at.parent;
  const [head, ...rest] = parts;
  if (head === '_source') return walk(scope.root, rest);
  return walk(at?.current, parts);
}
