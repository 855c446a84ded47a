import Spinner from '@cloudscape-design/components/spinner';
import { useTranslation } from 'react-i18next';

/** Holds the place of a page while its code or data arrives; appears only when that takes a while. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className="n-loading" role="status">
      <Spinner size="large" />
      <span>{t('state.loading')}</span>
    </div>
  );
}
