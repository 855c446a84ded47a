import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { ProfileView } from '../api/types.ts';
import { viewKey } from './ProfileContext.tsx';

/** A profile with where each field came from, fetched again whenever the server says that it changed. */
export function useProfileView(domain: string, profileId: string) {
  const queries = useQueryClient();
  useEvents(`profile:${profileId}`, () => {
    void queries.invalidateQueries({ queryKey: viewKey(domain, profileId) });
  });
  return useQuery({
    queryKey: viewKey(domain, profileId),
    queryFn: ({ signal }) =>
      call<ProfileView>(
        'nayose',
        'GetProfileView',
        { DomainName: domain, ProfileId: profileId },
        signal,
      ).then(withTexts),
  });
}

/** Keeps a profile that came with an event, so that its screen needs no request. */
export function keepProfileView(queries: QueryClient, domain: string, view: ProfileView): void {
  queries.setQueryData(viewKey(domain, view.ProfileId), withTexts(view));
}

/** Values that are lists (engagement preferences) are shown as their JSON. */
function withTexts(view: ProfileView): ProfileView {
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const fields = Object.entries(view.Fields).map(([name, field]) => [
    name,
    {
      ...field,
      Value: asText(field.Value),
      Others: field.Others?.map((other) => ({ ...other, Value: asText(other.Value) })) ?? [],
    },
  ]);
  return { ...view, Fields: Object.fromEntries(fields) };
}
