import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { ConditionsEditor } from './ConditionsEditor.tsx';
import { DescriptionField, NameField } from './NameFields.tsx';
import { OpenedToEdit } from './OpenedToEdit.tsx';
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
  return (
    <OpenedToEdit
      title={t('caseSetUp.changeRule')}
      read={{ data: read.data?.caseRules[0], error: read.error }}
      exists={caseRuleId !== undefined}
      onClose={onClose}
    >
      {(rule) => <RuleForm setUp={setUp} rule={rule} onClose={onClose} />}
    </OpenedToEdit>
  );
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
      save={save}
      remove={rule && remove}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      <DescriptionField value={description} onChange={setDescription} />
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
