import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { Cautions } from '../profile/Cautions.tsx';
import { MainFields } from '../profile/MainFields.tsx';
import { ProfileProvider } from '../profile/ProfileContext.tsx';
import { ProfileTabs } from '../profile/ProfileTabs.tsx';
import { ProfileTitle } from '../profile/ProfileTitle.tsx';
import { useProfileView } from '../profile/useProfileView.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** The customer's profile beside a contact: main fields above, the four tabs below. */
export function CustomerProfile({ profileId, contactId }: { profileId: string; contactId: string }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const profile = useProfileView(domain, profileId);
  if (profile.isPending) return <Loading />;
  if (profile.isError) return <Problem error={profile.error} retry={() => void profile.refetch()} />;
  const view = profile.data;
  return (
    <ProfileProvider domain={domain} view={view} key={view.ProfileId}>
      <div className="w-profile">
        <div className="w-profile-head">
          <ProfileTitle view={view} level={2} />
          <Link to={places.customer(domain, view.ProfileId)} className="w-profile-open">
            {t('pop.open')}
          </Link>
        </div>
        <Cautions attributes={view.Profile.Attributes} />
        <MainFields />
        <ProfileTabs contactId={contactId} />
      </div>
    </ProfileProvider>
  );
}
