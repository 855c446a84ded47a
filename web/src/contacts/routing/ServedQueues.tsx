import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName } from '../words.tsx';
import { type RoutingProfile, type RoutingTabProps, type ServedQueue, useChange } from './useRouting.ts';

interface ServedQueuesProps extends RoutingTabProps {
  profile: RoutingProfile;
  onClose: () => void;
}

type Row = Omit<ServedQueue, 'Priority' | 'Delay'> & { Priority: string; Delay: string };

const keyOf = ({ QueueId, Channel }: Pick<ServedQueue, 'QueueId' | 'Channel'>) => `${QueueId} ${Channel}`;

/** The queues of a routing profile, channel by channel, with priority and delay. */
export function ServedQueues({ domain, routing, profile, onClose }: ServedQueuesProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const change = useChange(domain, routing.InstanceId);
  const [rows, setRows] = useState<Row[]>(() =>
    profile.Queues.map((row) => ({ ...row, Priority: String(row.Priority), Delay: String(row.Delay) })),
  );
  const set = (row: Row, part: Partial<Row>) =>
    setRows((now) => now.map((one) => (keyOf(one) === keyOf(row) ? { ...one, ...part } : one)));
  const wrong = rows.some(({ Priority, Delay }) => !/^[1-9]\d?$/.test(Priority) || !/^\d{1,4}$/.test(Delay));
  const configs = rows.map(({ QueueId, Channel, Priority, Delay }) => ({
    ...{ QueueReference: { QueueId, Channel }, Priority: Number(Priority), Delay: Number(Delay) },
  }));
  const submit = () =>
    change.mutate(
      [
        {
          service: 'connect',
          operation: 'AssociateRoutingProfileQueues',
          input: { RoutingProfileId: profile.RoutingProfileId, QueueConfigs: configs },
        },
      ],
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={knownName('routingProfile', profile.Name)}
      submit={t('action.save')}
      ready={!wrong && rows.length > 0}
      pending={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="n-quiet">{t('routing.servedWhat')}</p>
      <table className="n-served">
        <thead>
          <tr>
            <th>{t('contact.queue')}</th>
            <th>{t('contact.channel')}</th>
            <th>{t('routing.priority')}</th>
            <th>{t('routing.delay')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <td>
                <SafeText
                  text={knownName(
                    'queue',
                    routing.Queues.find(({ QueueId }) => QueueId === row.QueueId)?.Name ?? '',
                  )}
                  limit={60}
                />
              </td>
              <td>{t(`channel.${row.Channel}`)}</td>
              {(['Priority', 'Delay'] as const).map((name) => (
                <td key={name}>
                  <Input
                    type="number"
                    value={row[name]}
                    ariaLabel={t(name === 'Priority' ? 'routing.priority' : 'routing.delay')}
                    onChange={({ detail }) => set(row, { [name]: detail.value })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <AddQueue
        routing={routing}
        profile={profile}
        rows={rows}
        onAdd={(added) => setRows((now) => [...now, ...added])}
      />
    </FormDialog>
  );
}

interface AddQueueProps {
  routing: RoutingTabProps['routing'];
  profile: RoutingProfile;
  rows: Row[];
  onAdd: (rows: Row[]) => void;
}

/** A queue more, for every channel of the profile. */
function AddQueue({ routing, profile, rows, onAdd }: AddQueueProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [chosen, setChosen] = useState<string>();
  const left = routing.Queues.filter(({ QueueId }) => !rows.some((row) => row.QueueId === QueueId));
  const options = left.map(({ QueueId, Name }) => ({ value: QueueId, label: knownName('queue', Name) }));
  if (left.length === 0) return null;
  const add = () => {
    if (!chosen) return;
    const every = profile.MediaConcurrencies.map(({ Channel }) => Channel);
    onAdd(every.map((Channel) => ({ QueueId: chosen, Channel, Priority: '1', Delay: '0' })));
    setChosen(undefined);
  };
  return (
    <div className="n-add-row">
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === chosen) ?? null}
        onChange={({ detail }) => setChosen(detail.selectedOption.value)}
        placeholder={t('routing.chooseQueue')}
        expandToViewport
      />
      <Button formAction="none" disabled={!chosen} onClick={add}>
        {t('routing.add')}
      </Button>
    </div>
  );
}
