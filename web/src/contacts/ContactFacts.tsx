import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { showDuration } from './duration.ts';
import type { Contact } from './types.ts';
import { showEndpoint, useKnownName, useWord } from './words.tsx';

/** Everything the contact record says, in words. */
export function ContactFacts({ contact }: { contact: Contact & Record<string, unknown> }) {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const knownName = useKnownName();
  const moment = (seconds: number | undefined) => showMoment(seconds, i18n.language as Language);
  const { ConnectedAt, EndedAt, StartedAt } = contact;
  const spoken = ConnectedAt !== undefined && EndedAt !== undefined ? EndedAt - ConnectedAt : undefined;
  const text = (value: string | undefined) => value && <SafeText text={value} limit={200} />;
  const facts: [label: string, value: ReactNode][] = [
    [t('contact.channel'), t(`channel.${contact.Channel}`)],
    [t('contact.how'), word('initiation', contact.InitiationMethod)],
    [t('contact.from'), text(showEndpoint(contact.CustomerEndpoint))],
    [t('contact.to'), text(showEndpoint(contact.SystemEndpoint))],
    [t('contact.displayName'), text(contact.DisplayName)],
    [t('contact.queue'), text(contact.Queue && knownName('queue', contact.Queue.Name))],
    [t('contact.agent'), contact.Agent ? text(contact.Agent.Name) : EndedAt && t('contact.noAgent')],
    [t('contact.started'), moment(StartedAt)],
    [t('contact.queued'), moment(contact.QueuedAt)],
    [t('contact.connected'), moment(ConnectedAt)],
    [t('contact.ended'), moment(EndedAt)],
    [t('contact.duration'), showDuration(EndedAt === undefined ? undefined : EndedAt - StartedAt)],
    [t('contact.spoken'), showDuration(spoken)],
    [t('contact.reason'), contact.DisconnectReason && word('disconnect', contact.DisconnectReason)],
    [t('contact.id'), <Id key="id" id={contact.ContactId} />],
  ];
  return (
    <dl className="n-facts n-facts-wide">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Id({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <span className="n-id">
      <CopyToClipboard
        variant="inline"
        textToCopy={id}
        copyButtonAriaLabel={t('contact.copyId')}
        copySuccessText={t('details.copied')}
        copyErrorText={t('details.notCopied')}
      />
    </span>
  );
}
