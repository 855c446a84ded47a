import { useTranslation } from 'react-i18next';
import { Attributes } from '../contacts/Attributes.tsx';
import type { Contact } from '../contacts/types.ts';
import { ChannelIcon, Clock, showEndpoint } from '../contacts/words.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { sinceOf } from './contactsNow.ts';

/** A call or a task: what is known of it while it lasts. */
export function CallPanel({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const facts: [string, string | undefined][] = [
    [t('contact.from'), showEndpoint(contact.CustomerEndpoint)],
    [t('contact.to'), showEndpoint(contact.SystemEndpoint)],
    [
      t('contact.how'),
      t(`initiation.${contact.InitiationMethod}` as never, { defaultValue: contact.InitiationMethod }),
    ],
    [t('contact.started'), showMoment(contact.StartedAt, language)],
  ];
  return (
    <div className="w-call">
      <div className="w-call-clock" data-state={contact.State}>
        <ChannelIcon channel={contact.Channel} hidden />
        {contact.State === 'OFFERED' || contact.WorkExpiresAt !== undefined ? (
          <Clock until={contact.WorkExpiresAt ?? contact.OfferExpiresAt} />
        ) : (
          <Clock since={sinceOf(contact)} />
        )}
      </div>
      {contact.Channel === 'TASK' && (contact.Name || contact.Description) && (
        <div className="w-task">
          {contact.Name && (
            <strong>
              <SafeText text={contact.Name} limit={512} />
            </strong>
          )}
          {contact.Description && <SafeText text={contact.Description} limit={4000} />}
        </div>
      )}
      <dl className="n-facts">
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <SafeText text={value!} limit={120} />
              </dd>
            </div>
          ))}
      </dl>
      <Attributes attributes={contact.Attributes} />
    </div>
  );
}
