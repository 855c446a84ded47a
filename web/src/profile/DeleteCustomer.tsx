import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { useFlash } from '../app/flash.tsx';
import { Problem } from '../app/Problem.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) remove.mutate();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t('delete.title')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button
              variant="primary"
              disabled={!ready}
              loading={remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('delete.action')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          {remove.isError && <Problem error={remove.error} />}
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
        </SpaceBetween>
      </form>
    </Modal>
  );
}
