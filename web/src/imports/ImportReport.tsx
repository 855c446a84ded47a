import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '../api/client.ts';
import type { Import } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';
import { percent, showBytes } from '../values/bytes.ts';
import { splitSeconds } from '../values/dates.ts';
import { CountList } from './CountList.tsx';
import { ProblemTable } from './ProblemTable.tsx';
import { isUnderWay } from './progress.ts';

/** Progress and outcome of an import or a dry run; its size stays the same from start to end. */
export function ImportReport({ item }: { item: Import }) {
  const { t, i18n } = useTranslation();
  return (
    <SpaceBetween size="m">
      <Progress item={item} />
      <Counts item={item} />
      {item.Message && (
        <Alert
          type={item.Status === 'FAILED' ? 'error' : 'info'}
          header={item.Status === 'FAILED' ? t('imports.failed') : undefined}
        >
          <SafeText text={serverWords(item.Message, i18n.language)} />
        </Alert>
      )}
      {item.DryRun && item.Status === 'COMPLETED' && <Alert type="success">{t('imports.dryRunDone')}</Alert>}
      <Rejects item={item} />
    </SpaceBetween>
  );
}

function Progress({ item }: { item: Import }) {
  const { t, i18n } = useTranslation();
  const running = isUnderWay(item);
  const done = item.Status === 'COMPLETED';
  return (
    <ProgressBar
      value={done ? 100 : percent(item.BytesRead, item.BytesTotal)}
      status="in-progress"
      label={t(item.DryRun ? 'imports.dryRun' : 'imports.import')}
      description={t(`imports.status.${item.Status}`)}
      additionalInfo={t('imports.progress', {
        read: showBytes(item.BytesRead),
        total: showBytes(item.BytesTotal),
        rows: item.RowsRead.toLocaleString(i18n.language),
        time: useElapsed(item),
      })}
      ariaLabel={t('imports.progressLabel')}
      {...(running ? {} : { variant: 'standalone' as const })}
    />
  );
}

function useElapsed(item: Import): string {
  const { t } = useTranslation();
  if (item.StartedAt === undefined) return t('imports.waiting');
  const { minutes, seconds } = splitSeconds((item.EndedAt ?? Date.now() / 1000) - item.StartedAt);
  return minutes > 0 ? t('imports.minutes', { minutes, seconds }) : t('imports.seconds', { seconds });
}

function Counts({ item }: { item: Import }) {
  const { t } = useTranslation();
  const counts = [
    ['rows', item.RowsRead],
    ['created', item.Created],
    ['updated', item.Updated],
    ['unchanged', item.Unchanged],
    ['rejected', item.Rejected],
  ] as const;
  return (
    <CountList
      counts={counts.map(([name, count]) => ({
        name,
        label: t(`count.${name}`),
        count,
        alarm: name === 'rejected',
      }))}
    />
  );
}

function Rejects({ item }: { item: Import }) {
  const { t } = useTranslation();
  const rejects = item.FirstRejects ?? [];
  if (item.Rejected === 0 && rejects.length === 0) return null;
  return (
    <section>
      <div className="n-section-head">
        <h3>
          {rejects.length < item.Rejected
            ? t('imports.rejects', { shown: rejects.length, total: item.Rejected })
            : t('imports.allRejects', { total: item.Rejected })}
        </h3>
        {item.RejectedKey && (
          <Button iconName="download" href={fileUrl(item.Bucket, item.RejectedKey)} download>
            {t('imports.downloadRejects')}
          </Button>
        )}
      </div>
      <ProblemTable problems={rejects} />
    </section>
  );
}
