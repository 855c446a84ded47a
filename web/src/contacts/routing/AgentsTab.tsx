import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '../../app/DataTable.tsx';
import { places } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { showDuration } from '../duration.ts';
import { channels } from '../types.ts';
import { useKnownName, useWord } from '../words.tsx';
import { AgentDialog } from './AgentDialog.tsx';
import { TabHead } from './TabHead.tsx';
import { type RoutingTabProps, useChange } from './useRouting.ts';

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
  const [editing, setEditing] = useState<string>();
  const edited = routing.Agents.find(({ UserId }) => UserId === editing);
  const set = (UserId: string, RoutingProfileId: string) =>
    change.mutate({
      service: 'connect',
      operation: 'UpdateUserRoutingProfile',
      input: { UserId, RoutingProfileId },
    });
  return (
    <>
      <TabHead what={t('routing.agentsWhat')} error={change.error}>
        <Link to={places.access(domain)}>{t('nav.access')}</Link>
      </TabHead>
      <DataTable
        variant="borderless"
        items={routing.Agents}
        trackBy="UserId"
        ariaLabels={{ tableLabel: t('routing.tab.agents') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('users.name'),
            isRowHeader: true,
            cell: (agent) => (
              <Button variant="inline-link" onClick={() => setEditing(agent.UserId)}>
                <SafeText text={agent.Name} limit={80} />
              </Button>
            ),
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
          {
            id: 'begins',
            header: t('routing.begins'),
            cell: ({ AutoAccept }) =>
              AutoAccept.map((channel) => t(`channel.${channel}`)).join(t('field.comma')) || '–',
          },
          {
            id: 'work',
            header: t('routing.workLimit'),
            cell: ({ AfterContactWorkSeconds: seconds }) =>
              channels
                .flatMap((channel) =>
                  seconds[channel] ? `${t(`channel.${channel}`)} ${showDuration(seconds[channel])}` : [],
                )
                .join(t('field.comma')) || '–',
          },
        ]}
      />
      {edited && (
        <AgentDialog domain={domain} routing={routing} agent={edited} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}
