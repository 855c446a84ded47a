import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { channels } from '../types.ts';
import { useKnownName } from '../words.tsx';
import { type RoutingTabProps, useChange } from './useRouting.ts';

/** Most contacts of a channel that an agent may have at once. Source: limits of the API. */
const mostAtOnce = { VOICE: 1, CHAT: 10, TASK: 10 } as const;

/** A new routing profile: its queues for every channel, and how many contacts at a time. */
export function NewProfile({ domain, routing, onClose }: RoutingTabProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const change = useChange(domain, routing.InstanceId);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [atOnce, setAtOnce] = useState<Record<string, string>>({ VOICE: '1', CHAT: '3', TASK: '5' });
  const options = routing.Queues.map(({ QueueId, Name }) => ({
    value: QueueId,
    label: knownName('queue', Name),
  }));
  const [chosen, setChosen] = useState<readonly MultiselectProps.Option[]>(options.slice(0, 1));
  const ids = chosen.flatMap(({ value }) => value ?? []);
  const used = channels.filter((channel) => Number(atOnce[channel]) > 0);
  const submit = () =>
    change.mutate(
      [
        {
          service: 'connect',
          operation: 'CreateRoutingProfile',
          input: {
            Name: name.trim(),
            Description: description.trim() || name.trim(),
            DefaultOutboundQueueId: ids[0],
            MediaConcurrencies: used.map((Channel) => ({ Channel, Concurrency: Number(atOnce[Channel]) })),
            QueueConfigs: ids.flatMap((QueueId) =>
              used.map((Channel) => ({ QueueReference: { QueueId, Channel }, Priority: 1, Delay: 0 })),
            ),
          },
        },
      ],
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t('routing.addProfile')}
      submit={t('action.save')}
      ready={name.trim() !== '' && ids.length > 0 && used.length > 0}
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
      <FormField label={t('routing.tab.queues')} stretch>
        <Multiselect
          options={options}
          selectedOptions={chosen}
          onChange={({ detail }) => setChosen(detail.selectedOptions)}
          expandToViewport
        />
      </FormField>
      <div className="n-form-grid">
        {channels.map((channel) => (
          <FormField
            key={channel}
            label={t('routing.atOnce', { channel: t(`channel.${channel}`) })}
            constraintText={t('routing.upTo', { most: mostAtOnce[channel] })}
          >
            <Input
              type="number"
              value={atOnce[channel] ?? ''}
              onChange={({ detail }) => setAtOnce((now) => ({ ...now, [channel]: detail.value }))}
            />
          </FormField>
        ))}
      </div>
    </FormDialog>
  );
}
