import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useSetUpName } from '../words.tsx';
import { AppliedRules } from './AppliedRules.tsx';
import { DescriptionField, NameField } from './NameFields.tsx';
import { keptBySystem, useFieldNames, useKnownName } from './names.ts';
import { OpenedToEdit } from './OpenedToEdit.tsx';
import { SetUpDialog } from './SetUpDialog.tsx';
import type { SetUp, Template, TemplateRule } from './types.ts';
import { useChange, useOne } from './useSetUp.ts';

interface TemplateDialogProps {
  setUp: SetUp;
  /** Absent: a new template. */
  templateId: string | undefined;
  onClose: () => void;
}

/** Makes a template or changes one. */
export function TemplateDialog({ setUp, templateId, onClose }: TemplateDialogProps) {
  const { t } = useTranslation();
  const input = templateId === undefined ? undefined : { domainId: setUp.casesDomainId, templateId };
  const read = useOne<Template>('GetTemplate', input);
  return (
    <OpenedToEdit
      title={t('caseSetUp.changeTemplate')}
      read={read}
      exists={templateId !== undefined}
      onClose={onClose}
    >
      {(template) => <TemplateForm setUp={setUp} template={template} onClose={onClose} />}
    </OpenedToEdit>
  );
}

interface TemplateFormProps {
  setUp: SetUp;
  template: Template | undefined;
  onClose: () => void;
}

function TemplateForm({ setUp, template, onClose }: TemplateFormProps) {
  const { t } = useTranslation();
  const domainId = setUp.casesDomainId;
  const known = useKnownName(template?.name);
  const [name, setName] = useState(known.shown);
  const [description, setDescription] = useState(template?.description ?? '');
  const [active, setActive] = useState(template?.status !== 'Inactive');
  const [layout, setLayout] = useState(template?.layoutConfiguration?.defaultLayout ?? '');
  const [required, setRequired] = useState(template?.requiredFields?.map(({ fieldId }) => fieldId) ?? []);
  const [rules, setRules] = useState<TemplateRule[]>(template?.rules ?? []);
  const save = useChange<void>(() => {
    const wanted = {
      ...{ domainId, name: known.stored(name), description: description.trim() },
      status: active ? 'Active' : 'Inactive',
      layoutConfiguration: layout ? { defaultLayout: layout } : {},
      requiredFields: required.map((fieldId) => ({ fieldId })),
      rules: rules.filter(({ caseRuleId }) => caseRuleId !== ''),
    };
    return template
      ? call('cases', 'UpdateTemplate', { ...wanted, templateId: template.templateId })
      : call('cases', 'CreateTemplate', wanted);
  }, onClose);
  const remove = useChange<void>(
    () => call('cases', 'DeleteTemplate', { domainId, templateId: template?.templateId }),
    onClose,
  );
  return (
    <SetUpDialog
      title={t(template ? 'caseSetUp.changeTemplate' : 'caseSetUp.addTemplate')}
      ready={name.trim() !== ''}
      save={save}
      remove={template && remove}
      onClose={onClose}
    >
      <NameField value={name} onChange={setName} />
      <DescriptionField value={description} onChange={setDescription} />
      <Toggle checked={active} onChange={({ detail }) => setActive(detail.checked)}>
        {t('caseSetUp.templateActive')}
      </Toggle>
      <LayoutChoice setUp={setUp} value={layout} onChange={setLayout} />
      <RequiredFields setUp={setUp} value={required} onChange={setRequired} />
      <AppliedRules setUp={setUp} value={rules} onChange={setRules} />
    </SetUpDialog>
  );
}

function LayoutChoice({
  setUp,
  value,
  onChange,
}: {
  setUp: SetUp;
  value: string;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useSetUpName();
  const options = [
    { value: '', label: t('caseSetUp.noLayout') },
    ...setUp.layouts.map(({ layoutId, name }) => ({ value: layoutId, label: nameOf(name) })),
  ];
  return (
    <FormField label={t('caseSetUp.layout')}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        expandToViewport
      />
    </FormField>
  );
}

interface RequiredFieldsProps {
  setUp: SetUp;
  value: string[];
  onChange: (fieldIds: string[]) => void;
}

function RequiredFields({ setUp, value, onChange }: RequiredFieldsProps) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(setUp.fields);
  const options = setUp.fields
    .filter(({ fieldId }) => !keptBySystem.has(fieldId) && !always.has(fieldId))
    .map(({ fieldId }) => ({ value: fieldId, label: nameOf(fieldId) }));
  return (
    <FormField label={t('caseSetUp.required')} description={t('caseSetUp.requiredWhat')}>
      <Multiselect
        options={options}
        selectedOptions={options.filter((option) => value.includes(option.value))}
        onChange={({ detail }) => onChange(detail.selectedOptions.map((option) => option.value ?? ''))}
        filteringType="auto"
        placeholder={t('caseSetUp.choose')}
        expandToViewport
      />
    </FormField>
  );
}

/** Required of every case. */
const always = new Set(['title', 'customer_id', 'status']);
