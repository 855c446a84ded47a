import Badge from '@cloudscape-design/components/badge';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { Import, ImportStatus } from '../api/types.ts';
import { percent } from '../values/bytes.ts';

const pictures: Record<ImportStatus, StatusIndicatorProps.Type> = {
  QUEUED: 'pending',
  RUNNING: 'in-progress',
  COMPLETED: 'success',
  FAILED: 'error',
  CANCELLED: 'stopped',
};

/** How far an import is, in one word and a picture. */
export function ImportState({ item }: { item: Import }) {
  const { t } = useTranslation();
  const partly = item.Status === 'COMPLETED' && item.Rejected > 0;
  return (
    <span className="n-import-state">
      <StatusIndicator type={partly ? 'warning' : pictures[item.Status]}>
        {t(partly ? 'imports.partly' : `imports.status.${item.Status}`)}
        {item.Status === 'RUNNING' && ` ${percent(item.BytesRead, item.BytesTotal)}%`}
      </StatusIndicator>
      {item.DryRun && <Badge>{t('imports.dryRun')}</Badge>}
    </span>
  );
}
