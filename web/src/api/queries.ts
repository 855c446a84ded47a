import {
  type InvalidateOptions,
  type InvalidateQueryFilters,
  notifyManager,
  type Query,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query';

// What a press has begun shows before the next press: a double click does nothing twice.
notifyManager.setScheduler(queueMicrotask);

/**
 * Everything fetched. What is said to be out of date while it is on its way is read once more when it has come: the
 * server may have given it before the change. The library does so for what is there already; it leaves first reads and
 * what nobody looks at yet as they come, and drops a further page that somebody has asked for. What is said twice in one
 * turn, as by two topics of one stream, is read once.
 */
export class Queries extends QueryClient {
  readonly #again = new Map<Query, Promise<void>>();
  /** Asked for in this turn: what the server gives is newer than anything heard in it. */
  readonly #asked = new Set<Query>();

  override async invalidateQueries<Key extends QueryKey = QueryKey>(
    filters: InvalidateQueryFilters<Key> = {},
    options?: InvalidateOptions,
  ): Promise<void> {
    const found = this.getQueryCache().findAll(filters as InvalidateQueryFilters);
    const asked = found.filter((query) => this.#asked.has(query));
    const waiting = found.filter((query) => !this.#asked.has(query) && isWaitedFor(query));
    const left = new Set([...asked, ...waiting]);
    const others = {
      ...filters,
      predicate: (query: Query) => !left.has(query) && (filters.predicate?.(query as never) ?? true),
    };
    const reads = super.invalidateQueries(others as InvalidateQueryFilters<Key>, options);
    this.#noteAsked(found.filter((query) => !left.has(query) && query.isActive()));
    await Promise.all([
      reads,
      ...asked.map((query) => query.promise?.catch(() => undefined)),
      ...waiting.map((query) => this.#readAgain(query)),
    ]);
  }

  #noteAsked(queries: Query[]): void {
    for (const query of queries) this.#asked.add(query);
    queueMicrotask(() => {
      for (const query of queries) this.#asked.delete(query);
    });
  }

  #readAgain(query: Query): Promise<void> {
    const under = this.#again.get(query);
    if (under) return under;
    const { queryKey } = query;
    const forget = () => void this.#again.delete(query);
    const again = () => {
      forget();
      return this.invalidateQueries({ queryKey, exact: true });
    };
    // Why it did not come is told where it was to be shown.
    const done = (query.promise ?? Promise.resolve()).then(again, forget);
    this.#again.set(query, done);
    return done;
  }
}

/** On its way, and not broken off for another read. */
const isWaitedFor = (query: Query): boolean =>
  query.state.fetchStatus === 'fetching' &&
  (query.state.data === undefined || !query.isActive() || query.state.fetchMeta?.fetchMore !== undefined);
