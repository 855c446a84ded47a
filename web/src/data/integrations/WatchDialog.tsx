import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useFlash } from '../../app/flash.tsx';
import { places } from '../../app/place.ts';
import { hereZone } from '../../values/dates.ts';
import { ScheduleFields } from './ScheduleFields.tsx';
import { emptySchedule, fromScheduleDraft, isScheduleComplete, type ScheduleDraft } from './scheduleDraft.ts';
import { TypeChoice } from './TypeChoice.tsx';
import { useRefreshIntegrations } from './useIntegration.ts';

interface WatchDialogProps {
  domain: string;
  /** URIs that are watched already; putting one again would replace it. */
  known: readonly string[];
  onClose: () => void;
}

/** Has a folder of a bucket watched from now on. */
export function WatchDialog({ domain, known, onClose }: WatchDialogProps) {
  const { t } = useTranslation();
  const buckets = usePages<{ Name: string }>({
    service: 'nayose',
    operation: 'ListBuckets',
    input: {},
    member: 'Buckets',
  });
  const [chosen, setChosen] = useState<string>();
  const [prefix, setPrefix] = useState('');
  const [type, setType] = useState('');
  const [draft, setDraft] = useState<ScheduleDraft>(() => ({ ...emptySchedule(hereZone()), kind: 'rate' }));
  const bucket = chosen ?? buckets.items[0]?.Name;
  const uri = `s3://${bucket}/${prefix.trim()}`;
  const taken = known.includes(uri);
  const options = buckets.items.map(({ Name }) => ({ value: Name, label: Name }));
  const watch = useWatch(domain, onClose);
  const named = /^[a-zA-Z][a-zA-Z0-9_-]{0,254}$/.test(type);
  return (
    <FormDialog
      title={t('integrations.add')}
      submit={t('integrations.begin')}
      ready={bucket !== undefined && named && !taken && isScheduleComplete(draft)}
      pending={watch.isPending}
      error={watch.error}
      onSubmit={() => watch.mutate({ uri, type, schedule: fromScheduleDraft(draft) })}
      onClose={onClose}
    >
      <FormField label={t('bucket.bucket')}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === bucket) ?? null}
          statusType={buckets.isPending ? 'loading' : 'finished'}
          empty={t('bucket.noBuckets')}
          onChange={({ detail }) => setChosen(detail.selectedOption.value)}
          expandToViewport
        />
      </FormField>
      <FormField
        label={t('bucket.prefix')}
        description={t('integrations.prefixWhat')}
        errorText={taken && t('integrations.known')}
      >
        <Input
          value={prefix}
          placeholder={t('integrations.prefixExample')}
          onChange={({ detail }) => setPrefix(detail.value)}
        />
      </FormField>
      <TypeChoice domain={domain} value={type} invalid={type !== '' && !named} onChange={setType} />
      <ScheduleFields draft={draft} onChange={(part) => setDraft((now) => ({ ...now, ...part }))} />
    </FormDialog>
  );
}

interface Wish {
  uri: string;
  type: string;
  schedule: ReturnType<typeof fromScheduleDraft>;
}

/** Puts the integration, gives it its schedule, and shows it. */
function useWatch(domain: string, onClose: () => void) {
  const { t } = useTranslation();
  const flash = useFlash();
  const navigate = useNavigate();
  const refresh = useRefreshIntegrations();
  return useMutation({
    mutationFn: async ({ uri, type, schedule }: Wish) => {
      const place = { DomainName: domain, Uri: uri };
      await call('profile', 'PutIntegration', { ...place, ObjectTypeName: type });
      await call('nayose', 'ScheduleIntegration', { ...place, ...schedule });
      return uri;
    },
    onSuccess: (uri) => {
      flash({ type: 'success', text: t('integrations.added') });
      refresh();
      onClose();
      void navigate(places.integration(domain, uri));
    },
  });
}
