import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../../app/place.ts';
import { roomy } from '../../app/roomy.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName, useWord } from '../words.tsx';
import { TabHead } from './TabHead.tsx';
import { type Routing, type RoutingTabProps, useChange } from './useRouting.ts';

/** Everybody who may take contacts, and by which routing profile. */
export function AgentsTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const word = useWord();
  const change = useChange(domain, routing.InstanceId);
  const options = routing.RoutingProfiles.map(({ RoutingProfileId, Name }) => ({
    value: RoutingProfileId,
    label: knownName('routingProfile', Name),
  }));
  const set = (UserId: string, RoutingProfileId: string) =>
    change.mutate([
      { service: 'connect', operation: 'UpdateUserRoutingProfile', input: { UserId, RoutingProfileId } },
    ]);
  return (
    <>
      <TabHead what={t('routing.agentsWhat')} error={change.error}>
        <Link to={places.access(domain)}>{t('nav.access')}</Link>
      </TabHead>
      <Table
        variant="borderless"
        items={routing.Agents}
        trackBy="UserId"
        ariaLabels={{ tableLabel: t('routing.tab.agents') }}
        columnDefinitions={roomy<Routing['Agents'][number]>([
          {
            id: 'name',
            header: t('users.name'),
            isRowHeader: true,
            cell: ({ Name }) => <SafeText text={Name} limit={80} />,
          },
          {
            id: 'email',
            header: t('signIn.email'),
            cell: ({ Email }) => <SafeText text={Email} limit={120} />,
          },
          { id: 'role', header: t('users.role'), cell: ({ Role }) => word('role', Role) },
          {
            id: 'profile',
            header: t('routing.profile'),
            minWidth: 240,
            cell: (agent) => (
              <Select
                options={options}
                selectedOption={options.find(({ value }) => value === agent.RoutingProfile.Id) ?? null}
                disabled={change.isPending}
                ariaLabel={t('routing.profileOf', { name: agent.Name })}
                onChange={({ detail }) => set(agent.UserId, detail.selectedOption.value ?? '')}
                expandToViewport
              />
            ),
          },
        ])}
      />
    </>
  );
}
