import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import type { Role } from '../api/types.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { useFlash } from '../app/flash.tsx';
import { roles, type UserItem } from './types.ts';

interface UserFormProps {
  /** Absent: a new person. */
  user: UserItem | undefined;
  onClose: () => void;
}

interface Draft {
  Name: string;
  Email: string;
  Role: Role;
  Disabled: boolean;
  Password: string;
}

/** Adds a person or changes role, password and whether the person may sign in. */
export function UserForm({ user, onClose }: UserFormProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>({
    Name: user?.Name ?? '',
    Email: user?.Email ?? '',
    Role: user?.Role ?? 'agent',
    Disabled: user?.Disabled ?? false,
    Password: '',
  });
  const save = useMutation({
    mutationFn: () => (user ? updateUser(user, draft) : createUser(draft)),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['ListUsers'] });
      flash({ type: 'success', text: t('users.saved') });
      onClose();
    },
  });
  const ready = draft.Name.trim() && draft.Email.trim() && (user ? true : draft.Password.length >= 8);
  return (
    <FormDialog
      title={user ? t('users.change') : t('users.add')}
      submit={t('action.save')}
      ready={Boolean(ready)}
      pending={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <UserInputs user={user} draft={draft} onChange={(part) => setDraft((now) => ({ ...now, ...part }))} />
    </FormDialog>
  );
}

interface UserInputsProps {
  user: UserItem | undefined;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

function UserInputs({ user, draft, onChange }: UserInputsProps) {
  const { t } = useTranslation();
  const options = roles.map((role) => ({
    value: role,
    label: t(`role.${role}`),
    description: t(`roleMay.${role}`),
  }));
  return (
    <>
      <FormField label={t('users.name')}>
        <Input
          value={draft.Name}
          onChange={({ detail }) => onChange({ Name: detail.value })}
          autoFocus={!user}
        />
      </FormField>
      <FormField label={t('signIn.email')}>
        <Input
          type="email"
          value={draft.Email}
          disabled={user !== undefined}
          onChange={({ detail }) => onChange({ Email: detail.value })}
        />
      </FormField>
      <FormField label={t('users.role')}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === draft.Role) ?? null}
          onChange={({ detail }) => onChange({ Role: detail.selectedOption.value as Role })}
        />
      </FormField>
      <FormField
        label={user ? t('users.newPassword') : t('signIn.password')}
        constraintText={user ? t('users.keepPassword') : t('users.passwordRule')}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={draft.Password}
          onChange={({ detail }) => onChange({ Password: detail.value })}
        />
      </FormField>
      {user && (
        <Toggle checked={!draft.Disabled} onChange={({ detail }) => onChange({ Disabled: !detail.checked })}>
          {t('users.maySignIn')}
        </Toggle>
      )}
    </>
  );
}

const createUser = ({ Name, Email, Role, Password }: Draft) =>
  call('nayose', 'CreateUser', { Name: Name.trim(), Email: Email.trim(), Role, Password });

const updateUser = (user: UserItem, { Name, Role, Disabled, Password }: Draft) =>
  call('nayose', 'UpdateUser', {
    UserId: user.UserId,
    Name: Name.trim(),
    Role,
    Disabled,
    ...(Password && { Password }),
  });
