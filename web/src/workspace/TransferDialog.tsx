import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import type { Contact, Workspace } from '../contacts/types.ts';
import { useKnownName } from '../contacts/words.tsx';
import { shorten } from '../text/pieces.ts';
import { workspaceKey } from './cacheKeys.ts';
import { useSettle } from './useWork.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

interface TransferDialogProps {
  contact: Contact;
  workspace: Workspace;
  onClose: () => void;
}

/** Hands the contact on, to a queue or to another agent. */
export function TransferDialog({ contact, workspace, onClose }: TransferDialogProps) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const settle = useSettle();
  const [target, setTarget] = useState<SelectProps.Option | null>(null);
  const transfer = useMutation({
    mutationFn: () =>
      call<{ Contact?: Contact }>('nayose', 'TransferContact', {
        DomainName: domain,
        ContactId: contact.ContactId,
        ...targetOf(target?.value ?? ''),
      }),
    onMutate: settle.onMutate,
    onSuccess: (answer, input, asked) => {
      settle.onSuccess(answer, input, asked);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('transfer.title')}
      submit={t('control.transfer')}
      ready={target !== null}
      pending={transfer.isPending}
      error={transfer.error}
      size="small"
      onSubmit={() => transfer.mutate()}
      onClose={onClose}
    >
      <TargetField label={t('transfer.to')} workspace={workspace} target={target} onChange={setTarget} />
    </FormDialog>
  );
}

/** The member of the input that a chosen target becomes. */
export function targetOf(value: string): { QueueId?: string; UserId?: string } {
  const [kind, id] = [value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1)];
  return kind === 'queue' ? { QueueId: id } : kind === 'agent' ? { UserId: id } : {};
}

interface TargetFieldProps {
  label: string;
  workspace: Workspace;
  target: SelectProps.Option | null;
  onChange: (target: SelectProps.Option) => void;
  /** A first choice beside queues and agents. */
  first?: SelectProps.Option;
}

/** Chooses among all queues and the other agents, those who are free first. */
export function TargetField({ label, workspace, target, onChange, first }: TargetFieldProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const { domain } = useWorkspace();
  const client = useQueryClient();
  // Whether the others are free is not told by events: it is asked when somebody wants to know.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: workspaceKey(domain) });
  }, [client, domain]);
  const queues = workspace.Queues.map(({ QueueId, Name }) => ({
    value: `queue:${QueueId}`,
    label: shorten(knownName('queue', Name), 80).text,
    iconName: 'group' as const,
  }));
  const agents = workspace.Agents.filter(({ UserId }) => UserId !== workspace.Agent.UserId)
    .toSorted((a, b) => Number(b.State === 'AVAILABLE') - Number(a.State === 'AVAILABLE'))
    .map(({ UserId, Name, State }) => ({
      value: `agent:${UserId}`,
      label: shorten(Name, 80).text,
      description: t(`agentState.${State}`),
      iconName: 'user-profile' as const,
      disabled: State === 'OFFLINE',
    }));
  return (
    <FormField label={label} stretch>
      <Select
        options={[
          ...(first ? [first] : []),
          { label: t('transfer.queues'), options: queues },
          ...(agents.length > 0 ? [{ label: t('transfer.agents'), options: agents }] : []),
        ]}
        selectedOption={target}
        onChange={({ detail }) => onChange(detail.selectedOption)}
        placeholder={t('transfer.choose')}
        filteringType="auto"
        expandToViewport
        empty={t('list.noMatch')}
      />
    </FormField>
  );
}
