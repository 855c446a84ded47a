import Button from '@cloudscape-design/components/button';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName } from '../words.tsx';
import { QueueDialog } from './QueueDialog.tsx';
import { TabHead } from './TabHead.tsx';
import { type RoutingQueue, type RoutingTabProps, useChange } from './useRouting.ts';

/** Where contacts wait. */
export function QueuesTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const change = useChange(domain, routing.InstanceId);
  const [editing, setEditing] = useState<RoutingQueue | 'new'>();
  const hoursName = (id: string) =>
    routing.Hours.find(({ HoursOfOperationId }) => HoursOfOperationId === id)?.Name ?? '';
  const setEnabled = (queue: RoutingQueue, on: boolean) =>
    change.mutate([
      {
        service: 'connect',
        operation: 'UpdateQueueStatus',
        input: { QueueId: queue.QueueId, Status: on ? 'ENABLED' : 'DISABLED' },
      },
    ]);
  return (
    <>
      <TabHead what={t('routing.queuesWhat')} error={change.error}>
        <Button iconName="add-plus" onClick={() => setEditing('new')}>
          {t('routing.addQueue')}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={routing.Queues}
        trackBy="QueueId"
        ariaLabels={{ tableLabel: t('routing.tab.queues') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: (queue) => (
              <Button variant="inline-link" onClick={() => setEditing(queue)}>
                {knownName('queue', queue.Name)}
              </Button>
            ),
          },
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
      />
      {editing && (
        <QueueDialog
          domain={domain}
          routing={routing}
          queue={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
