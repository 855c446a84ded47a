import { useTranslation } from 'react-i18next';
import { CountList } from '../../imports/CountList.tsx';
import type { IntegrationView } from './types.ts';

/** What all imports of an integration came to. */
export function IntegrationTotals({ item }: { item: IntegrationView }) {
  const { t } = useTranslation();
  const { Imports, Failed, RowsRead, Created, Updated, Unchanged, Rejected } = item.Totals;
  if (Imports === 0) return null;
  return (
    <CountList
      counts={[
        { name: 'files', label: t('integrations.files'), count: Imports },
        { name: 'failed', label: t('integrations.failedFiles'), count: Failed, alarm: true },
        { name: 'rows', label: t('count.rows'), count: RowsRead },
        { name: 'created', label: t('count.created'), count: Created },
        { name: 'updated', label: t('count.updated'), count: Updated },
        { name: 'unchanged', label: t('count.unchanged'), count: Unchanged },
        { name: 'rejected', label: t('count.rejected'), count: Rejected, alarm: true },
      ]}
    />
  );
}
