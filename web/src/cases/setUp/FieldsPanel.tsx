import Badge from '@cloudscape-design/components/badge';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldDialog } from './FieldDialog.tsx';
import { useFieldNames } from './names.ts';
import { SetUpList } from './SetUpList.tsx';
import type { SetUp, SetUpField } from './types.ts';

/** Fields of cases: those of the system, whose choices can be set, and those people made. */
export function FieldsPanel({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<SetUpField | 'new'>();
  const nameOf = useFieldNames(setUp.fields);
  const items = [...setUp.fields].sort(
    (a, b) =>
      Number(a.namespace === 'System') - Number(b.namespace === 'System') ||
      nameOf(a.fieldId).localeCompare(nameOf(b.fieldId)),
  );
  return (
    <>
      <SetUpList
        title={t('caseSetUp.fields')}
        what={t('caseSetUp.fieldsWhat')}
        add={t('caseSetUp.addField')}
        none={t('caseSetUp.noFields')}
        items={items}
        id={({ fieldId }) => fieldId}
        name={({ fieldId }) => nameOf(fieldId)}
        onAdd={() => setOpen('new')}
        onOpen={setOpen}
        able={({ namespace, type }) => namespace === 'Custom' || type === 'SingleSelect'}
        columns={[
          { id: 'type', header: t('caseSetUp.type'), cell: ({ type }) => t(`caseSetUp.types.${type}`) },
          {
            id: 'space',
            header: t('caseSetUp.madeBy'),
            cell: ({ namespace }) => (
              <Badge color={namespace === 'System' ? 'grey' : 'blue'}>
                {t(`caseSetUp.namespaces.${namespace}`)}
              </Badge>
            ),
          },
        ]}
      />
      {open && (
        <FieldDialog
          domainId={setUp.casesDomainId}
          field={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
