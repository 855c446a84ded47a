import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName } from '../words.tsx';
import { QueueDialog } from './QueueDialog.tsx';
import { RemoveDialog } from './Removal.tsx';
import { RoutingList } from './RoutingList.tsx';
import { type RoutingQueue, type RoutingTabProps, useChange } from './useRouting.ts';

/** Where contacts wait. */
export function QueuesTab(place: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const { routing } = place;
  const change = useChange(place.domain, routing.InstanceId);
  const hoursName = (id: string) =>
    routing.Hours.find(({ HoursOfOperationId }) => HoursOfOperationId === id)?.Name ?? '';
  const setEnabled = ({ QueueId }: RoutingQueue, on: boolean) => {
    const input = { QueueId, Status: on ? 'ENABLED' : 'DISABLED' };
    change.mutate({ service: 'connect', operation: 'UpdateQueueStatus', input });
  };
  return (
    <RoutingList
      what={t('routing.queuesWhat')}
      label={t('routing.tab.queues')}
      add={t('routing.addQueue')}
      items={routing.Queues}
      id="QueueId"
      name={({ Name }) => knownName('queue', Name)}
      error={change.error}
      removable={({ IsDefault }) => !IsDefault}
      columns={[
        {
          id: 'description',
          header: t('routing.description'),
          cell: ({ Description }) => (Description ? <SafeText text={Description} limit={200} /> : '–'),
        },
        {
          id: 'hours',
          header: t('routing.hours'),
          cell: (queue) => (
            <SafeText text={knownName('hours', hoursName(queue.HoursOfOperationId))} limit={80} />
          ),
        },
        {
          id: 'most',
          header: t('routing.mostWaiting'),
          cell: ({ MaxContacts }) => MaxContacts ?? t('routing.noLimit'),
        },
        {
          id: 'on',
          header: t('routing.inUse'),
          cell: (queue) => (
            <Toggle
              checked={queue.Enabled}
              disabled={queue.IsDefault || change.isPending}
              ariaLabel={t('routing.useOf', { name: queue.Name })}
              onChange={({ detail }) => setEnabled(queue, detail.checked)}
            />
          ),
        },
      ]}
      edit={(queue, close) => <QueueDialog {...place} queue={queue} onClose={close} />}
      remove={(queue, close) => <RemoveQueue {...place} queue={queue} onClose={close} />}
    />
  );
}

function RemoveQueue({ queue, ...dialog }: RoutingTabProps & { queue: RoutingQueue; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <RemoveDialog
      {...dialog}
      title={t('routing.removeQueue')}
      name={queue.Name}
      what={t('routing.removeQueueWhat')}
      change={{ service: 'connect', operation: 'DeleteQueue', input: { QueueId: queue.QueueId } }}
    />
  );
}
