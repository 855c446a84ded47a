/** What the command line of the accuracy bench asks for. */
export interface AccuracyOptions {
  input: string;
  link: string | undefined;
  truthColumn: string;
  /** Picks the entity out of the truth column; the whole cell without it. */
  truthPattern: RegExp | undefined;
  /** Column → standard field, `custom` or `ignored`, where the header does not tell. */
  map: Map<string, string>;
  goals: Map<string, number>;
}

const usage = `usage: npm run bench:accuracy -- --input FILE [--link FILE2] --truth COLUMN[:REGEX] [--map SOURCE=Target …] [--goal METRIC=VALUE …]`;

/** Figures that the bench prints; only these may have goals. */
export const metrics = [
  'pairwise_precision',
  'pairwise_recall',
  'pairwise_f1',
  'cluster_precision',
  'cluster_recall',
  'cluster_f1',
  'b3_f1',
  'precision_at_merge',
  'blocking_recall',
  'calibration_error',
  'pairs',
  'seconds',
  'peak_rss_mb',
] as const;

/** Reads the command line. Throws an Error that says what is wrong and how it should be. */
export function readAccuracyOptions(args: readonly string[]): AccuracyOptions {
  const given = new Map<string, string[]>();
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value] = [args[at], args[at + 1]];
    if (!['--input', '--link', '--truth', '--map', '--goal'].includes(name)) fail(`Unknown option ${name}.`);
    if (value === undefined) fail(`${name} needs a value.`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const input = given.get('--input')?.[0] ?? fail('--input is missing.');
  const truth = given.get('--truth')?.[0] ?? fail('--truth is missing.');
  const colon = truth.indexOf(':');
  const goals = assignments('--goal', given).map(([metric, text]): [string, number] => {
    if (!metrics.some((known) => known === metric))
      fail(`No metric ${metric}. Metrics: ${metrics.join(', ')}.`);
    const value = Number(text);
    return Number.isFinite(value) && text !== ''
      ? [metric, value]
      : fail(`The goal ${text} of ${metric} is no number.`);
  });
  return {
    input,
    link: given.get('--link')?.[0],
    truthColumn: colon < 0 ? truth : truth.slice(0, colon),
    truthPattern: colon < 0 ? undefined : pattern(truth.slice(colon + 1)),
    map: new Map(assignments('--map', given)),
    goals: new Map(goals),
  };
}

function assignments(name: string, given: ReadonlyMap<string, string[]>): [string, string][] {
  return (given.get(name) ?? []).map((text) => {
    const equals = text.lastIndexOf('=');
    if (equals < 1) fail(`${name} ${text}: expected ${name === '--map' ? 'SOURCE=Target' : 'METRIC=VALUE'}.`);
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    return fail(`--truth: ${(error as Error).message}`);
  }
}

function fail(reason: string): never {
  throw new Error(`${reason}\n${usage}`);
}
