import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { serverWords } from '../../text/serverWords.ts';
import { percent } from '../../values/bytes.ts';
import { type Language, showMoment, splitSeconds } from '../../values/dates.ts';
import { isRunning } from '../queries.ts';
import type { Job } from '../types.ts';
import { JobState } from './JobState.tsx';

/** How far a run is; the same height from start to end. */
export function JobProgress({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const elapsed = useElapsed(job);
  const started = showMoment(job.StartedAt ?? job.CreatedAt, i18n.language as Language);
  const { Progress } = job;
  return (
    <SpaceBetween size="s">
      <ProgressBar
        value={isRunning(job) ? (Progress ? percent(Progress.Done, Progress.Total) : 0) : 100}
        status="in-progress"
        label={<JobState job={job} />}
        additionalInfo={t('jobs.times', { started, elapsed })}
        ariaLabel={t('jobs.progress')}
        {...(isRunning(job) ? {} : { variant: 'standalone' as const })}
      />
      {job.Message && (
        <Alert type={job.Status === 'FAILED' ? 'error' : 'info'}>
          <SafeText text={serverWords(job.Message, i18n.language)} />
        </Alert>
      )}
      {job.UndoneAt !== undefined && (
        <Alert type="info">
          {t('jobs.undoneAt', { at: showMoment(job.UndoneAt, i18n.language as Language) })}
        </Alert>
      )}
    </SpaceBetween>
  );
}

function useElapsed(job: Job): string {
  const { t } = useTranslation();
  if (job.StartedAt === undefined) return t('jobs.waiting');
  const { minutes, seconds } = splitSeconds((job.EndedAt ?? Date.now() / 1000) - job.StartedAt);
  return minutes > 0 ? t('imports.minutes', { minutes, seconds }) : t('imports.seconds', { seconds });
}

const shown = ['ProfilesReviewed', 'MatchesFound', 'MergesDone', 'MergesUndone', 'GroupsToReview'] as const;

/** Previews merge nothing, and merging what is sure looks for nothing. */
function statsOf({ Kind }: Job) {
  if (Kind === 'PREVIEW') return shown.slice(0, 2);
  return Kind === 'MERGE' ? (['MatchesFound', 'MergesDone', 'GroupsToReview'] as const) : shown;
}

/** The figures of a run. */
export function JobStats({ job }: { job: Job }) {
  const { t, i18n } = useTranslation();
  const names = statsOf(job);
  return (
    <dl className="n-counts">
      {names.map((name) => (
        <div key={name} data-count={name}>
          <dt>
            {t(job.Kind === 'MERGE' && name === 'MatchesFound' ? 'jobs.stat.Sure' : `jobs.stat.${name}`)}
          </dt>
          <dd>{job.Stats?.[name]?.toLocaleString(i18n.language) ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
