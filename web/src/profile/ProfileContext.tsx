import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { call } from '../api/client.ts';
import type { ProfileView } from '../api/types.ts';
import { type Edits, nestEdits } from './edits.ts';

interface ProfileValue {
  domain: string;
  view: ProfileView;
  /** Id of the field being edited; one at a time, so that nothing half-typed is forgotten elsewhere. */
  editing: string | undefined;
  setEditing: (id: string | undefined) => void;
}

const ProfileContext = createContext<ProfileValue | undefined>(undefined);

/** Gives the fields below the profile they belong to. */
export function ProfileProvider({
  domain,
  view,
  children,
}: {
  domain: string;
  view: ProfileView;
  children: ReactNode;
}) {
  const [editing, setEditing] = useState<string | undefined>();
  const value = useMemo(() => ({ domain, view, editing, setEditing }), [domain, view, editing]);
  return <ProfileContext value={value}>{children}</ProfileContext>;
}

export function useProfile(): ProfileValue {
  const value = useContext(ProfileContext);
  if (!value) throw new Error('useProfile outside ProfileProvider');
  return value;
}

/** Key of the fetched profile page. */
export const viewKey = (domain: string, profileId: string) => ['GetProfileView', domain, profileId];

/** Saves edits as values entered by hand; the page is fetched again before it resolves. */
export function useSave() {
  const { domain, view } = useProfile();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (edits: Edits) =>
      call('profile', 'UpdateProfile', {
        DomainName: domain,
        ProfileId: view.ProfileId,
        ...nestEdits(edits),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: viewKey(domain, view.ProfileId) });
      void queries.invalidateQueries({ queryKey: ['ListProfileHistoryRecords'] });
      void queries.invalidateQueries({ queryKey: ['FindProfiles'] });
    },
  });
}
