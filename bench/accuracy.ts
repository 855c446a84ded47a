/** How well the kernel finds who is who in any labelled table, with no settings but what the columns mean. */

import { measure } from './support/accuracyFigures.ts';
import { metrics, readAccuracyOptions } from './support/accuracyOptions.ts';
import { readLabelled } from './support/accuracyTable.ts';
import { printFigure, say } from './support/line.ts';

const lowerIsBetter = new Set<string>(['calibration_error', 'pairs', 'seconds', 'peak_rss_mb']);

async function main(): Promise<void> {
  const options = readAccuracyOptions(process.argv.slice(2));
  const started = performance.now();
  const table = await readLabelled(options);
  const loaded = performance.now();
  say(`read ${table.columns.size} rows: ${((loaded - started) / 1000).toFixed(2)} s`);
  const measured = measure(table, options.link !== undefined);
  measured.set('seconds', {
    value: (performance.now() - started) / 1000,
    detail: { reading: (loaded - started) / 1000, rows: table.columns.size },
  });
  measured.set('peak_rss_mb', { value: process.resourceUsage().maxRSS / 1024 });
  for (const metric of metrics) {
    const { value, detail } = measured.get(metric)!;
    printFigure({
      bench: 'accuracy',
      metric,
      value,
      unit:
        metric === 'seconds' ? 's' : metric === 'peak_rss_mb' ? 'MB' : metric === 'pairs' ? 'pairs' : 'ratio',
      goal: options.goals.get(metric) ?? null,
      better: lowerIsBetter.has(metric) ? 'lower' : 'higher',
      detail: detail ?? {},
    });
  }
}

try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
