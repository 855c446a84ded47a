import Button from '@cloudscape-design/components/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { problemText } from '../../app/Problem.tsx';
import { places } from '../../app/place.ts';

/** Starts a run now and goes to its page. */
export function StartRun({ domain, disabled = false }: { domain: string; disabled?: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => call<{ JobId: string }>('nayose', 'StartResolutionJob', { DomainName: domain }),
    onSuccess: ({ JobId }) => {
      void queries.invalidateQueries({ queryKey: ['ListResolutionJobs'] });
      void queries.invalidateQueries({ queryKey: ['GetResolutionSettings'] });
      void navigate(places.resolutionJob(domain, JobId));
    },
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
  return (
    <Button
      variant="primary"
      iconName="play"
      disabled={disabled}
      loading={start.isPending}
      onClick={() => start.mutate()}
    >
      {t('jobs.start')}
    </Button>
  );
}
