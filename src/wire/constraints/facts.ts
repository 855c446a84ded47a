/*
 * The form of the tables beside this file, one line each:
 *
 *   operation <name> <input shape or -> <declared exceptions, comma separated>
 *   string <name> [sensitive] [<min>..<max>] [= A|B|C] [~ pattern]
 *   integer|long|double|float|boolean|timestamp|blob <name> [sensitive] [<min>..<max>]
 *   list <name> [sensitive] [<min>..<max>] of <item shape>
 *   map <name> [sensitive] [<min>..<max>] of <key shape> <value shape>
 *   structure|union <name> [sensitive] <member>[*]:<shape> …     (* is required)
 */

/** What is known about one shape. */
export interface Fact {
  kind: string;
  name: string;
  sensitive: boolean;
  min: number | undefined;
  max: number | undefined;
  values: ReadonlySet<string> | undefined;
  pattern: RegExp | undefined;
  item: string | undefined;
  key: string | undefined;
  members: readonly FactMember[];
}

/** A member of a structure or union. */
export interface FactMember {
  name: string;
  required: boolean;
  shape: string;
}

/** A table, read. */
export interface FactTable {
  shapes: ReadonlyMap<string, Fact>;
  operations: ReadonlyMap<string, { input: string; exceptions: ReadonlySet<string> }>;
}

/** Reads a table. Throws on a line that has not the form above: a broken table must not weaken validation silently. */
export function readFacts(table: string): FactTable {
  const shapes = new Map<string, Fact>();
  const operations = new Map<string, { input: string; exceptions: ReadonlySet<string> }>();
  for (const line of table.split('\n')) {
    if (line === '') continue;
    if (line.startsWith('operation ')) {
      const [, name = '', input = '-', exceptions = ''] = line.split(' ');
      operations.set(name, { input, exceptions: new Set(exceptions.split(',')) });
    } else {
      const fact = readFact(line);
      shapes.set(fact.name, fact);
    }
  }
  return { shapes, operations };
}

function readFact(line: string): Fact {
  const [, kind, name, sensitive, min, max, rest] =
    /^(\w+) (\w+)( sensitive)?(?: (-?[\d.eE+]*?)\.\.(-?[\d.eE+]*))?(?: (.*))?$/.exec(line) ?? [];
  if (!kind || !name) throw new Error(`cannot read the fact "${line}"`);
  const fact: Fact = {
    kind,
    name,
    sensitive: sensitive !== undefined,
    min: bound(min),
    max: bound(max),
    values: undefined,
    pattern: undefined,
    item: undefined,
    key: undefined,
    members: [],
  };
  return { ...fact, ...readRest(kind, rest ?? '') };
}

function bound(text: string | undefined): number | undefined {
  return text ? Number(text) : undefined;
}

function readRest(kind: string, rest: string): Partial<Fact> {
  if (rest === '') return {};
  if (rest.startsWith('= ')) return { values: new Set(rest.slice(2).split('|')) };
  if (rest.startsWith('~ ')) return { pattern: compilePattern(rest.slice(2)) };
  const words = rest.split(' ');
  if (kind === 'list' && words[0] === 'of') return { item: words[1] };
  if (kind === 'map' && words[0] === 'of') return { key: words[1], item: words[2] };
  return {
    members: words.map((word) => {
      const [, name = '', star, shape = ''] = /^(\w+)(\*?):(\w+)$/.exec(word) ?? [];
      if (name === '') throw new Error(`cannot read the member "${word}"`);
      return { name, required: star === '*', shape };
    }),
  };
}

/** Smithy: a pattern is searched for, it is anchored only where it says so. Some models use ranges that /u refuses. */
function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}
