import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { roomy } from '../../app/roomy.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName } from '../words.tsx';
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
      <Table
        variant="borderless"
        items={routing.Queues}
        trackBy="QueueId"
        ariaLabels={{ tableLabel: t('routing.tab.queues') }}
        columnDefinitions={roomy<RoutingQueue>([
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
        ])}
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

interface QueueDialogProps extends RoutingTabProps {
  queue: RoutingQueue | undefined;
  onClose: () => void;
}

function QueueDialog({ domain, routing, queue, onClose }: QueueDialogProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const change = useChange(domain, routing.InstanceId);
  const [name, setName] = useState(queue?.Name ?? '');
  const [description, setDescription] = useState(queue?.Description ?? '');
  const [hours, setHours] = useState(queue?.HoursOfOperationId ?? routing.Hours[0]?.HoursOfOperationId ?? '');
  const options = routing.Hours.map(({ HoursOfOperationId, Name }) => ({
    value: HoursOfOperationId,
    label: knownName('hours', Name),
  }));
  // The API takes no empty description.
  const told = { Name: name.trim(), ...(description.trim() && { Description: description.trim() }) };
  const submit = () =>
    change.mutate(
      [
        queue
          ? {
              service: 'connect',
              operation: 'UpdateQueueName',
              input: { QueueId: queue.QueueId, ...told },
            }
          : {
              service: 'connect',
              operation: 'CreateQueue',
              input: { HoursOfOperationId: hours, ...told },
            },
      ],
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t(queue ? 'routing.changeQueue' : 'routing.addQueue')}
      submit={t('action.save')}
      ready={name.trim() !== ''}
      pending={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={t('routing.name')} stretch>
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={t('routing.description')} stretch>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      {!queue && (
        <FormField label={t('routing.hours')} stretch>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === hours) ?? null}
            onChange={({ detail }) => setHours(detail.selectedOption.value ?? '')}
            expandToViewport
          />
        </FormField>
      )}
    </FormDialog>
  );
}
