import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../api/client.ts';
import type { Found } from '../api/types.ts';

/** Candidates for what was typed: asked shortly after the last key, the former answer stays until the next is here. */
export function useFind(domain: string, typed: string) {
  const query = useSettled(typed.normalize('NFC').trim(), 120);
  const enabled = query !== '';
  const found = useQuery({
    queryKey: ['FindProfiles', domain, query],
    queryFn: ({ signal }) =>
      call<{ Items?: Found[]; NextToken?: string }>(
        'nayose',
        'FindProfiles',
        { DomainName: domain, Query: query.slice(0, 255), MaxResults: 25 },
        signal,
      ),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
  return {
    query,
    items: enabled ? (found.data?.Items ?? []) : [],
    more: enabled && found.data?.NextToken !== undefined,
    error: enabled ? found.error : null,
    refetch: found.refetch,
    /** The answer to exactly what is typed now is on the screen. */
    settled: enabled && found.isSuccess && !found.isPlaceholderData && query === typed.trim(),
    waiting: typed.trim() !== '' && (query !== typed.trim() || found.isFetching),
  };
}

function useSettled(value: string, delay: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
