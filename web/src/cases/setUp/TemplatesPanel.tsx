import Badge from '@cloudscape-design/components/badge';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetUpName } from '../words.tsx';
import { SetUpList } from './SetUpList.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import type { SetUp, TemplateSummary } from './types.ts';

/** Templates: what a kind of case asks for and how it looks. */
export function TemplatesPanel({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const nameOf = useSetUpName();
  const [open, setOpen] = useState<TemplateSummary | 'new'>();
  return (
    <>
      <SetUpList
        title={t('caseSetUp.templates')}
        what={t('caseSetUp.templatesWhat')}
        add={t('caseSetUp.addTemplate')}
        none={t('caseSetUp.noTemplates')}
        items={setUp.templates}
        id={({ templateId }) => templateId}
        name={({ name }) => nameOf(name)}
        onAdd={() => setOpen('new')}
        onOpen={setOpen}
        columns={[
          {
            id: 'status',
            header: t('caseSetUp.state'),
            cell: ({ status }) => (
              <Badge color={status === 'Active' ? 'green' : 'grey'}>{t(`caseSetUp.states.${status}`)}</Badge>
            ),
          },
        ]}
      />
      {open && (
        <TemplateDialog
          setUp={setUp}
          templateId={open === 'new' ? undefined : open.templateId}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
