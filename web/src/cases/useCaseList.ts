import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import type { CaseListPage } from './types.ts';

/** A list of cases page by page, with how many there are and the names of the people in it. */
export function useCaseList(operation: 'ListProfileCases' | 'ListContactCases' | 'FindCases', input: object) {
  const query = useInfiniteQuery({
    queryKey: [operation, input],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call<CaseListPage>(
        'nayose',
        operation,
        { ...input, MaxResults: 25, ...(pageParam && { NextToken: pageParam }) },
        signal,
      ),
    getNextPageParam: (last) => last.NextToken,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    ...query,
    items: pages.flatMap(({ Items }) => Items),
    total: pages[0]?.Total ?? 0,
    people: Object.assign({}, ...pages.map(({ People }) => People)) as Record<string, string>,
  };
}
