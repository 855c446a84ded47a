import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const roomForGarbage = 64 * 1024 * 1024;

/**
 * Keeps the heap small through a long import. V8 lets garbage gather in proportion to the machine's memory, some 250 MB
 * before it looks; an import runs beside PostgreSQL and must not. Call the returned function between batches: it
 * collects once the heap has grown by 64 MB (some 60 ms every 20 thousand rows).
 */
export function createHeapKeeper(): () => Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options: object) => Promise<void>;
  let floor = process.memoryUsage().heapUsed;
  return async () => {
    const { heapUsed } = process.memoryUsage();
    floor = Math.min(floor, heapUsed);
    if (heapUsed - floor < roomForGarbage) return;
    await collect({ type: 'major', execution: 'async' });
    floor = process.memoryUsage().heapUsed;
  };
}
