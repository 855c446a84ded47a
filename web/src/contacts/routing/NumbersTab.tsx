import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { Empty } from '../../app/Empty.tsx';
import { TextField } from '../../app/TextField.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { showPhone } from '../../values/phones.ts';
import { useKnownName } from '../words.tsx';
import { removalColumn } from './Removal.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { TabHead } from './TabHead.tsx';
import { type PhoneNumber, type RoutingTabProps, useChange, useQueueName } from './useRouting.ts';

/** Which queue a called number leads to. */
export function NumbersTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const change = useChange(domain, routing.InstanceId);
  const [editing, setEditing] = useState<PhoneNumber | 'new'>();
  const queueName = useQueueName(routing);
  const remove = ({ PhoneNumberId }: PhoneNumber) =>
    change.mutate({ service: 'nayose', operation: 'DeletePhoneNumber', input: { PhoneNumberId } });
  return (
    <>
      <TabHead what={t('routing.numbersWhat')} error={change.error}>
        <Button iconName="add-plus" onClick={() => setEditing('new')}>
          {t('routing.addNumber')}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={routing.PhoneNumbers}
        trackBy="PhoneNumberId"
        ariaLabels={{ tableLabel: t('routing.tab.numbers') }}
        empty={<Empty title={t('routing.noNumbers')}>{t('routing.noNumbersWhy')}</Empty>}
        columnDefinitions={[
          {
            id: 'number',
            header: t('work.dialNumber'),
            isRowHeader: true,
            cell: (number) => (
              <Button variant="inline-link" onClick={() => setEditing(number)}>
                {showPhone(number.PhoneNumber)}
              </Button>
            ),
          },
          {
            id: 'queue',
            header: t('contact.queue'),
            cell: ({ QueueId }) => <SafeText text={queueName(QueueId)} limit={80} />,
          },
          {
            id: 'description',
            header: t('routing.description'),
            cell: ({ Description }) => (Description ? <SafeText text={Description} limit={200} /> : '–'),
          },
          removalColumn<PhoneNumber>({
            label: ({ PhoneNumber }) => t('routing.removeNumber', { number: showPhone(PhoneNumber) }),
            onRemove: remove,
          }),
        ]}
      />
      {editing && (
        <NumberDialog
          domain={domain}
          routing={routing}
          number={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

interface NumberDialogProps extends RoutingTabProps {
  number: PhoneNumber | undefined;
  onClose: () => void;
}

function NumberDialog({ domain, routing, number, onClose }: NumberDialogProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [phone, setPhone] = useState(number ? showPhone(number.PhoneNumber) : '');
  const [description, setDescription] = useState(number?.Description ?? '');
  const [queue, setQueue] = useState(number?.QueueId ?? routing.Queues[0]?.QueueId ?? '');
  const options = routing.Queues.map(({ QueueId, Name }) => ({
    value: QueueId,
    label: knownName('queue', Name),
  }));
  const input = {
    PhoneNumber: phone.trim(),
    QueueId: queue,
    ...(description.trim() && { Description: description.trim() }),
  };
  return (
    <SaveDialog
      domain={domain}
      routing={routing}
      title={t(number ? 'routing.changeNumber' : 'routing.addNumber')}
      operation="PutPhoneNumber"
      input={input}
      ready={phone.trim() !== ''}
      onClose={onClose}
    >
      <TextField
        label={t('work.dialNumber')}
        value={phone}
        disabled={number !== undefined}
        autoFocus
        inputMode="tel"
        onChange={setPhone}
      />
      <FormField label={t('contact.queue')} stretch>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === queue) ?? null}
          onChange={({ detail }) => setQueue(detail.selectedOption.value ?? '')}
          expandToViewport
        />
      </FormField>
      <TextField label={t('routing.description')} value={description} onChange={setDescription} />
    </SaveDialog>
  );
}
