import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useFlash } from '../../app/flash.tsx';
import { places } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { type IntegrationView, placeOf } from './types.ts';

interface DeleteIntegrationProps {
  domain: string;
  item: IntegrationView;
  onClose: () => void;
}

/** Asks before an integration goes; what it brought stays. */
export function DeleteIntegration({ domain, item, onClose }: DeleteIntegrationProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => call('profile', 'DeleteIntegration', { DomainName: domain, Uri: item.Uri }),
    onSuccess: () => {
      flash({ type: 'success', text: t('integrations.deleted') });
      void navigate(places.integrations(domain), { replace: true });
    },
  });
  return (
    <FormDialog
      title={t('integrations.deleteTitle')}
      submit={t('integrations.delete')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        <SafeText text={placeOf(item)} limit={200} />
      </p>
      <p>{t('integrations.deleteWhat')}</p>
    </FormDialog>
  );
}
