import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../app/TextField.tsx';
import { type Channel, channels } from '../types.ts';
import { SaveDialog } from './SaveDialog.tsx';
import { isServedRow, ServedQueues, type ServedRow } from './ServedQueues.tsx';
import type { RoutingProfile, RoutingTabProps } from './useRouting.ts';

/** Most contacts of a channel that an agent may have at once. Source: limits of the API. */
const mostAtOnce = { VOICE: 1, CHAT: 10, TASK: 10 } as const;

/** Contacts of a channel at once, as written, and whether others may come meanwhile. */
type Media = Record<Channel, { most: string; others: boolean }>;

const firstMedia: Media = {
  VOICE: { most: '1', others: false },
  CHAT: { most: '3', others: false },
  TASK: { most: '5', others: true },
};

const mediaOf = ({ MediaConcurrencies }: RoutingProfile): Media =>
  Object.fromEntries(
    channels.map((channel) => {
      const media = MediaConcurrencies.find((one) => one.Channel === channel);
      const others = media?.CrossChannelBehavior?.BehaviorType === 'ROUTE_ANY_CHANNEL';
      return [channel, { most: String(media?.Concurrency ?? 0), others }];
    }),
  ) as Media;

interface ProfileDialogProps extends RoutingTabProps {
  /** Absent: a new one. */
  profile: RoutingProfile | undefined;
  onClose: () => void;
}

/** A routing profile: how many contacts at a time, and its queues channel by channel. */
export function ProfileDialog({ domain, routing, profile, onClose }: ProfileDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(profile?.Name ?? '');
  const [description, setDescription] = useState(profile?.Description ?? '');
  const [media, setMedia] = useState<Media>(() => (profile ? mediaOf(profile) : firstMedia));
  const [rows, setRows] = useState<ServedRow[]>(() => rowsOf(routing, profile));
  const taken = channels.filter((channel) => Number(media[channel].most) > 0);
  const served = rows.filter(({ Channel: channel }) => taken.includes(channel));
  const input = {
    ...(profile && { RoutingProfileId: profile.RoutingProfileId }),
    ...{ Name: name.trim(), Description: description.trim() },
    Media: taken.map((channel) => ({
      ...{ Channel: channel, Concurrency: Number(media[channel].most), OtherChannels: media[channel].others },
    })),
    Queues: served.map((row) => ({ ...row, Priority: Number(row.Priority), Delay: Number(row.Delay) })),
  };
  const right =
    channels.every((channel) => isWithin(media[channel].most, mostAtOnce[channel])) &&
    served.every(isServedRow);
  return (
    <SaveDialog
      domain={domain}
      routing={routing}
      title={t(profile ? 'routing.changeProfile' : 'routing.addProfile')}
      operation="PutRoutingProfile"
      input={input}
      ready={input.Name !== '' && served.length > 0 && right}
      onClose={onClose}
    >
      <TextField label={t('routing.name')} value={name} autoFocus onChange={setName} />
      <TextField label={t('routing.description')} value={description} onChange={setDescription} />
      <MediaFields media={media} onChange={setMedia} />
      <ServedQueues routing={routing} channels={taken} rows={served} onChange={setRows} />
    </SaveDialog>
  );
}

const isWithin = (text: string, most: number) => /^\d{1,2}$/.test(text) && Number(text) <= most;

/** A new profile serves the queue where everything goes that nothing sends elsewhere. */
function rowsOf(routing: RoutingTabProps['routing'], profile: RoutingProfile | undefined): ServedRow[] {
  if (profile)
    return profile.Queues.map((row) => ({
      ...row,
      Priority: String(row.Priority),
      Delay: String(row.Delay),
    }));
  const first = routing.Queues.find(({ IsDefault }) => IsDefault) ?? routing.Queues[0];
  if (!first) return [];
  return channels.map((Channel) => ({ QueueId: first.QueueId, Channel, Priority: '1', Delay: '0' }));
}

function MediaFields({ media, onChange }: { media: Media; onChange: (media: Media) => void }) {
  const { t } = useTranslation();
  const set = (channel: Channel, part: Partial<Media[Channel]>) =>
    onChange({ ...media, [channel]: { ...media[channel], ...part } });
  return (
    <div className="n-media">
      {channels.map((channel) => (
        <div key={channel}>
          <FormField
            label={t('routing.atOnce', { channel: t(`channel.${channel}`) })}
            constraintText={t('routing.upTo', { most: mostAtOnce[channel] })}
          >
            <Input
              type="number"
              value={media[channel].most}
              invalid={!isWithin(media[channel].most, mostAtOnce[channel])}
              onChange={({ detail }) => set(channel, { most: detail.value })}
            />
          </FormField>
          <Checkbox
            checked={media[channel].others}
            disabled={Number(media[channel].most) === 0}
            ariaLabel={t('routing.othersOf', { channel: t(`channel.${channel}`) })}
            onChange={({ detail }) => set(channel, { others: detail.checked })}
          >
            {t('routing.others')}
          </Checkbox>
        </div>
      ))}
    </div>
  );
}
