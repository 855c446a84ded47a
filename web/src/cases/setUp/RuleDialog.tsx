import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { ConditionsEditor } from './ConditionsEditor.tsx';
import { OptionMappings } from './OptionMappings.tsx';
import { emptyDraft, fromDraft, isComplete, type RuleDraft, toDraft } from './ruleDraft.ts';
import { SetUpDialog } from './SetUpDialog.tsx';
import type { Rule, SetUp } from './types.ts';
import { useChange, useOne } from './useSetUp.ts';

interface RuleDialogProps {
  setUp: SetUp;
  /** Absent: a new rule. */
  caseRuleId: string | undefined;
  onClose: () => void;
}

/** Makes a rule or changes one. */
export function RuleDialog({ setUp, caseRuleId, onClose }: RuleDialogProps) {
  const { t } = useTranslation();
  const domainId = setUp.casesDomainId;
  const input = caseRuleId === undefined ? undefined : { domainId, caseRules: [{ id: caseRuleId }] };
  const read = useOne<{ caseRules: Rule[] }>('BatchGetCaseRule', input);
  const rule = read.data?.caseRules[0];
  if (caseRuleId !== undefined && !rule) {
    const waiting = { isPending: false, error: read.error, mutate: () => undefined };
    return (
      <SetUpDialog title={t('caseSetUp.changeRule')} ready={false} loading save={waiting} onClose={onClose}>
        {null}
      </SetUpDialog>
    );
  }
  return <RuleForm setUp={setUp} rule={rule} onClose={onClose} />;
}

const kinds = ['Required', 'Hidden', 'FieldOptions'] as const;

function RuleForm({ setUp, rule, onClose }: { setUp: SetUp; rule: Rule | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const domainId = setUp.casesDomainId;
  const [name, setName] = useState(rule?.name ?? '');
  const [description, setDescription] = useState(rule?.description ?? '');
  const [draft, setDraft] = useState<RuleDraft>(rule ? toDraft(rule.rule) : emptyDraft);
  const change = (part: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...part }));
  const typeOf = (fieldId: string) => setUp.fields.find((field) => field.fieldId === fieldId)?.type;
  const save = useChange<void>(() => {
    const wanted = {
      domainId,
      name: name.trim(),
      description: description.trim(),
      rule: fromDraft(draft, typeOf),
    };
    return rule
      ? call('cases', 'UpdateCaseRule', { ...wanted, caseRuleId: rule.caseRuleId })
      : call('cases', 'CreateCaseRule', wanted);
  }, onClose);
  const remove = useChange<void>(
    () => call('cases', 'DeleteCaseRule', { domainId, caseRuleId: rule?.caseRuleId }),
    onClose,
  );
  const kindOptions = kinds.map((value) => ({ value, label: t(`caseSetUp.kinds.${value}`) }));
  return (
    <SetUpDialog
      title={t(rule ? 'caseSetUp.changeRule' : 'caseSetUp.addRule')}
      ready={name.trim() !== '' && isComplete(draft, typeOf)}
      save={{ ...save, mutate: () => save.mutate() }}
      remove={rule ? { ...remove, mutate: () => remove.mutate() } : undefined}
      onClose={onClose}
    >
      <FormField label={t('caseSetUp.name')}>
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value.slice(0, 100))} />
      </FormField>
      <FormField label={t('caseSetUp.description')}>
        <Input value={description} onChange={({ detail }) => setDescription(detail.value.slice(0, 255))} />
      </FormField>
      <FormField label={t('caseSetUp.kind')} description={t(`caseSetUp.kindWhat.${draft.kind}`)}>
        <Select
          options={kindOptions}
          selectedOption={kindOptions.find(({ value }) => value === draft.kind) ?? null}
          onChange={({ detail }) => change({ kind: detail.selectedOption.value as RuleDraft['kind'] })}
          expandToViewport
        />
      </FormField>
      {draft.kind === 'FieldOptions' ? (
        <OptionMappings setUp={setUp} draft={draft} onChange={change} />
      ) : (
        <ConditionsEditor setUp={setUp} draft={draft} onChange={change} />
      )}
    </SetUpDialog>
  );
}
