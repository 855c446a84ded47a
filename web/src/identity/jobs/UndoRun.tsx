import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useFlash } from '../../app/flash.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { forgetGroups } from '../queries.ts';
import type { Job, UndoRunPreview } from '../types.ts';

/** Undoes all that a run merged, after saying what that will do. */
export function UndoRun({ domain, job }: { domain: string; job: Job }) {
  const { t } = useTranslation();
  const role = useSession().data?.User.Role;
  const [asking, setAsking] = useState(false);
  const may = role === 'admin' || (role === 'supervisor' && job.Kind === 'MERGE');
  if (!may || job.UndoneAt !== undefined) return null;
  return (
    <>
      <Button iconName="undo" onClick={() => setAsking(true)}>
        {t('undoRun.action')}
      </Button>
      {asking && <UndoRunDialog domain={domain} job={job} onClose={() => setAsking(false)} />}
    </>
  );
}

function UndoRunDialog({ domain, job, onClose }: { domain: string; job: Job; onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const [apart, setApart] = useState(false);
  const input = { DomainName: domain, JobId: job.JobId };
  const preview = useQuery({
    queryKey: ['PreviewUndo', domain, job.JobId],
    queryFn: ({ signal }) => call<UndoRunPreview>('nayose', 'PreviewUndo', input, signal),
    gcTime: 0,
  });
  const undo = useMutation({
    mutationFn: () =>
      call<{ Undone: number; AlreadyUndone: number }>('nayose', 'UndoJob', { ...input, KeepApart: apart }),
    onSuccess: ({ Undone }) => {
      forgetGroups(queries);
      void queries.invalidateQueries({ queryKey: ['GetResolutionJob'] });
      void queries.invalidateQueries({ queryKey: ['ListResolutionJobs'] });
      flash({ type: 'success', text: t('undoRun.done', { count: Undone }) });
      onClose();
    },
  });
  const totals = preview.data?.Totals;
  const stays = preview.data?.Profiles.some(({ StayingFields }) => StayingFields.length > 0);
  return (
    <FormDialog
      title={t('undoRun.title')}
      submit={t('undoRun.submit')}
      ready={totals !== undefined && totals.Merges > 0}
      pending={undo.isPending}
      error={undo.error}
      onSubmit={() => undo.mutate()}
      onClose={onClose}
    >
      {preview.isPending && <Loading />}
      {preview.isError && <Problem error={preview.error} />}
      {totals && (
        <>
          <p>{t('undoRun.will', { count: totals.Merges })}</p>
          <ul>
            <li>{t('undoRun.profiles', { count: totals.Profiles })}</li>
            {totals.AlreadyUndone > 0 && <li>{t('undoRun.already', { count: totals.AlreadyUndone })}</li>}
            <li>{t('undoRun.records')}</li>
            {stays && <li>{t('undoRun.staying')}</li>}
          </ul>
          {!apart && (
            <Alert type={job.Kind === 'MERGE' ? 'info' : 'warning'}>
              {t(job.Kind === 'MERGE' ? 'undoRun.waitAgain' : 'undoRun.again')}
            </Alert>
          )}
        </>
      )}
      <Checkbox checked={apart} onChange={({ detail }) => setApart(detail.checked)}>
        {t('undo.keepApart')}
      </Checkbox>
    </FormDialog>
  );
}
