import Button from '@cloudscape-design/components/button';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import type { Channel } from '../types.ts';
import { useKnownName } from '../words.tsx';
import { type Routing, type ServedQueue, useQueueName } from './useRouting.ts';

/** A queue served for a channel; the numbers as written. */
export type ServedRow = Omit<ServedQueue, 'Priority' | 'Delay'> & { Priority: string; Delay: string };

/** Whether priority and delay are such. */
export const isServedRow = ({ Priority, Delay }: ServedRow): boolean =>
  /^[1-9]\d?$/.test(Priority) && /^\d{1,4}$/.test(Delay);

const keyOf = ({ QueueId, Channel: channel }: Pick<ServedRow, 'QueueId' | 'Channel'>) =>
  `${QueueId} ${channel}`;

interface ServedQueuesProps {
  routing: Routing;
  /** Channels that the profile takes. */
  channels: readonly Channel[];
  rows: ServedRow[];
  onChange: (rows: ServedRow[]) => void;
}

/** The queues of a routing profile, channel by channel, with priority and delay. */
export function ServedQueues({ routing, channels, rows, onChange }: ServedQueuesProps) {
  const { t } = useTranslation();
  const nameOf = useQueueName(routing);
  const set = (row: ServedRow, part: Partial<ServedRow>) =>
    onChange(rows.map((one) => (keyOf(one) === keyOf(row) ? { ...one, ...part } : one)));
  return (
    <section>
      <p className="n-quiet">{t('routing.servedWhat')}</p>
      <table className="n-served">
        <thead>
          <tr>
            <th>{t('contact.queue')}</th>
            <th>{t('contact.channel')}</th>
            <th>{t('routing.priority')}</th>
            <th>{t('routing.delay')}</th>
            <th>
              <span className="n-off-screen">{t('routing.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <td>
                <SafeText text={nameOf(row.QueueId)} limit={60} />
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
              <td>
                <Button
                  variant="icon"
                  iconName="close"
                  formAction="none"
                  ariaLabel={t('routing.removeServed', {
                    queue: nameOf(row.QueueId),
                    channel: t(`channel.${row.Channel}`),
                  })}
                  onClick={() => onChange(rows.filter((one) => one !== row))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <AddQueue
        routing={routing}
        channels={channels}
        rows={rows}
        onAdd={(added) => onChange([...rows, ...added])}
      />
    </section>
  );
}

interface AddQueueProps extends Omit<ServedQueuesProps, 'onChange'> {
  onAdd: (rows: ServedRow[]) => void;
}

/** A queue more, for every channel of the profile that it is not served for yet. */
function AddQueue({ routing, channels, rows, onAdd }: AddQueueProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [chosen, setChosen] = useState<string>();
  const missing = (QueueId: string) =>
    channels
      .map((Channel) => ({ QueueId, Channel, Priority: '1', Delay: '0' }))
      .filter((wanted) => !rows.some((row) => keyOf(row) === keyOf(wanted)));
  const left = routing.Queues.filter(({ QueueId }) => missing(QueueId).length > 0);
  const options = left.map(({ QueueId, Name }) => ({ value: QueueId, label: knownName('queue', Name) }));
  if (left.length === 0) return null;
  const add = () => {
    if (!chosen) return;
    onAdd(missing(chosen));
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
