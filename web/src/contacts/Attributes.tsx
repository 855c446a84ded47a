import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';

/** What flows and telephony noted on a contact, by name. */
export function Attributes({ attributes }: { attributes: Record<string, string> }) {
  const { t } = useTranslation();
  const entries = Object.entries(attributes).toSorted(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <section>
      <h3 className="n-facts-title">{t('contact.attributes')}</h3>
      <dl className="n-facts">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>
              <SafeText text={name} limit={80} />
            </dt>
            <dd>
              <SafeText text={value} limit={1000} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
