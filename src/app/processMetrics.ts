import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Pool } from '../database/connection.ts';
import type { Metrics } from './metrics.ts';
import { countConnections } from './store.ts';

/** Memory, processor time, event loop delay and database connections. Returns what stops the watching. */
export function watchProcess(metrics: Metrics, sql: Pool): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const one = (name: string, help: string, read: () => number) =>
    metrics.gauge(name, help, () => [{ value: read() }]);
  one('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  one('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed);
  one('process_cpu_seconds', 'Processor time used.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  one('process_uptime_seconds', 'Time since the process started.', () => process.uptime());
  metrics.gauge('nodejs_eventloop_delay_seconds', 'Event loop delay since the last scrape.', () => {
    const samples = [50, 99, 100].map((percentile) => ({
      labels: { quantile: String(percentile / 100) },
      value: (delay.percentile(percentile) - 10e6) / 1e9,
    }));
    delay.reset();
    return samples.map((sample) => ({ ...sample, value: Math.max(0, sample.value) }));
  });
  metrics.gauge('nayose_postgres_connections', 'Connections of ours, by state.', async () =>
    (await countConnections(sql)).map(({ state, count }) => ({ labels: { state }, value: count })),
  );
  return () => delay.disable();
}
