import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useSession } from '../api/session.ts';
import type { ProfileView } from '../api/types.ts';
import { useDrawers } from '../app/drawers.tsx';
import { Loading } from '../app/Loading.tsx';
import { PageProblem } from '../app/PageProblem.tsx';
import { places, useDomain } from '../app/place.ts';
import { Trail } from '../app/Trail.tsx';
import { MergedFrom } from '../identity/merges/MergedFrom.tsx';
import { PossibleDuplicates } from '../identity/merges/PossibleDuplicates.tsx';
import { useMatchGroups } from '../identity/queries.ts';
import { CallCustomer } from '../workspace/CallCustomer.tsx';
import { Cautions } from './Cautions.tsx';
import { DeleteCustomer } from './DeleteCustomer.tsx';
import { HistoryList } from './HistoryList.tsx';
import { MainFields } from './MainFields.tsx';
import { ProfileProvider } from './ProfileContext.tsx';
import { ProfileTabs } from './ProfileTabs.tsx';
import { ProfileTitle, useCustomerName } from './ProfileTitle.tsx';
import { SourceRecords } from './SourceRecords.tsx';
import { useProfileView } from './useProfileView.ts';

/** One customer: main fields above, four tabs below, records and history at the side. */
export function ProfilePage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const profileId = useParams()['profileId'] ?? '';
  const profile = useProfileView(domain, profileId);
  // Asked for at the same time, so that the page does not move when the answer comes.
  useMatchGroups(domain, { ProfileId: profileId, State: 'OPEN' });
  if (profile.isPending) return <Loading />;
  if (profile.isError) {
    return (
      <PageProblem
        query={profile}
        above={{ text: t('nav.customers'), href: places.customers(domain) }}
        gone={t('profile.gone')}
      />
    );
  }
  const view = profile.data;
  // A merged profile answers under its old id too; the address then follows to the one that is shown.
  if (view.ProfileId !== profileId) {
    return <Navigate to={places.customer(domain, view.ProfileId)} replace />;
  }
  return (
    <ProfileProvider domain={domain} view={view} key={view.ProfileId}>
      <ProfileScreen domain={domain} view={view} />
    </ProfileProvider>
  );
}

function ProfileScreen({ domain, view }: { domain: string; view: ProfileView }) {
  const { t } = useTranslation();
  const drawers = useMemo(
    () => [
      {
        id: 'records',
        content: <SourceRecords domain={domain} view={view} />,
        trigger: { iconName: 'file' as const },
        ariaLabels: {
          drawerName: t('records.title'),
          closeButton: t('action.close'),
          triggerButton: t('records.title'),
        },
        resizable: true,
        defaultSize: 440,
      },
      {
        id: 'history',
        content: <HistoryList domain={domain} profileId={view.ProfileId} />,
        trigger: { iconName: 'history' as const },
        ariaLabels: {
          drawerName: t('history.title'),
          closeButton: t('action.close'),
          triggerButton: t('history.title'),
        },
        resizable: true,
        defaultSize: 440,
      },
    ],
    [domain, view, t],
  );
  const openDrawer = useDrawers(drawers);
  return (
    <ContentLayout header={<ProfileHeader domain={domain} view={view} openDrawer={openDrawer} />}>
      <SpaceBetween size="m">
        <div className="n-stack">
          <MainFields />
          <PossibleDuplicates domain={domain} profileId={view.ProfileId} />
          <MergedFrom domain={domain} profileId={view.ProfileId} count={view.MemberIds?.length ?? 1} />
        </div>
        <ProfileTabs />
      </SpaceBetween>
    </ContentLayout>
  );
}

interface ProfileHeaderProps {
  domain: string;
  view: ProfileView;
  openDrawer: (id: string) => void;
}

function ProfileHeader({ domain, view, openDrawer }: ProfileHeaderProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { Profile } = view;
  const name = useCustomerName()(Profile);
  return (
    <div className="n-profile-head">
      <Trail
        above={{ text: t('nav.customers'), href: places.customers(domain) }}
        here={name.slice(0, 40)}
        onUp={() => void navigate(-1)}
      />
      <div className="n-profile-title">
        <ProfileTitle view={view} />
        <ProfileActions domain={domain} view={view} name={name} openDrawer={openDrawer} />
      </div>
      <Cautions attributes={Profile.Attributes} />
    </div>
  );
}

function ProfileActions({ domain, view, name, openDrawer }: ProfileHeaderProps & { name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const role = useSession().data?.User.Role;
  const [deleting, setDeleting] = useState(false);
  return (
    <div className="n-profile-actions">
      <CallCustomer view={view} />
      <Button iconName="file" onClick={() => openDrawer('records')}>
        {t('records.title')}
      </Button>
      <Button iconName="history" onClick={() => openDrawer('history')}>
        {t('history.title')}
      </Button>
      {role !== 'agent' && (
        <ButtonDropdown
          variant="icon"
          ariaLabel={t('profile.actions')}
          items={[
            { id: 'merge', text: t('merge.another') },
            { id: 'delete', text: t('delete.title'), iconName: 'remove' },
          ]}
          onItemClick={({ detail }) =>
            detail.id === 'merge' ? void navigate(places.merge(domain, [view.ProfileId])) : setDeleting(true)
          }
          expandToViewport
        />
      )}
      {deleting && (
        <DeleteCustomer
          domain={domain}
          profileId={view.ProfileId}
          name={name}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}
