import Button from '@cloudscape-design/components/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { places } from '../../app/place.ts';
import type { SurePreview } from '../types.ts';

interface MergeSureProps {
  domain: string;
  /** Groups of this run alone; absent: all that wait. */
  jobId?: string;
}

/** Merges everything that is sure at once, after saying what that will do. */
export function MergeSure(props: MergeSureProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('mergeSure.action')}</Button>
      {asking && <MergeSureDialog {...props} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The figures of merging all sure groups. */
export const useSurePreview = (domain: string, jobId: string | undefined, enabled = true) =>
  useQuery({
    queryKey: ['PreviewSureGroups', domain, jobId],
    queryFn: ({ signal }) =>
      call<SurePreview>(
        'nayose',
        'PreviewSureGroups',
        { DomainName: domain, ...(jobId && { JobId: jobId }) },
        signal,
      ),
    enabled,
  });

function MergeSureDialog({ domain, jobId, onClose }: MergeSureProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const preview = useSurePreview(domain, jobId);
  const figures = preview.data;
  const merge = useMutation({
    mutationFn: () =>
      call<{ JobId: string }>('nayose', 'MergeSureGroups', {
        DomainName: domain,
        ...(jobId && { JobId: jobId }),
        Hash: figures?.Hash,
      }),
    onSuccess: ({ JobId }) => {
      void queries.invalidateQueries({ queryKey: ['ListResolutionJobs'] });
      void navigate(places.resolutionJob(domain, JobId));
    },
    // What was shown does not hold any more: the figures are looked at again.
    onError: () => void preview.refetch(),
  });
  return (
    <FormDialog
      title={t('mergeSure.title')}
      submit={t('mergeSure.submit', { count: figures?.SureGroups ?? 0 })}
      ready={(figures?.SureGroups ?? 0) > 0 && !preview.isFetching}
      pending={merge.isPending}
      error={merge.error}
      onSubmit={() => merge.mutate()}
      onClose={onClose}
    >
      {preview.isPending && <Loading />}
      {preview.isError && <Problem error={preview.error} />}
      {figures && <Figures figures={figures} />}
    </FormDialog>
  );
}

function Figures({ figures }: { figures: SurePreview }) {
  const { t, i18n } = useTranslation();
  const { Groups, Profiles, ProfilesWillBeMerged, SureGroups } = figures;
  if (SureGroups === 0) return <p>{t('mergeSure.none')}</p>;
  const lines = [
    ['groups', Groups],
    ['profiles', Profiles],
    ['merged', ProfilesWillBeMerged],
  ] as const;
  return (
    <>
      <dl className="n-counts">
        {lines.map(([name, count]) => (
          <div key={name} data-count={name}>
            <dt>{t(`mergeSure.${name}`)}</dt>
            <dd>{count.toLocaleString(i18n.language)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('mergeSure.will', { count: SureGroups })}</p>
      <ul>
        {Groups > SureGroups && <li>{t('mergeSure.rest', { count: Groups - SureGroups })}</li>}
        <li>{t('mergeSure.records')}</li>
        <li>{t('mergeSure.undo')}</li>
      </ul>
    </>
  );
}
