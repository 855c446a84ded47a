import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import { ReadList } from '../data/ReadList.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import type { UserItem } from './types.ts';
import { UserForm } from './UserForm.tsx';

/** The people of the house. */
export function UserList() {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<UserItem | 'new' | undefined>();
  const users = usePages<UserItem>({ service: 'nayose', operation: 'ListUsers', input: {}, member: 'Users' });
  return (
    <>
      <ReadList
        pages={users}
        id={(item) => `${item.Email} ${item.Name}`}
        none={t('users.none')}
        noneHow=""
        header={
          <Header
            variant="h2"
            description={t('users.what')}
            actions={
              <Button iconName="add-plus" onClick={() => setOpen('new')}>
                {t('users.add')}
              </Button>
            }
          >
            {t('users.title')}
          </Header>
        }
        columns={[
          {
            id: 'name',
            header: t('users.name'),
            isRowHeader: true,
            cell: (item) => <SafeText text={item.Name} limit={80} />,
          },
          {
            id: 'email',
            header: t('signIn.email'),
            cell: (item) => <SafeText text={item.Email} limit={120} />,
          },
          { id: 'role', header: t('users.role'), cell: (item) => t(`role.${item.Role}`) },
          {
            id: 'state',
            header: t('imports.state'),
            cell: (item) => (
              <StatusIndicator type={item.Disabled ? 'stopped' : 'success'}>
                {t(item.Disabled ? 'users.disabled' : 'users.active')}
              </StatusIndicator>
            ),
          },
          {
            id: 'created',
            header: t('list.created'),
            cell: (item) => showMoment(item.CreatedAt, i18n.language as Language) || '–',
          },
          {
            id: 'change',
            header: '',
            cell: (item) => (
              <Button
                variant="inline-icon"
                iconName="edit"
                ariaLabel={t('field.edit', { label: item.Name })}
                onClick={() => setOpen(item)}
              />
            ),
          },
        ]}
      />
      {open && <UserForm user={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
