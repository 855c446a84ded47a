import Button from '@cloudscape-design/components/button';
import type { UseMutationResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { Loading } from '../../app/Loading.tsx';

/** A change that somebody can make, as `useChange` gives it. */
export type Change = Pick<UseMutationResult<unknown, Error, void>, 'isPending' | 'error' | 'mutate'>;

interface SetUpDialogProps {
  title: string;
  ready: boolean;
  /** What is edited has not arrived yet. */
  loading?: boolean;
  save: Change;
  /** Absent where nothing can be deleted. */
  remove?: Change | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** The window in which a field, layout, template or rule is edited; deleting asks once more. */
export function SetUpDialog({
  title,
  ready,
  loading = false,
  save,
  remove,
  onClose,
  children,
}: SetUpDialogProps) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  return (
    <FormDialog
      title={title}
      submit={t('action.save')}
      ready={ready && !loading}
      pending={save.isPending}
      error={save.error ?? remove?.error ?? null}
      size="large"
      onSubmit={() => save.mutate()}
      onClose={onClose}
      aside={
        remove && (
          <Button
            variant="link"
            iconName="remove"
            loading={remove.isPending}
            onClick={() => (sure ? remove.mutate() : setSure(true))}
          >
            {t(sure ? 'caseSetUp.deleteSure' : 'caseSetUp.delete')}
          </Button>
        )
      }
    >
      {loading ? <Loading /> : children}
    </FormDialog>
  );
}
