import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import type { SelectProps } from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import type { Contact, Workspace } from '../contacts/types.ts';
import { TargetField, targetOf } from './TransferDialog.tsx';
import { useSettle } from './useWork.ts';
import { useWorkspace } from './WorkspaceContext.tsx';
import type { Window } from './WorkspacePage.tsx';

interface StartMenuProps {
  workspace: Workspace;
  open: Window;
  setOpen: (open: Window) => void;
  onStarted: (contactId: string) => void;
}

/** What an agent begins: a call out, a task. */
export function StartMenu({ workspace, open, setOpen, onStarted }: StartMenuProps) {
  const { t } = useTranslation();
  const close = () => setOpen(undefined);
  const started = (contact: Contact | undefined) => {
    close();
    if (contact?.Agent?.UserId === workspace.Agent.UserId) onStarted(contact.ContactId);
  };
  return (
    <div className="w-start">
      <Button iconName="call" onClick={() => setOpen('dial')} fullWidth>
        {t('work.dial')}
      </Button>
      <Button iconName="check" onClick={() => setOpen('task')} fullWidth>
        {t('work.task')}
      </Button>
      {open === 'dial' && <DialDialog onDone={started} onClose={close} />}
      {open === 'task' && <TaskDialog workspace={workspace} onDone={started} onClose={close} />}
    </div>
  );
}

interface DialogProps {
  onDone: (contact: Contact | undefined) => void;
  onClose: () => void;
}

/** Starts a contact and hands on what the server made of it. */
function useStart<Input extends object>(operation: string, onDone: (contact: Contact | undefined) => void) {
  const { domain } = useWorkspace();
  const settle = useSettle();
  return useMutation({
    mutationFn: (input: Input) =>
      call<{ Contact?: Contact }>('nayose', operation, { DomainName: domain, ...input }),
    onSuccess: (answer) => {
      settle.onSuccess(answer);
      onDone(answer.Contact);
    },
  });
}

function DialDialog({ onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const dial = useStart<{ PhoneNumber: string }>('DialOut', onDone);
  return (
    <FormDialog
      title={t('work.dial')}
      submit={t('work.dialNow')}
      ready={number.replace(/\D/g, '').length >= 3 || /[０-９]{3}/.test(number)}
      pending={dial.isPending}
      error={dial.error}
      size="small"
      onSubmit={() => dial.mutate({ PhoneNumber: number.trim() })}
      onClose={onClose}
    >
      <FormField label={t('work.dialNumber')} stretch>
        <Input
          value={number}
          inputMode="tel"
          autoFocus
          placeholder={t('work.dialExample')}
          onChange={({ detail }) => setNumber(detail.value)}
        />
      </FormField>
    </FormDialog>
  );
}

function TaskDialog({ workspace, onDone, onClose }: DialogProps & { workspace: Workspace }) {
  const { t } = useTranslation();
  const me: SelectProps.Option = {
    value: `agent:${workspace.Agent.UserId}`,
    label: t('work.taskMine'),
    iconName: 'user-profile',
  };
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [target, setTarget] = useState<SelectProps.Option>(me);
  const start = useStart<object>('StartTask', onDone);
  const submit = () =>
    start.mutate({
      Name: name.trim(),
      ...(description.trim() && { Description: description.trim() }),
      ...targetOf(target.value ?? ''),
    });
  return (
    <FormDialog
      title={t('work.task')}
      submit={t('work.taskStart')}
      ready={name.trim() !== ''}
      pending={start.isPending}
      error={start.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={t('work.taskName')} stretch>
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={t('work.taskWhat')} stretch>
        <Textarea value={description} rows={4} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
      <TargetField
        label={t('work.taskFor')}
        workspace={workspace}
        target={target}
        onChange={setTarget}
        first={me}
      />
    </FormDialog>
  );
}
