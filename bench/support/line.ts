/** One measured figure. */
export interface Figure {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  goal: number | null;
  better: 'lower' | 'higher';
  detail?: Record<string, unknown>;
}

/** Prints a figure as one JSON line; `ok` tells whether the goal is met. */
export function printFigure(figure: Figure): void {
  const { goal, better, value, detail, ...rest } = figure;
  const ok = goal === null || (better === 'lower' ? value <= goal : value >= goal);
  const rounded = Number(value.toPrecision(4));
  process.stdout.write(
    `${JSON.stringify({ ...rest, value: rounded, goal, better, ok, detail: detail ?? {} })}\n`,
  );
}

/** Progress goes to standard error, so that standard output holds figures only. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The p-th percentile (0–1) of unsorted numbers. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}
