import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { channels } from '../types.ts';
import { useKnownName } from '../words.tsx';
import { ProfileDialog } from './ProfileDialog.tsx';
import { TabHead } from './TabHead.tsx';
import type { RoutingProfile, RoutingTabProps } from './useRouting.ts';

/** Which queues agents serve, in which order, and how many contacts at a time. */
export function ProfilesTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [open, setOpen] = useState<string>();
  const queueName = (id: string) =>
    knownName('queue', routing.Queues.find(({ QueueId }) => QueueId === id)?.Name ?? '');
  const opened = routing.RoutingProfiles.find(({ RoutingProfileId }) => RoutingProfileId === open);
  return (
    <>
      <TabHead what={t('routing.profilesWhat')}>
        <Button iconName="add-plus" onClick={() => setOpen('new')}>
          {t('routing.addProfile')}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={routing.RoutingProfiles}
        trackBy="RoutingProfileId"
        wrapLines
        ariaLabels={{ tableLabel: t('routing.tab.profiles') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: (profile) => (
              <Button variant="inline-link" onClick={() => setOpen(profile.RoutingProfileId)}>
                {knownName('routingProfile', profile.Name)}
              </Button>
            ),
          },
          ...channels.map((channel) => ({
            id: channel,
            header: t('routing.atOnce', { channel: t(`channel.${channel}`) }),
            cell: ({ MediaConcurrencies }: RoutingProfile) =>
              MediaConcurrencies.find(({ Channel }) => Channel === channel)?.Concurrency ?? '–',
          })),
          {
            id: 'queues',
            header: t('routing.tab.queues'),
            cell: (profile) => (
              <SafeText
                text={[...new Set(profile.Queues.map(({ QueueId }) => queueName(QueueId)))].join(
                  t('field.comma'),
                )}
                limit={200}
              />
            ),
          },
        ]}
      />
      {open && (open === 'new' || opened) && (
        <ProfileDialog
          domain={domain}
          routing={routing}
          profile={opened}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
