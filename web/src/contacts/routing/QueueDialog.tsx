import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useKnownName } from '../words.tsx';
import { type RoutingQueue, type RoutingTabProps, useChange } from './useRouting.ts';

interface QueueDialogProps extends RoutingTabProps {
  /** Absent: a new one. */
  queue: RoutingQueue | undefined;
  onClose: () => void;
}

/** A queue: its name, when it takes contacts, and how many may wait in it. */
export function QueueDialog({ domain, routing, queue, onClose }: QueueDialogProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const change = useChange(domain, routing.InstanceId);
  const [name, setName] = useState(queue?.Name ?? '');
  const [description, setDescription] = useState(queue?.Description ?? '');
  const [hours, setHours] = useState(queue?.HoursOfOperationId ?? routing.Hours[0]?.HoursOfOperationId ?? '');
  const [most, setMost] = useState(queue?.MaxContacts?.toString() ?? '');
  const options = routing.Hours.map(({ HoursOfOperationId, Name }) => ({
    value: HoursOfOperationId,
    label: knownName('hours', Name),
  }));
  const wrong = most.trim() !== '' && !/^[1-9]\d{0,5}$/.test(most.trim());
  const input = {
    ...(queue && { QueueId: queue.QueueId }),
    ...{ Name: name.trim(), Description: description.trim(), HoursOfOperationId: hours },
    ...(most.trim() && { MaxContacts: Number(most) }),
  };
  const submit = () =>
    change.mutate([{ service: 'nayose', operation: 'PutQueue', input }], { onSuccess: onClose });
  return (
    <FormDialog
      title={t(queue ? 'routing.changeQueue' : 'routing.addQueue')}
      submit={t('action.save')}
      ready={name.trim() !== '' && !wrong}
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
      <FormField label={t('routing.hours')} stretch>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === hours) ?? null}
          onChange={({ detail }) => setHours(detail.selectedOption.value ?? '')}
          expandToViewport
        />
      </FormField>
      <FormField label={t('routing.mostWaiting')} constraintText={t('routing.mostWaitingHow')} stretch>
        <Input type="number" value={most} invalid={wrong} onChange={({ detail }) => setMost(detail.value)} />
      </FormField>
    </FormDialog>
  );
}
