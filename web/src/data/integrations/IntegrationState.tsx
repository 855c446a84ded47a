import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { IntegrationSummary } from './types.ts';

/** Whether an integration looks for files, in one word and a picture; trouble of the last look comes first. */
export function IntegrationState({ item }: { item: IntegrationSummary }) {
  const { t } = useTranslation();
  if (!item.Bucket) return <StatusIndicator type="info">{t('integrations.state.foreign')}</StatusIndicator>;
  if (item.LastLook?.Problem)
    return <StatusIndicator type="error">{t('integrations.state.trouble')}</StatusIndicator>;
  if (item.PausedAt !== undefined)
    return <StatusIndicator type="stopped">{t('integrations.state.paused')}</StatusIndicator>;
  if (!item.Schedule)
    return <StatusIndicator type="pending">{t('integrations.state.demand')}</StatusIndicator>;
  return <StatusIndicator type="success">{t('integrations.state.watching')}</StatusIndicator>;
}
