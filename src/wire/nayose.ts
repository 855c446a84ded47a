import { z } from 'zod';
import type { Call, Role } from './call.ts';
import { badRequest } from './refusal.ts';

/** An operation of our own service `nayose`: what the AWS services lack. */
export interface NayoseOperation {
  /** PascalCase, e.g. `StartImport`. */
  name: string;
  /** One sentence for the API document. */
  summary: string;
  input: z.ZodType;
  output: z.ZodType;
  /** Roles that may call it. */
  roles: readonly Role[];
  /** Parses and checks the input, runs the handler, and gives the output as JSON should carry it. */
  run: (body: unknown, call: Call) => Promise<unknown>;
}

/** How an operation is declared. */
export interface NayoseDefinition<Input extends z.ZodType, Output extends z.ZodType> {
  name: string;
  summary: string;
  input: Input;
  output: Output;
  roles: readonly Role[];
  handler: (input: z.output<Input>, call: Call) => Promise<z.input<Output>>;
}

/**
 * Declares an operation once: types, checks, both doors and the API document follow. A Date in the output travels as
 * seconds since 1970, as in the AWS services (use `timestamp` in schemas).
 */
export function defineOperation<Input extends z.ZodType, Output extends z.ZodType>(
  definition: NayoseDefinition<Input, Output>,
): NayoseOperation {
  const { name, summary, input, output, roles, handler } = definition;
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new Error(`operation name "${name}" is not PascalCase`);
  return {
    name,
    summary,
    input,
    output,
    roles,
    async run(body, call) {
      const parsed = input.safeParse(withoutNulls(body ?? {}));
      if (!parsed.success) throw badRequest(problemsOf(parsed.error));
      return toWire(await handler(parsed.data, call));
    },
  };
}

/** A point in time in our own operations: a Date in code, seconds since 1970 in JSON. */
export const timestamp = z.union([z.date(), z.number()]).meta({
  type: 'number',
  description: 'Seconds since 1970-01-01T00:00:00Z',
});

/** Null members are treated as absent, as in the AWS services. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines properties, so that a key such as __proto__ stays a key.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** Dates as seconds and bytes as base64; what holds neither is passed on as it is. Long lists pass here at every request. */
function toWire(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) {
    const items = value.map(toWire);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    const wired = toWire(inner);
    if (wired === inner) continue;
    changed ??= { ...value };
    changed[key] = wired;
  }
  return changed ?? value;
}

/** Names the members and what is expected of them, without repeating what was sent. */
function problemsOf(error: z.ZodError): string {
  const problems = error.issues.slice(0, 10).map((issue) => {
    const path = issue.path.map(String).join('.') || 'the body';
    return `Value at '${path}' failed to satisfy constraint: ${messageOf(issue)}`;
  });
  const count = error.issues.length;
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${problems.join('; ')}`;
}

function messageOf(issue: z.core.$ZodIssue): string {
  // Zod repeats unknown keys; they are the caller's own words and may be long.
  if (issue.code === 'unrecognized_keys') return 'it has members that are not known';
  return issue.message;
}
