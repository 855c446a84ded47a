import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { useFlash } from '../app/flash.tsx';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import type { CaseView } from './types.ts';
import { useRefreshCases } from './useCases.ts';

interface DeleteCaseProps {
  domain: string;
  view: CaseView;
  onClose: () => void;
}

/** Asks before a case goes for good. */
export function DeleteCase({ domain, view, onClose }: DeleteCaseProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const navigate = useNavigate();
  const refresh = useRefreshCases();
  const remove = useMutation({
    mutationFn: () => call('cases', 'DeleteCase', { domainId: view.CasesDomainId, caseId: view.CaseId }),
    onSuccess: async () => {
      flash({ type: 'success', text: t('case.deleted') });
      await navigate(places.cases(domain), { replace: true });
      void refresh();
    },
  });
  return (
    <FormDialog
      title={t('case.delete')}
      submit={t('case.delete')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        <SafeText text={String(view.Fields['title'] ?? '')} limit={120} />
      </p>
      <p>{t('case.deleteWhat')}</p>
    </FormDialog>
  );
}
