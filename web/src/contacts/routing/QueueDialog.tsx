import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../app/TextField.tsx';
import { useKnownName } from '../words.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import type { RoutingQueue, RoutingTabProps } from './useRouting.ts';

interface QueueDialogProps extends RoutingTabProps {
  /** Absent: a new one. */
  queue: RoutingQueue | undefined;
  onClose: () => void;
}

/** A queue: its name, when it takes contacts, and how many may wait in it. */
export function QueueDialog({ domain, routing, queue, onClose }: QueueDialogProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
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
  return (
    <SaveDialog
      domain={domain}
      routing={routing}
      title={t(queue ? 'routing.changeQueue' : 'routing.addQueue')}
      operation="PutQueue"
      input={input}
      ready={name.trim() !== '' && !wrong}
      onClose={onClose}
    >
      <TextField label={t('routing.name')} value={name} autoFocus onChange={setName} />
      <TextField label={t('routing.description')} value={description} onChange={setDescription} />
      <FormField label={t('routing.hours')} stretch>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === hours) ?? null}
          onChange={({ detail }) => setHours(detail.selectedOption.value ?? '')}
          expandToViewport
        />
      </FormField>
      <TextField
        label={t('routing.mostWaiting')}
        constraint={t('routing.mostWaitingHow')}
        type="number"
        value={most}
        invalid={wrong}
        onChange={setMost}
      />
    </SaveDialog>
  );
}
