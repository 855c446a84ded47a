import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { useFlash } from '../app/flash.tsx';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { viewKey } from './ProfileContext.tsx';

interface DeleteCustomerProps {
  domain: string;
  profileId: string;
  name: string;
  onClose: () => void;
}

/** Asks for a typed word before a customer and all records are removed. */
export function DeleteCustomer({ domain, profileId, name, onClose }: DeleteCustomerProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => call('profile', 'DeleteProfile', { DomainName: domain, ProfileId: profileId }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: viewKey(domain, profileId) });
      void queries.invalidateQueries({ queryKey: ['FindProfiles'] });
      flash({ type: 'success', text: t('delete.done', { name }) });
      void navigate(places.customers(domain));
    },
  });
  const ready = typed.trim() === t('delete.word');
  return (
    <FormDialog
      title={t('delete.title')}
      submit={t('delete.action')}
      ready={ready}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {t('delete.who')}{' '}
        <strong>
          <SafeText text={name} limit={120} />
        </strong>
      </p>
      <Alert type="warning">{t('delete.warning')}</Alert>
      <FormField label={t('delete.confirm', { word: t('delete.word') })}>
        <Input
          value={typed}
          autoFocus
          onChange={({ detail }) => setTyped(detail.value)}
          placeholder={t('delete.word')}
        />
      </FormField>
    </FormDialog>
  );
}
