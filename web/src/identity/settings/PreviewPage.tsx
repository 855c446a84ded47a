import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../../api/session.ts';
import { Loading } from '../../app/Loading.tsx';
import { PageProblem } from '../../app/PageProblem.tsx';
import { Problem } from '../../app/Problem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { Trail } from '../../app/Trail.tsx';
import { JobReport } from '../jobs/JobPage.tsx';
import { isRunning, useJob } from '../queries.ts';
import type { Job } from '../types.ts';
import { applyPreview } from './saveSettings.ts';
import { forgetDraft, keptDraft } from './useDraft.ts';

/** What changed settings would do to the whole data, and the way to do exactly that. */
export function PreviewPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const query = useJob(domain, useParams()['jobId'] ?? '');
  const above = { text: t('nav.matching'), href: places.matching(domain) };
  if (query.isError && !query.data) {
    return <PageProblem query={query} above={above} gone={t('matching.previewGone')} />;
  }
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Trail above={above} here={t('jobs.kinds.PREVIEW')} />
          <Header variant="h1" description={t('matching.previewWhat')}>
            {t('matching.previewTitle')}
          </Header>
        </SpaceBetween>
      }
    >
      {query.isPending && <Loading />}
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <SpaceBetween size="m">
          <JobReport domain={domain} job={query.data} />
          {!isRunning(query.data) && query.data.Status !== 'FAILED' && (
            <Apply domain={domain} job={query.data} />
          )}
        </SpaceBetween>
      )}
    </ContentLayout>
  );
}

function Apply({ domain, job }: { domain: string; job: Job }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const admin = useSession().data?.User.Role === 'admin';
  const kept = keptDraft(domain);
  const mine = kept?.previewId === job.JobId ? kept : undefined;
  const apply = useMutation({
    mutationFn: () => applyPreview(domain, job.JobId, mine?.draft),
    onSuccess: (jobId) => {
      forgetDraft(domain);
      void queries.invalidateQueries({ queryKey: ['GetResolutionSettings'] });
      void navigate(places.resolutionJob(domain, jobId));
    },
  });
  return (
    <>
      {apply.isError && <Problem error={apply.error} />}
      {admin && !mine && <Alert type="info">{t('matching.previewOld')}</Alert>}
      <div className="n-start-bar">
        <span className="n-quiet">{t(admin ? 'matching.applyWhy' : 'matching.hintOthers')}</span>
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => void navigate(places.matching(domain))}>{t('matching.back')}</Button>
          {admin && (
            <Button variant="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
              {t('matching.apply')}
            </Button>
          )}
        </SpaceBetween>
      </div>
    </>
  );
}
