// Reads a table from standard input and prints counts and the peak resident memory in MB.
import { existsSync, readFileSync } from 'node:fs';
import { openTable } from '../../../src/sources/reading/tableFile.ts';

const result: Record<string, unknown> = { rows: 0, rejects: 0 };
try {
  let rows = 0;
  let rejects = 0;
  const table = await openTable(process.stdin);
  for await (const records of table.records()) {
    for (const record of records) {
      if (record.reason) rejects++;
      else rows++;
    }
  }
  Object.assign(result, { rows, rejects });
} catch (error) {
  result.refused = (error as Error).message;
}
// The peak of this program alone; what getrusage tells includes that of the process it was forked from.
const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
result.peak = Math.round(kilobytes / 1_024);
process.stdout.write(JSON.stringify(result), () => process.exit());
