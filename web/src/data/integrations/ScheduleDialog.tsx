import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useFlash } from '../../app/flash.tsx';
import { hereZone } from '../../values/dates.ts';
import { ScheduleFields } from './ScheduleFields.tsx';
import { fromScheduleDraft, isScheduleComplete, toScheduleDraft } from './scheduleDraft.ts';
import type { IntegrationView } from './types.ts';
import { useRefreshIntegrations } from './useIntegration.ts';

interface ScheduleDialogProps {
  domain: string;
  item: IntegrationView;
  onClose: () => void;
}

/** Gives an integration another schedule. */
export function ScheduleDialog({ domain, item, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const refresh = useRefreshIntegrations();
  const [draft, setDraft] = useState(() => toScheduleDraft(item.Schedule, item.Timezone, hereZone()));
  const save = useMutation({
    mutationFn: () =>
      call('nayose', 'ScheduleIntegration', {
        DomainName: domain,
        Uri: item.Uri,
        ...fromScheduleDraft(draft),
      }),
    onSuccess: () => {
      flash({ type: 'success', text: t('schedule.saved') });
      refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('schedule.change')}
      submit={t('action.save')}
      ready={isScheduleComplete(draft)}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <ScheduleFields draft={draft} onChange={(part) => setDraft((now) => ({ ...now, ...part }))} />
    </FormDialog>
  );
}
