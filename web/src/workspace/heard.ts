import type { QueryClient, QueryKey } from '@tanstack/react-query';

/*
 * What the stream of events tells stands. Answers and lists take another way to this screen: one that was on its way
 * when the stream spoke of the same thing may be older than what was told.
 */

const heard = new Map<string, number>();
let count = 0;

/** Notes that something was told of a contact or an agent. */
export function noteHeard(id: string): void {
  count += 1;
  heard.set(id, count);
}

/** This moment, for `heardSince`. */
export const heardSoFar = (): number => count;

/** Whether something was told of a contact or an agent after a moment. */
export const heardSince = (id: string, moment: number): boolean => (heard.get(id) ?? 0) > moment;

/** A list that is being read while something new is told is read anew. */
export function readAnew(queries: QueryClient, queryKey: QueryKey): void {
  if (queries.isFetching({ queryKey }) > 0) void queries.invalidateQueries({ queryKey });
}
