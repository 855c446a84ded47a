import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import type { Session } from '../api/types.ts';
import { ConnectionBanner } from '../workspace/ConnectionBanner.tsx';
import { OfferBanner } from '../workspace/OfferBanner.tsx';
import { WorkspaceProvider } from '../workspace/WorkspaceContext.tsx';
import { DrawersContext } from './drawers.tsx';
import { Flashes } from './flash.tsx';
import { Loading } from './Loading.tsx';
import { places, useDomain } from './place.ts';
import { ClosedRoom, isOpenTo, useRoom } from './rooms.tsx';
import { SideNav } from './SideNav.tsx';
import { TopBar } from './TopBar.tsx';
import { useTabTitle } from './tabTitle.ts';
import { useNarrow } from './useNarrow.ts';

/** The frame around every screen: top bar, navigation, notices, side panels. */
export function Shell({ session }: { session: Session }) {
  const { t } = useTranslation();
  const domain = useDomain();
  const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth > 1100);
  const [drawers, setDrawers] = useState<AppLayoutProps.Drawer[]>([]);
  const [openDrawer, setOpenDrawer] = useState<string | null>(null);
  useEffect(() => localStorage.setItem('nayose.domain', domain), [domain]);
  useEffect(() => {
    document.body.dataset['navigation'] = navigationOpen ? 'open' : 'closed';
  }, [navigationOpen]);
  const atWork = useLocation().pathname === places.workspace(domain);
  // The workspace needs the room; whoever opens the navigation there keeps it open.
  useEffect(() => {
    if (atWork) setNavigationOpen(false);
  }, [atWork]);
  const narrow = useNarrow();
  const room = useRoom();
  useTabTitle(t(room), 1);
  return (
    <DrawersContext value={{ setDrawers, setOpenDrawer, openDrawer }}>
      <WorkspaceProvider domain={domain} key={domain}>
        <TopBar session={session} domain={domain} />
        <OfferBanner />
        <ConnectionBanner />
        {atWork && (
          <div className="w-flashes">
            <Flashes />
          </div>
        )}
        <AppLayout
          headerSelector="#top"
          navigation={
            <SideNav role={session.User.Role} onFollow={() => narrow && setNavigationOpen(false)} />
          }
          navigationOpen={navigationOpen}
          navigationWidth={216}
          onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
          notifications={atWork ? undefined : <Flashes />}
          stickyNotifications
          toolsHide
          disableContentPaddings={atWork}
          drawers={drawers}
          activeDrawerId={openDrawer}
          onDrawerChange={({ detail }) => setOpenDrawer(detail.activeDrawerId)}
          ariaLabels={{ navigation: t('shell.navigation'), notifications: t('shell.notices') }}
          content={
            <Suspense fallback={<Loading />}>
              {isOpenTo(session.User.Role, room) ? <Outlet /> : <ClosedRoom name={t(room)} domain={domain} />}
            </Suspense>
          }
        />
      </WorkspaceProvider>
    </DrawersContext>
  );
}
