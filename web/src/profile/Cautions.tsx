import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';
import { cautionsOf } from './readings.ts';

/** What must be known before anything is said to this customer. */
export function Cautions({ attributes }: { attributes: Record<string, string> | undefined }) {
  const { t } = useTranslation();
  const cautions = cautionsOf(attributes);
  if (cautions.length === 0) return null;
  return (
    <ul className="n-cautions" aria-label={t('caution.title')}>
      {cautions.map(({ kind, value }) => (
        <li key={kind} data-kind={kind}>
          <StatusIndicator
            type={kind === 'noCall' ? 'stopped' : 'warning'}
            colorOverride={kind === 'noCall' ? 'red' : 'yellow'}
          >
            {t(`caution.${kind}`)}
            {value && (
              <>
                {' '}
                <SafeText text={value} limit={80} />
              </>
            )}
          </StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
