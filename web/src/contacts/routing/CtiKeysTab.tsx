import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { DataTable } from '../../app/DataTable.tsx';
import { Empty } from '../../app/Empty.tsx';
import { FormDialog } from '../../app/FormDialog.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import { removalColumn } from './Removal.tsx';
import { TabHead } from './TabHead.tsx';

interface CtiKey {
  KeyId: string;
  Name: string;
  CreatedBy: string;
  CreatedAt: number;
  Secret?: string;
}

const keysKey = (domain: string) => ['ListCtiKeys', domain];

/** Keys that telephone systems sign their events with. */
export function CtiKeysTab({ domain }: { domain: string }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<'new' | CtiKey>();
  const keys = useQuery({
    queryKey: keysKey(domain),
    queryFn: ({ signal }) =>
      call<{ Keys: CtiKey[] }>('nayose', 'ListCtiKeys', { DomainName: domain }, signal),
  });
  if (keys.isPending) return <Loading />;
  if (keys.isError) return <Problem error={keys.error} retry={() => void keys.refetch()} />;
  return (
    <>
      <TabHead what={t('cti.what', { path: `${location.origin}/cti/events` })}>
        <Button iconName="add-plus" onClick={() => setOpen('new')}>
          {t('cti.add')}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={keys.data.Keys}
        trackBy="KeyId"
        ariaLabels={{ tableLabel: t('routing.tab.cti') }}
        empty={<Empty title={t('cti.none')}>{t('cti.noneWhy')}</Empty>}
        columnDefinitions={[
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: ({ Name }) => <SafeText text={Name} limit={80} />,
          },
          { id: 'id', header: t('cti.id'), cell: ({ KeyId }) => <code>{KeyId}</code> },
          {
            id: 'made',
            header: t('list.created'),
            cell: ({ CreatedAt }) => showMoment(CreatedAt, i18n.language as Language),
          },
          removalColumn<CtiKey>({
            label: ({ KeyId }) => t('keys.removeOf', { id: KeyId }),
            onRemove: setOpen,
          }),
        ]}
      />
      {open === 'new' && <NewKey domain={domain} onClose={() => setOpen(undefined)} />}
      {open && open !== 'new' && (
        <RemoveKey domain={domain} ctiKey={open} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function NewKey({ domain, onClose }: { domain: string; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () =>
      call<{ Key: CtiKey }>('nayose', 'CreateCtiKey', { DomainName: domain, Name: name.trim() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysKey(domain) }),
  });
  const made = create.data?.Key;
  return (
    <FormDialog
      title={t('cti.add')}
      submit={t(made ? 'action.close' : 'keys.make')}
      ready={made !== undefined || name.trim() !== ''}
      pending={create.isPending}
      error={create.error}
      onSubmit={() => (made ? onClose() : create.mutate())}
      onClose={onClose}
    >
      {made ? (
        <SpaceBetween size="m">
          <Alert type="warning">{t('keys.once')}</Alert>
          <Copied label={t('cti.id')} text={made.KeyId} />
          <Copied label={t('cti.secret')} text={made.Secret ?? ''} />
        </SpaceBetween>
      ) : (
        <FormField label={t('routing.name')} description={t('cti.nameWhy')} stretch>
          <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
    </FormDialog>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  return (
    <FormField label={label}>
      <CopyToClipboard
        variant="inline"
        textToCopy={text}
        copyButtonAriaLabel={t('keys.copy')}
        copySuccessText={t('details.copied')}
        copyErrorText={t('details.notCopied')}
      />
    </FormField>
  );
}

function RemoveKey({ domain, ctiKey, onClose }: { domain: string; ctiKey: CtiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('nayose', 'DeleteCtiKey', { DomainName: domain, KeyId: ctiKey.KeyId }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keysKey(domain) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('keys.remove')}
      submit={t('delete.action')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <Alert type="warning">{t('cti.removeWarning')}</Alert>
      <strong>
        <SafeText text={ctiKey.Name} limit={80} />
      </strong>
    </FormDialog>
  );
}
