import type { Metrics } from './metrics.ts';

const outcomes = ['Created', 'Updated', 'Unchanged', 'Rejected'] as const;
const notStarted = { Created: 0, Updated: 0, Unchanged: 0, Rejected: 0 };

interface Progress {
  ImportId: string;
  DryRun: boolean;
  Status: string;
  BytesRead: number;
  BytesTotal: number;
  Created: number;
  Updated: number;
  Unchanged: number;
  Rejected: number;
}

/** Gauges of imports under way and a count of rows by outcome. Returns what hears each report of an import. */
export function watchImports(metrics: Metrics): (data: Record<string, unknown>) => void {
  const running = new Map<string, Progress>();
  const rows = metrics.counter('nayose_import_rows_total', 'Rows imported, by outcome; dry runs apart.');
  const sum = (read: (one: Progress) => number) => () => [
    { value: [...running.values()].reduce((total, one) => total + read(one), 0) },
  ];
  metrics.gauge(
    'nayose_imports_running',
    'Imports under way.',
    sum(() => 1),
  );
  metrics.gauge(
    'nayose_import_bytes_total',
    'Size of the files of imports under way.',
    sum((one) => one.BytesTotal),
  );
  metrics.gauge(
    'nayose_import_bytes_read',
    'Bytes read of the files of imports under way.',
    sum((one) => one.BytesRead),
  );
  return (data) => {
    const now = data as unknown as Progress;
    const before = running.get(now.ImportId);
    // An import taken up again after a restart reports from its checkpoint on.
    const from = before ?? (now.Status === 'RUNNING' ? now : notStarted);
    for (const outcome of outcomes) {
      const grown = now[outcome] - from[outcome];
      if (grown > 0 && !now.DryRun) rows.add({ outcome: outcome.toLowerCase() }, grown);
    }
    if (now.Status === 'RUNNING') running.set(now.ImportId, now);
    else running.delete(now.ImportId);
  };
}
