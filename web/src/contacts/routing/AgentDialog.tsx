import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../types.ts';
import { SaveDialog } from './SaveDialog.tsx';
import type { RoutingAgent, RoutingTabProps } from './useRouting.ts';

/** The longest after-contact work with an end. Source: limits of the API. */
const longest = 2_000_000;

interface AgentDialogProps extends RoutingTabProps {
  agent: RoutingAgent;
  onClose: () => void;
}

/** How contacts begin and end at an agent, channel by channel. */
export function AgentDialog({ domain, routing, agent, onClose }: AgentDialogProps) {
  const { t } = useTranslation();
  const [accept, setAccept] = useState<readonly string[]>(agent.AutoAccept);
  const [limits, setLimits] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      Object.entries(agent.AfterContactWorkSeconds).map(([name, seconds]) => [name, String(seconds)]),
    ),
  );
  const secondsOf = (channel: string) => Number((limits[channel] ?? '').trim() || 0);
  const isLimit = (channel: string) =>
    /^\d*$/.test((limits[channel] ?? '').trim()) && secondsOf(channel) <= longest;
  const input = {
    UserId: agent.UserId,
    AutoAccept: channels.filter((channel) => accept.includes(channel)),
    AfterContactWorkSeconds: Object.fromEntries(
      channels.flatMap((channel) => (secondsOf(channel) > 0 ? [[channel, secondsOf(channel)]] : [])),
    ),
  };
  return (
    <SaveDialog
      domain={domain}
      routing={routing}
      title={t('routing.agentSettings', { name: agent.Name })}
      operation="PutAgentSettings"
      input={input}
      ready={channels.every(isLimit)}
      onClose={onClose}
    >
      <FormField label={t('routing.autoAccept')} description={t('routing.autoAcceptHow')} stretch>
        <div className="n-media">
          {channels.map((channel) => (
            <Checkbox
              key={channel}
              checked={accept.includes(channel)}
              onChange={({ detail }) =>
                setAccept((now) =>
                  detail.checked ? [...now, channel] : now.filter((name) => name !== channel),
                )
              }
            >
              {t(`channel.${channel}`)}
            </Checkbox>
          ))}
        </div>
      </FormField>
      <FormField label={t('routing.workLimit')} description={t('routing.workLimitHow')} stretch>
        <div className="n-media">
          {channels.map((channel) => (
            <FormField key={channel} label={t('routing.workLimitOf', { channel: t(`channel.${channel}`) })}>
              <Input
                type="number"
                value={limits[channel] ?? ''}
                invalid={!isLimit(channel)}
                placeholder={t('routing.noLimit')}
                onChange={({ detail }) => setLimits((now) => ({ ...now, [channel]: detail.value }))}
              />
            </FormField>
          ))}
        </div>
      </FormField>
    </SaveDialog>
  );
}
