import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { Import } from '../api/types.ts';
import { furthest, isUnderWay } from './progress.ts';

const importKey = (domain: string, importId: string) => ['GetImport', domain, importId];

/** One import, followed until it ends: by the server's events, and by asking where those do not arrive. */
export function useImport(domain: string, importId: string | undefined) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: importKey(domain, importId ?? ''),
    enabled: importId !== undefined,
    queryFn: async ({ signal }) => {
      const input = { DomainName: domain, ImportId: importId };
      const answer = await call<Import | { Import: Import }>('nayose', 'GetImport', input, signal);
      return 'Import' in answer ? answer.Import : answer;
    },
    // An answer may come later than an event that was told after it.
    structuralSharing: (before, now) => furthest(before as Import | undefined, now as Import),
    refetchInterval: ({ state }) => (!state.data || isUnderWay(state.data) ? 1000 : false),
  });
  const following = importId !== undefined && query.data !== undefined && isUnderWay(query.data);
  // An event carries the import as GetImport answers it; without one, some may have been missed.
  useEvents(following ? `import:${importId}` : undefined, (data) => {
    const key = importKey(domain, importId ?? '');
    if (isImport(data)) queries.setQueryData(key, data);
    else void queries.invalidateQueries({ queryKey: key });
  });
  return query;
}

const isImport = (data: unknown): data is Import =>
  typeof data === 'object' && data !== null && 'ImportId' in data && 'RowsRead' in data;
