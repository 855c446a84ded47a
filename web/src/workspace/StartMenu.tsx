import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import type { SelectProps } from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../api/types.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { TextField } from '../app/TextField.tsx';
import type { Contact, Workspace } from '../contacts/types.ts';
import { DialDialog } from './DialDialog.tsx';
import { TargetField, targetOf } from './TransferDialog.tsx';
import { useStart } from './useWork.ts';
import type { Window } from './WorkspacePage.tsx';

interface StartMenuProps {
  workspace: Workspace;
  /** The customer at hand, whom a call or a task is for. */
  customer: ProfileView | undefined;
  open: Window;
  setOpen: (open: Window) => void;
  onStarted: (contactId: string) => void;
}

/** What an agent begins: a call out, a task. */
export function StartMenu({ workspace, customer, open, setOpen, onStarted }: StartMenuProps) {
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
      {open === 'dial' && <DialDialog customer={customer} onDone={started} onClose={close} />}
      {open === 'task' && (
        <TaskDialog workspace={workspace} profileId={customer?.ProfileId} onDone={started} onClose={close} />
      )}
    </div>
  );
}

interface TaskDialogProps {
  workspace: Workspace;
  profileId: string | undefined;
  onDone: (contact: Contact | undefined) => void;
  onClose: () => void;
}

/** A task for oneself, a colleague or a queue; it belongs to the customer at hand. */
function TaskDialog({ workspace, profileId, onDone, onClose }: TaskDialogProps) {
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
      ...(profileId && { ProfileId: profileId }),
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
      <TextField label={t('work.taskName')} value={name} autoFocus onChange={setName} />
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
