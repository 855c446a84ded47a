import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { Board } from './types.ts';

/** The board is read at most so often, however much happens. */
const readEveryMillis = 700;

const boardQuery = (domain: string) => ({
  queryKey: ['GetLiveBoard', domain],
  queryFn: async ({ signal }: { signal: AbortSignal }) => ({
    ...(await call<Board>('nayose', 'GetLiveBoard', { DomainName: domain }, signal)),
    /** When it was read, by this browser's clock, in epoch seconds. */
    readAt: Date.now() / 1000,
  }),
});

/** The live board, read again shortly after something moved. */
export function useBoard(domain: string) {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvents(`board:${domain}`, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void queries.invalidateQueries({ queryKey: boardQuery(domain).queryKey });
    }, readEveryMillis);
  });
  // Hints may stay away when nothing happens, and what was counted today changes at midnight.
  return useQuery({ ...boardQuery(domain), refetchInterval: 60_000 });
}

/** Queues and agents by name, for choices. */
export const useBoardNames = (domain: string) => useQuery({ ...boardQuery(domain), staleTime: 60_000 });
