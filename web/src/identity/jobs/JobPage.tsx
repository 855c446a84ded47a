import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Loading } from '../../app/Loading.tsx';
import { PageProblem } from '../../app/PageProblem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { Trail } from '../../app/Trail.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import { isRunning, useJob } from '../queries.ts';
import { MergeSure, useSurePreview } from '../review/MergeSure.tsx';
import type { Job } from '../types.ts';
import { Guarded, JobExport } from './JobExtras.tsx';
import { JobGroups } from './JobGroups.tsx';
import { JobProgress, JobStats } from './JobProgress.tsx';
import { Reliability } from './Reliability.tsx';
import { UndoRun } from './UndoRun.tsx';
import './jobs.css';

/** One run: progress while it goes on, then what it did, group by group. */
export function JobPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const query = useJob(domain, useParams()['jobId'] ?? '');
  if (query.isPending) return <Loading />;
  if (query.isError) {
    return (
      <PageProblem
        query={query}
        above={{ text: t('nav.resolutionJobs'), href: places.resolutionJobs(domain) }}
        gone={t('jobs.gone')}
      />
    );
  }
  const job = query.data;
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <JobTrail domain={domain} job={job} />
          <Header
            variant="h1"
            actions={
              !isRunning(job) && (
                <SpaceBetween direction="horizontal" size="xs">
                  <SureOfRun domain={domain} job={job} />
                  {(job.Stats?.MergesDone ?? 0) > 0 && <UndoRun domain={domain} job={job} />}
                </SpaceBetween>
              )
            }
          >
            {t(`jobs.kinds.${job.Kind}`)}
          </Header>
        </SpaceBetween>
      }
    >
      <JobReport domain={domain} job={job} />
    </ContentLayout>
  );
}

/** What is sure among the groups of the latest run can be merged at once. */
function SureOfRun({ domain, job }: { domain: string; job: Job }) {
  const sure = useSurePreview(
    domain,
    job.JobId,
    job.Kind !== 'MERGE' && (job.Stats?.GroupsToReview ?? 0) > 0,
  );
  return (sure.data?.SureGroups ?? 0) > 0 ? <MergeSure domain={domain} jobId={job.JobId} /> : null;
}

/** The report of a run; that of a preview is the same without what only runs do. */
export function JobReport({ domain, job }: { domain: string; job: Job }) {
  const { t } = useTranslation();
  const ended = !isRunning(job);
  return (
    <SpaceBetween size="m">
      <Container header={<Header variant="h2">{t('jobs.report')}</Header>}>
        <SpaceBetween size="m">
          <JobProgress job={job} />
          <JobStats job={job} />
          {ended && <JobExport job={job} />}
        </SpaceBetween>
      </Container>
      {ended && job.Status !== 'FAILED' && <JobGroups domain={domain} job={job} />}
      {ended && (job.Guarded ?? []).length > 0 && <Guarded lines={job.Guarded ?? []} />}
      {ended && (job.Reliability ?? []).length > 0 && <Reliability lines={job.Reliability ?? []} />}
    </SpaceBetween>
  );
}

function JobTrail({ domain, job }: { domain: string; job: Job }) {
  const { t, i18n } = useTranslation();
  return (
    <Trail
      above={{ text: t('nav.resolutionJobs'), href: places.resolutionJobs(domain) }}
      here={showMoment(job.StartedAt ?? job.CreatedAt, i18n.language as Language)}
    />
  );
}
