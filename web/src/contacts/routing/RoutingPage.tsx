import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { useDomain } from '../../app/place.ts';
import { AgentsTab } from './AgentsTab.tsx';
import { ChatTab } from './ChatTab.tsx';
import { CtiKeysTab } from './CtiKeysTab.tsx';
import { HoursTab } from './HoursTab.tsx';
import { NumbersTab } from './NumbersTab.tsx';
import { ProfilesTab } from './ProfilesTab.tsx';
import { QueuesTab } from './QueuesTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { type RoutingTabProps, useRouting } from './useRouting.ts';

const tabs = {
  queues: (props) => <QueuesTab {...props} />,
  profiles: (props) => <ProfilesTab {...props} />,
  agents: (props) => <AgentsTab {...props} />,
  hours: (props) => <HoursTab {...props} />,
  numbers: (props) => <NumbersTab {...props} />,
  settings: (props) => <SettingsTab {...props} />,
  chat: ({ domain }) => <ChatTab domain={domain} />,
  cti: ({ domain }) => <CtiKeysTab domain={domain} />,
} as const satisfies Record<string, (props: RoutingTabProps) => ReactNode>;

type TabName = keyof typeof tabs;

/** Queues, routing profiles, agents, hours, numbers, chat and telephony: for admins. */
export function RoutingPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const routing = useRouting(domain);
  const [search, setSearch] = useSearchParams();
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('routing.what')}>
          {t('nav.routing')}
        </Header>
      }
    >
      {routing.isPending && <Loading />}
      {routing.isError && <Problem error={routing.error} retry={() => void routing.refetch()} />}
      {routing.data && (
        <Tabs
          variant="container"
          activeTabId={search.get('tab') ?? 'queues'}
          onChange={({ detail }) => setSearch({ tab: detail.activeTabId }, { replace: true })}
          tabs={(Object.keys(tabs) as TabName[]).map((id) => ({
            id,
            label: t(`routing.tab.${id}`),
            content: tabs[id]({ domain, routing: routing.data }),
          }))}
        />
      )}
    </ContentLayout>
  );
}
