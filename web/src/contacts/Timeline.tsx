import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places, useDomain } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { timelineOf } from './timeline.ts';
import type { ContactView } from './types.ts';
import { useWord } from './words.tsx';

/** What happened to a contact, to the second, and the contacts it came from or went over into. */
export function Timeline({ view }: { view: ContactView }) {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const domain = useDomain();
  const exact = (seconds: number) =>
    new Intl.DateTimeFormat(i18n.language, {
      ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      hourCycle: 'h23',
    }).format(new Date(seconds * 1000));
  return (
    <>
      <ol className="n-history">
        {timelineOf(view.Contact, view.Events).map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moments have no identity and never move
          <li key={at}>
            <time className="n-quiet">{exact(step.at)}</time>
            <div>
              <strong>{word('contactEvent', step.kind)}</strong>
              {step.actor && (
                <>
                  {' '}
                  <SafeText text={step.actor} limit={80} />
                </>
              )}
            </div>
            {step.detail && (
              <div className="n-quiet">
                <SafeText text={word('disconnect', step.detail)} limit={200} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {view.Related.length > 0 && (
        <ul className="n-plain">
          {view.Related.map(({ ContactId, Relation }) => (
            <li key={`${Relation}${ContactId}`}>
              <Link to={places.contact(domain, ContactId)}>{word('relation', Relation)}</Link>
            </li>
          ))}
        </ul>
      )}
      {view.Events.length === 0 && view.Contact.EndedAt === undefined && (
        <p className="n-quiet">{t('contact.running')}</p>
      )}
    </>
  );
}
