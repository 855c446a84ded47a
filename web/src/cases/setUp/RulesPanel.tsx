import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { SetUpList } from './SetUpList.tsx';
import type { RuleSummary, SetUp } from './types.ts';

/** Rules: what other fields make required, hidden or left to choose. */
export function RulesPanel({ setUp }: { setUp: SetUp }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<RuleSummary | 'new'>();
  return (
    <>
      <SetUpList
        title={t('caseSetUp.rules')}
        what={t('caseSetUp.rulesWhat')}
        add={t('caseSetUp.addRule')}
        none={t('caseSetUp.noRules')}
        items={setUp.rules}
        id={({ caseRuleId }) => caseRuleId}
        name={({ name }) => name}
        onAdd={() => setOpen('new')}
        onOpen={setOpen}
        columns={[
          {
            id: 'kind',
            header: t('caseSetUp.kind'),
            cell: ({ ruleType }) => t(`caseSetUp.kinds.${ruleType}`),
          },
          {
            id: 'description',
            header: t('caseSetUp.description'),
            cell: ({ description }) => (description ? <SafeText text={description} limit={160} /> : '–'),
          },
        ]}
      />
      {open && (
        <RuleDialog
          setUp={setUp}
          caseRuleId={open === 'new' ? undefined : open.caseRuleId}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
