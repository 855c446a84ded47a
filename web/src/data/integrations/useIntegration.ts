import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { problemText } from '../../app/Problem.tsx';
import type { IntegrationView } from './types.ts';

/** One integration; read again now and then, for its schedule goes on without us. */
export function useIntegration(domain: string, uri: string) {
  return useQuery({
    queryKey: ['GetIntegrationView', domain, uri],
    queryFn: ({ signal }) =>
      call<IntegrationView>('nayose', 'GetIntegrationView', { DomainName: domain, Uri: uri }, signal),
    refetchInterval: 10_000,
  });
}

/** Has everything read again that shows integrations and what they brought. */
export function useRefreshIntegrations(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const name of ['GetIntegrationView', 'ListIntegrationViews', 'ListImports'])
      void queries.invalidateQueries({ queryKey: [name] });
  };
}

/** Looks for new files at once instead of at the next scheduled time. */
export function useLookNow(domain: string, uri: string) {
  const { t } = useTranslation();
  const flash = useFlash();
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: () =>
      call<{ ImportIds: string[] }>('nayose', 'RunIntegration', { DomainName: domain, Uri: uri }),
    onSuccess: ({ ImportIds: { length: count } }) => {
      const text = count > 0 ? t('integrations.started', { count }) : t('integrations.nothingNew');
      flash({ type: 'success', text });
    },
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
    onSettled: refresh,
  });
}

/** Lets the schedule rest, or has it served again. */
export function usePause(domain: string, uri: string) {
  const { t } = useTranslation();
  const flash = useFlash();
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: (rest: boolean) =>
      call('nayose', rest ? 'PauseIntegration' : 'ResumeIntegration', { DomainName: domain, Uri: uri }),
    onSuccess: (_, rest) =>
      flash({ type: 'success', text: t(rest ? 'integrations.pausedDone' : 'integrations.resumedDone') }),
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
    onSettled: refresh,
  });
}
