import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import type { Role } from '../api/types.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { Problem } from '../app/Problem.tsx';
import { roles } from './types.ts';

interface MadeKey {
  AccessKeyId: string;
  SecretAccessKey: string;
}

/** Makes an access key and shows its secret this one time. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('admin');
  const make = useMutation({
    mutationFn: () =>
      call<{ AccessKey: MadeKey }>('nayose', 'CreateAccessKey', { Name: name.trim(), Role: role }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['ListAccessKeys'] }),
  });
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t('keys.add')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant={make.data ? 'primary' : 'link'} onClick={onClose}>
              {t(make.data ? 'action.close' : 'action.cancel')}
            </Button>
            {!make.data && (
              <Button
                variant="primary"
                disabled={!name.trim()}
                loading={make.isPending}
                onClick={() => make.mutate()}
              >
                {t('keys.make')}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {make.isError && <Problem error={make.error} />}
        {make.data ? (
          <Secret made={make.data.AccessKey} />
        ) : (
          <KeyInputs name={name} role={role} onName={setName} onRole={setRole} />
        )}
      </SpaceBetween>
    </Modal>
  );
}

interface KeyInputsProps {
  name: string;
  role: Role;
  onName: (name: string) => void;
  onRole: (role: Role) => void;
}

function KeyInputs({ name, role, onName, onRole }: KeyInputsProps) {
  const { t } = useTranslation();
  const options = roles.map((value) => ({
    value,
    label: t(`role.${value}`),
    description: t(`roleMay.${value}`),
  }));
  return (
    <SpaceBetween size="m">
      <FormField label={t('keys.name')} description={t('keys.nameWhy')}>
        <Input value={name} autoFocus onChange={({ detail }) => onName(detail.value)} />
      </FormField>
      <FormField label={t('users.role')}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === role) ?? null}
          onChange={({ detail }) => onRole(detail.selectedOption.value as Role)}
        />
      </FormField>
    </SpaceBetween>
  );
}

function Secret({ made }: { made: MadeKey }) {
  const { t } = useTranslation();
  const copy = (text: string) => (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={t('keys.copy')}
      copySuccessText={t('details.copied')}
      copyErrorText={t('details.notCopied')}
    />
  );
  return (
    <SpaceBetween size="m">
      <Alert type="warning">{t('keys.once')}</Alert>
      <FormField label={t('keys.id')}>{copy(made.AccessKeyId)}</FormField>
      <FormField label={t('keys.secret')}>{copy(made.SecretAccessKey)}</FormField>
    </SpaceBetween>
  );
}

interface ConfirmKeyDeleteProps {
  id: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Programs that use a key stop working at once when it goes, so it is asked first. */
export function ConfirmKeyDelete({ id, busy, onConfirm, onClose }: ConfirmKeyDeleteProps) {
  const { t } = useTranslation();
  return (
    <FormDialog
      title={t('keys.removeOf', { id })}
      submit={t('keys.remove')}
      pending={busy}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      {t('keys.removeWarning')}
    </FormDialog>
  );
}
