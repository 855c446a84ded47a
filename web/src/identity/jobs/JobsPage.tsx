import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { usePages } from '../../api/pages.ts';
import { useSession } from '../../api/session.ts';
import { DataTable } from '../../app/DataTable.tsx';
import { Empty } from '../../app/Empty.tsx';
import { MoreButton } from '../../app/MoreButton.tsx';
import { Problem } from '../../app/Problem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { type Language, showMoment } from '../../values/dates.ts';
import { NotSetUp } from '../NotSetUp.tsx';
import { isRunning, isSetUp, useResolutionEvents, useResolutionSettings } from '../queries.ts';
import type { Job } from '../types.ts';
import { JobState } from './JobState.tsx';
import { StartRun } from './StartRun.tsx';

/** The run log: what was run, when, and what came of it. */
export function JobsPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const admin = useSession().data?.User.Role === 'admin';
  const settings = useResolutionSettings(domain);
  const jobs = usePages<Job>({
    service: 'nayose',
    operation: 'ListResolutionJobs',
    input: { DomainName: domain, MaxResults: 25 },
    member: 'Items',
    refetchInterval: (items) => (items.some(isRunning) ? 2000 : 30_000),
  });
  useResolutionEvents(domain, (event) => {
    if (!event || event.Status) void queries.invalidateQueries({ queryKey: ['ListResolutionJobs'] });
  });
  const next = showMoment(settings.data?.NextRunAt, i18n.language as Language);
  const off = settings.data !== undefined && !isSetUp(settings.data);
  const columns = useColumns(domain);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={next ? t('jobs.next', { at: next }) : t('jobs.what')}
          actions={
            admin && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => void navigate(places.matching(domain))}>{t('nav.matching')}</Button>
                <StartRun
                  domain={domain}
                  disabled={off || jobs.items.some((job) => job.Kind !== 'PREVIEW' && isRunning(job))}
                />
              </SpaceBetween>
            )
          }
        >
          {t('nav.resolutionJobs')}
        </Header>
      }
    >
      {jobs.isError ? (
        <Problem error={jobs.error} retry={() => void jobs.refetch()} />
      ) : (
        <DataTable
          items={jobs.items}
          trackBy="JobId"
          loading={jobs.isPending}
          loadingText={t('state.loading')}
          wrapLines
          empty={
            off ? <NotSetUp domain={domain} /> : <Empty title={t('jobs.none')}>{t('jobs.noneHow')}</Empty>
          }
          footer={jobs.hasNextPage && <MoreButton pages={jobs} />}
          columnDefinitions={columns}
        />
      )}
    </ContentLayout>
  );
}

function useColumns(domain: string) {
  const { t, i18n } = useTranslation();
  const count = (value: number | undefined) => (
    <span className="n-count">{value === undefined ? '–' : value.toLocaleString(i18n.language)}</span>
  );
  return [
    {
      id: 'at',
      minWidth: 170,
      header: t('jobs.startedAt'),
      isRowHeader: true,
      cell: (job: Job) => (
        <Link
          to={(job.Kind === 'PREVIEW' ? places.matchingPreview : places.resolutionJob)(domain, job.JobId)}
        >
          {showMoment(job.StartedAt ?? job.CreatedAt, i18n.language as Language)}
        </Link>
      ),
    },
    { id: 'kind', header: t('jobs.kind'), cell: (job: Job) => t(`jobs.kinds.${job.Kind}`) },
    { id: 'state', minWidth: 150, header: t('jobs.state'), cell: (job: Job) => <JobState job={job} /> },
    {
      id: 'profiles',
      header: t('jobs.stat.ProfilesReviewed'),
      cell: (job: Job) => count(job.Stats?.ProfilesReviewed),
    },
    { id: 'merged', header: t('jobs.stat.MergesDone'), cell: (job: Job) => count(job.Stats?.MergesDone) },
    { id: 'split', header: t('jobs.stat.MergesUndone'), cell: (job: Job) => count(job.Stats?.MergesUndone) },
    {
      id: 'review',
      header: t('jobs.stat.GroupsToReview'),
      cell: (job: Job) => count(job.Stats?.GroupsToReview),
    },
  ];
}
