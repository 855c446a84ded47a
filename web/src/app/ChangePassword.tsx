import Alert from '@cloudscape-design/components/alert';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { changePassword } from '../api/session.ts';
import { FormDialog } from './FormDialog.tsx';
import { useFlash } from './flash.tsx';
import { problemText } from './Problem.tsx';
import { TextField } from './TextField.tsx';

/** The reader's own password; other sessions end when it changes. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(present, next),
    onSuccess: () => {
      flash({ type: 'success', text: t('password.changed') });
      onClose();
    },
  });
  const ready = present !== '' && next.length >= 8;
  return (
    <FormDialog
      title={t('password.change')}
      submit={t('action.save')}
      size="small"
      ready={ready}
      pending={change.isPending}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      {change.isError && <Alert type="error">{passwordProblem(change.error, t)}</Alert>}
      <TextField
        label={t('password.present')}
        type="password"
        autoComplete="current-password"
        value={present}
        onChange={setPresent}
        autoFocus
      />
      <TextField
        label={t('users.newPassword')}
        constraint={t('users.passwordRule')}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
    </FormDialog>
  );
}

function passwordProblem(error: unknown, t: TFunction): string {
  if (error instanceof ApiError && error.status === 429) return t('signIn.tooMany');
  if (error instanceof ApiError && (error.status === 400 || error.status === 401)) return t('password.wrong');
  return problemText(error, t);
}
