import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import { useSession } from '../api/session.ts';
import type { CustomField } from '../api/types.ts';
import { useDomain } from '../app/place.ts';
import { actorName } from '../profile/Provenance.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { FieldForm } from './FieldForm.tsx';
import { ReadList } from './ReadList.tsx';

/** The field catalogue: every custom field known in the domain, shown on every profile. */
export function FieldsPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const mayChange = useSession().data?.User.Role === 'admin';
  const [open, setOpen] = useState<CustomField | 'new' | undefined>();
  const fields = usePages<CustomField>({
    service: 'nayose',
    operation: 'ListCustomFields',
    input: { DomainName: domain },
    member: 'Items',
  });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('fields.what')}
          actions={
            mayChange && (
              <Button iconName="add-plus" onClick={() => setOpen('new')}>
                {t('fields.add')}
              </Button>
            )
          }
        >
          {t('nav.fields')}
        </Header>
      }
    >
      <ReadList
        label={t('nav.fields')}
        pages={fields}
        id={(item) => [item.Name, item.LabelJa, item.LabelEn].filter(Boolean).join(' ')}
        none={t('fields.none')}
        noneHow={t('fields.noneHow')}
        columns={useColumns(mayChange ? setOpen : undefined)}
      />
      {open && (
        <FieldForm
          domain={domain}
          field={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </ContentLayout>
  );
}

function useColumns(onOpen: ((field: CustomField) => void) | undefined) {
  const { t, i18n } = useTranslation();
  const text = (value: string | undefined) => (value ? <SafeText text={value} limit={120} /> : '–');
  return [
    { id: 'name', header: t('fields.name'), isRowHeader: true, cell: (item: CustomField) => text(item.Name) },
    { id: 'ja', header: t('fields.labelJa'), cell: (item: CustomField) => text(item.LabelJa) },
    { id: 'en', header: t('fields.labelEn'), cell: (item: CustomField) => text(item.LabelEn) },
    { id: 'source', header: t('fields.source'), cell: (item: CustomField) => text(actorName(item.Source)) },
    {
      id: 'created',
      header: t('list.created'),
      cell: (item: CustomField) => showMoment(item.CreatedAt, i18n.language as Language) || '–',
    },
    ...(onOpen
      ? [
          {
            id: 'change',
            header: '',
            ariaLabel: () => t('action.edit'),
            cell: (item: CustomField) => (
              <Button
                variant="inline-icon"
                iconName="edit"
                ariaLabel={t('field.edit', { label: item.Name })}
                onClick={() => onOpen(item)}
              />
            ),
          },
        ]
      : []),
  ];
}
