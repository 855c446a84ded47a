import type { Item } from './rowMaker.ts';

/** PostgreSQL classes and codes that pass by themselves: connection, resources, shutdown, deadlock, serialisation. */
const passingState = /^(?:08|53|57P|40001|40P01|25006)/;

/** True for an error that says nothing about the rows: the database is away or busy. */
export function isPassing(error: unknown): boolean {
  const code = String((error as { code?: unknown })?.code ?? '');
  if (/^CONNECT(?:ION|_)|^E(?:CONN|PIPE|TIMEDOUT|HOST|NOTFOUND|AI_AGAIN)/.test(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && passingState.test(code);
}

/**
 * Keeps one row that the database refuses from stopping the rest: a batch that fails is halved until the row stands
 * alone, and that row is rejected. Errors that `isOurs` knows are passed on.
 */
export function withoutBadRows<Row, Batch extends { items: Item[] }>(
  take: (row: Row, batch: Batch) => Promise<Row>,
  isOurs: (error: unknown) => boolean,
): (row: Row, batch: Batch) => Promise<Row> {
  const careful = async (row: Row, batch: Batch): Promise<Row> => {
    try {
      return await take(row, batch);
    } catch (error) {
      const { items } = batch;
      if (isOurs(error)) throw error;
      if (items.length > 1) {
        const middle = items.length >> 1;
        const half = await careful(row, { ...batch, items: items.slice(0, middle) });
        return careful(half, { ...batch, items: items.slice(middle) });
      }
      const [item] = items;
      if (!item?.object) throw error;
      const reason = `the row cannot be stored (${(error as { code?: string }).code ?? 'internal error'})`;
      return take(row, { ...batch, items: [{ line: item.line, cells: item.cells, reason }] });
    }
  };
  return careful;
}
