import { useInfiniteQuery } from '@tanstack/react-query';
import { call, type Service } from './client.ts';

interface Paged<Name extends string, Item> {
  service: Service;
  operation: string;
  input: Record<string, unknown>;
  /** The member of the answer that holds the items. */
  member: Name;
  enabled?: boolean;
  /** Milliseconds between refreshes; false stops. */
  refetchInterval?: (items: Item[]) => number | false;
}

/** All pages fetched so far of a list operation, flattened, and a way to fetch the next. */
export function usePages<Item>({
  service,
  operation,
  input,
  member,
  enabled = true,
  refetchInterval,
}: Paged<string, Item>) {
  const query = useInfiniteQuery({
    queryKey: [operation, input],
    enabled,
    // A list is opened to see what is new in it.
    refetchOnMount: 'always',
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<Record<string, unknown>>(
        service,
        operation,
        { ...input, ...(pageParam && { NextToken: pageParam }) },
        signal,
      ),
    getNextPageParam: (last) => (typeof last['NextToken'] === 'string' ? last['NextToken'] : undefined),
    ...(refetchInterval && {
      refetchInterval: ({ state }: { state: { data?: { pages: Record<string, unknown>[] } | undefined } }) =>
        refetchInterval(itemsOf<Item>(state.data?.pages, member)),
    }),
  });
  return { ...query, items: itemsOf<Item>(query.data?.pages, member) };
}

function itemsOf<Item>(pages: Record<string, unknown>[] | undefined, member: string): Item[] {
  return (pages ?? []).flatMap((page) => (page[member] as Item[] | undefined) ?? []);
}
