import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import { ReadList } from '../data/ReadList.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { ConfirmKeyDelete, NewKey } from './KeyForms.tsx';
import type { AccessKeyItem } from './types.ts';

/** Access keys for programs: the AWS SDKs and the command line. */
export function KeyList() {
  const { t, i18n } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<AccessKeyItem | undefined>();
  const keys = usePages<AccessKeyItem>({
    service: 'nayose',
    operation: 'ListAccessKeys',
    input: {},
    member: 'AccessKeys',
  });
  const moment = (seconds: number | undefined) => showMoment(seconds, i18n.language as Language) || '–';
  return (
    <>
      <ReadList
        pages={keys}
        id={(item) => `${item.AccessKeyId} ${item.Name ?? ''}`}
        none={t('keys.none')}
        noneHow=""
        header={
          <Header
            variant="h2"
            description={t('keys.what')}
            actions={
              <Button iconName="add-plus" onClick={() => setAdding(true)}>
                {t('keys.add')}
              </Button>
            }
          >
            {t('keys.title')}
          </Header>
        }
        columns={[
          {
            id: 'id',
            header: t('keys.id'),
            isRowHeader: true,
            cell: (item) => (
              <code>
                <SafeText text={item.AccessKeyId} />
              </code>
            ),
          },
          {
            id: 'name',
            header: t('keys.name'),
            cell: (item) => <SafeText text={item.Name ?? '–'} limit={80} />,
          },
          { id: 'role', header: t('users.role'), cell: (item) => (item.Role ? t(`role.${item.Role}`) : '–') },
          { id: 'created', header: t('list.created'), cell: (item) => moment(item.CreatedAt) },
          {
            id: 'remove',
            header: '',
            cell: (item) => (
              <Button
                variant="inline-icon"
                iconName="remove"
                ariaLabel={t('keys.removeOf', { id: item.AccessKeyId })}
                onClick={() => setDeleting(item)}
              />
            ),
          },
        ]}
      />
      {adding && <NewKey onClose={() => setAdding(false)} />}
      {deleting && <DeleteKey item={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

function DeleteKey({ item, onClose }: { item: AccessKeyItem; onClose: () => void }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('nayose', 'DeleteAccessKey', { AccessKeyId: item.AccessKeyId }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['ListAccessKeys'] }),
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
    onSettled: onClose,
  });
  return (
    <ConfirmKeyDelete
      id={item.AccessKeyId}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  );
}
