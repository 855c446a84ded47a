import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { percent } from '../../values/bytes.ts';
import { isRunning } from '../queries.ts';
import type { Job, JobStatus } from '../types.ts';

const pictures: Record<JobStatus, StatusIndicatorProps.Type> = {
  PENDING: 'pending',
  PREPROCESSING: 'in-progress',
  FIND_MATCHING: 'in-progress',
  MERGING: 'in-progress',
  COMPLETED: 'success',
  PARTIAL_SUCCESS: 'warning',
  FAILED: 'error',
};

/** How far a run is, in a word and a picture. */
export function JobState({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.UndoneAt !== undefined) {
    return <StatusIndicator type="stopped">{t('jobs.undone')}</StatusIndicator>;
  }
  const { Progress, Status } = job;
  return (
    <StatusIndicator type={pictures[Status]}>
      {t(`jobs.status.${Status}`)}
      {isRunning(job) && Progress && Progress.Total > 0 && ` ${percent(Progress.Done, Progress.Total)}%`}
    </StatusIndicator>
  );
}
