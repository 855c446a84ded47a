import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { type RoutingTabProps, useChange } from './useRouting.ts';

interface SaveDialogProps extends RoutingTabProps {
  title: string;
  /** One of our own operations, and its input without the domain. */
  operation: string;
  input: object;
  ready: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A form about routing: saved by one operation, then closed. */
export function SaveDialog({ domain, routing, operation, input, ...dialog }: SaveDialogProps) {
  const { t } = useTranslation();
  const change = useChange(domain, routing.InstanceId);
  return (
    <FormDialog
      {...dialog}
      submit={t('action.save')}
      pending={change.isPending}
      error={change.error}
      onSubmit={() => change.mutate({ service: 'nayose', operation, input }, { onSuccess: dialog.onClose })}
    />
  );
}
