/*
 * Turns a service model in botocore's JSON form into our table of facts (see src/wire/constraints/facts.ts):
 * names, numbers, patterns and enums of what operations take in. No documentation is read.
 *
 *   node scripts/constraints.ts <model.json> <export name> > src/wire/constraints/<file>.ts
 */
import { readFileSync } from 'node:fs';

interface ModelShape {
  type: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
  union?: boolean;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
}
interface Model {
  metadata: { serviceFullName: string; apiVersion: string };
  operations: Record<string, { input?: { shape: string }; errors?: { shape: string }[] }>;
  shapes: Record<string, ModelShape>;
}

const [file, exportName] = process.argv.slice(2);
if (!file || !exportName) throw new Error('usage: node scripts/constraints.ts <model.json> <export name>');
const model: Model = JSON.parse(readFileSync(file, 'utf8'));

/** An id is these 32 digits and nothing around them; the model forgets the anchors. */
const corrected: Record<string, string> = { uuid: '^[a-f0-9]{32}$' };

const reached = new Set<string>();
for (const { input } of Object.values(model.operations)) if (input) reach(input.shape);

const operations = Object.entries(model.operations).map(([name, { input, errors }]) => {
  const names = (errors ?? []).map((error) => error.shape).join(',');
  return `operation ${name} ${input?.shape ?? '-'} ${names}`;
});
const lines = [...operations.sort(), ...[...reached].sort().map(lineOf)];
const { serviceFullName, apiVersion } = model.metadata;

process.stdout.write(`/** Facts of the ${serviceFullName} model of ${apiVersion}; made by scripts/constraints.ts, see facts.ts for the form. */
export const ${exportName} = ${lines.some((line) => line.includes('\\')) ? 'String.raw' : ''}\`
${lines.join('\n')}
\`;
`);

function reach(name: string): void {
  if (reached.has(name)) return;
  reached.add(name);
  const shape = shapeOf(name);
  for (const member of Object.values(shape.members ?? {})) reach(member.shape);
  for (const inner of [shape.member, shape.key, shape.value]) if (inner) reach(inner.shape);
}

/** Some patterns in the models were escaped twice or written between slashes; taken literally they refuse every value. */
function unescaped(pattern: string): string {
  return pattern.replace(/^\/(.*)\/$/, '$1').replaceAll('\\\\', '\\');
}

function shapeOf(name: string): ModelShape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`the model has no shape ${name}`);
  return shape;
}

function lineOf(name: string): string {
  const shape = shapeOf(name);
  const parts = [shape.union ? 'union' : shape.type, name];
  if (shape.sensitive) parts.push('sensitive');
  if (shape.min !== undefined || shape.max !== undefined)
    parts.push(`${shape.min ?? ''}..${shape.max ?? ''}`);
  if (shape.member) parts.push('of', shape.member.shape);
  if (shape.key && shape.value) parts.push('of', shape.key.shape, shape.value.shape);
  for (const [member, target] of Object.entries(shape.members ?? {})) {
    parts.push(`${member}${shape.required?.includes(member) ? '*' : ''}:${target.shape}`);
  }
  // Enum and pattern come last: they may hold spaces.
  if (shape.enum) parts.push('=', shape.enum.join('|'));
  else if (shape.pattern) parts.push('~', corrected[name] ?? unescaped(shape.pattern));
  const line = parts.join(' ');
  if (/[`\n]|\$\{/.test(line)) throw new Error(`${name} cannot be written into a template`);
  return line;
}
