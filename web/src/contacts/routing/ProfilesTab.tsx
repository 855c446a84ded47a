import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { channels } from '../types.ts';
import { useKnownName } from '../words.tsx';
import { ProfileDialog } from './ProfileDialog.tsx';
import { RemoveDialog } from './Removal.tsx';
import { RoutingList } from './RoutingList.tsx';
import { type RoutingProfile, type RoutingTabProps, useQueueName } from './useRouting.ts';

/** Which queues agents serve, in which order, and how many contacts at a time. */
export function ProfilesTab(place: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const { routing } = place;
  const queueName = useQueueName(routing);
  const queueNames = ({ Queues }: RoutingProfile) =>
    [...new Set(Queues.map(({ QueueId }) => queueName(QueueId)))].join(t('field.comma'));
  return (
    <RoutingList
      what={t('routing.profilesWhat')}
      label={t('routing.tab.profiles')}
      add={t('routing.addProfile')}
      items={routing.RoutingProfiles}
      id="RoutingProfileId"
      name={({ Name }) => knownName('routingProfile', Name)}
      removable={({ IsDefault }) => !IsDefault}
      columns={[
        ...channels.map((channel) => ({
          id: channel,
          header: t('routing.atOnce', { channel: t(`channel.${channel}`) }),
          cell: ({ MediaConcurrencies }: RoutingProfile) =>
            MediaConcurrencies.find(({ Channel }) => Channel === channel)?.Concurrency ?? '–',
        })),
        {
          id: 'queues',
          header: t('routing.tab.queues'),
          cell: (profile: RoutingProfile) => <SafeText text={queueNames(profile)} limit={200} />,
        },
      ]}
      edit={(profile, close) => <ProfileDialog {...place} profile={profile} onClose={close} />}
      remove={({ Name, RoutingProfileId }, close) => (
        <RemoveDialog
          {...place}
          title={t('routing.removeProfile')}
          name={Name}
          what={t('routing.removeProfileWhat')}
          change={{ service: 'connect', operation: 'DeleteRoutingProfile', input: { RoutingProfileId } }}
          onClose={close}
        />
      )}
    />
  );
}
