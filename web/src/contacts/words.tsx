import { useTranslation } from 'react-i18next';
import { useNow } from '../api/useNow.ts';
import { showPhone } from '../values/phones.ts';
import { showDuration } from './duration.ts';
import type { Channel, Contact, Endpoint } from './types.ts';

const paths: Record<Channel, string> = {
  VOICE:
    'M3.5 2.5h2.6l1.2 3-1.6 1.2a8 8 0 0 0 3.6 3.6l1.2-1.6 3 1.2v2.6c0 .6-.5 1-1 1A10.5 10.5 0 0 1 2.5 3.5c0-.5.4-1 1-1z',
  CHAT: 'M2 3.5h12v7.5H7.5L4.5 13.5V11H2zM5 6.2h6M5 8.5h4',
  TASK: 'M3 2.5h10v11H3zM5.5 8l1.7 1.7L10.7 6.3',
};

/** The sign of a channel; its name is read out unless `hidden`. */
export function ChannelIcon({ channel, hidden = false }: { channel: Channel; hidden?: boolean }) {
  const { t } = useTranslation();
  return (
    <svg
      className="n-channel"
      viewBox="0 0 16 16"
      role="img"
      aria-hidden={hidden}
      aria-label={t(`channel.${channel}`)}
      focusable="false"
    >
      <path d={paths[channel]} />
    </svg>
  );
}

/** An address as people read it: a phone number with its dashes. */
export function showEndpoint(endpoint: Endpoint | undefined): string {
  if (!endpoint) return '';
  return endpoint.Type === 'TELEPHONE_NUMBER' ? showPhone(endpoint.Address) : endpoint.Address;
}

/** What a contact is called until its customer is known. */
export function useContactTitle(): (contact: Contact) => string {
  const { t } = useTranslation();
  return (contact) =>
    (contact.Channel === 'TASK' ? contact.Name : undefined) ||
    contact.DisplayName ||
    showEndpoint(contact.CustomerEndpoint) ||
    contact.Name ||
    t('contact.unknown');
}

/** Names of the statuses and queues that every instance has from the start, in the reader's language; others as they are. */
export function useKnownName(): (
  kind: 'status' | 'queue' | 'routingProfile' | 'hours',
  name: string,
) => string {
  const { t, i18n } = useTranslation();
  return (kind, name) => {
    const key = `known.${kind}.${name.replace(/[^A-Za-z0-9]/g, '')}`;
    return i18n.exists(key) ? t(key as never) : name;
  };
}

/** A word for a value of a closed list (`contactState.ENDED`); what is not listed stays as it is. */
export function useWord(): (group: string, value: string) => string {
  const { t, i18n } = useTranslation();
  return (group, value) => {
    const key = `${group}.${value}`;
    return i18n.exists(key) ? t(key as never) : value;
  };
}

/** A clock that counts up since a moment, or down to it. */
export function Clock({ since, until }: { since?: number | undefined; until?: number | undefined }) {
  const now = useNow();
  if (since === undefined && until === undefined) return null;
  const seconds = until === undefined ? now - since! : Math.ceil(until - now);
  return <span className="n-clock">{showDuration(seconds)}</span>;
}
