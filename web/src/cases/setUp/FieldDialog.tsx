import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import type { FieldType } from '../types.ts';
import { DescriptionField } from './NameFields.tsx';
import { useFieldNames } from './names.ts';
import { OpenedToEdit } from './OpenedToEdit.tsx';
import { OptionsEditor } from './OptionsEditor.tsx';
import { SetUpDialog } from './SetUpDialog.tsx';
import type { SetUpField, SetUpOption } from './types.ts';
import { useChange, useOne, useOptions } from './useSetUp.ts';

const types: FieldType[] = ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'];

interface FieldDialogProps {
  domainId: string;
  /** Absent: a new field. */
  field: SetUpField | undefined;
  onClose: () => void;
}

/** Makes a field or changes one; a field of the system keeps everything but its choices. */
export function FieldDialog({ domainId, field, onClose }: FieldDialogProps) {
  const { t } = useTranslation();
  const read = useOne<{ fields: SetUpField[] }>(
    'BatchGetField',
    field && { domainId, fields: [{ id: field.fieldId }] },
  );
  const stored = useOptions(domainId, field?.type === 'SingleSelect' ? field.fieldId : undefined);
  const ready = read.data && (field?.type !== 'SingleSelect' || stored.data);
  return (
    <OpenedToEdit
      title={t('caseSetUp.changeField')}
      read={{ data: ready ? (read.data?.fields[0] ?? field) : undefined, error: read.error ?? stored.error }}
      exists={field !== undefined}
      onClose={onClose}
    >
      {(opened) => (
        <FieldForm domainId={domainId} field={opened} stored={stored.data ?? []} onClose={onClose} />
      )}
    </OpenedToEdit>
  );
}

function FieldForm({ domainId, field, stored, onClose }: FieldDialogProps & { stored: SetUpOption[] }) {
  const { t } = useTranslation();
  const nameOf = useFieldNames(field ? [field] : []);
  const system = field?.namespace === 'System';
  const [name, setName] = useState(system ? nameOf(field.fieldId) : (field?.name ?? ''));
  const [type, setType] = useState<FieldType>(field?.type ?? 'Text');
  const [description, setDescription] = useState(field?.description ?? '');
  const [multiline, setMultiline] = useState(field?.attributes?.text?.isMultiline ?? false);
  const [options, setOptions] = useState(stored);
  const save = useChange<void>(async () => {
    const about = { domainId, name: name.trim(), description: description.trim() };
    const attributes = type === 'Text' ? { attributes: { text: { isMultiline: multiline } } } : {};
    let fieldId = field?.fieldId;
    if (!fieldId)
      ({ fieldId } = await call<{ fieldId: string }>('cases', 'CreateField', {
        ...about,
        type,
        ...attributes,
      }));
    else if (!system) await call('cases', 'UpdateField', { ...about, fieldId, ...attributes });
    if (type === 'SingleSelect') await putOptions(domainId, fieldId, stored, options);
  }, onClose);
  const remove = useChange<void>(
    () => call('cases', 'DeleteField', { domainId, fieldId: field?.fieldId }),
    onClose,
  );
  const typeOptions = types.map((value) => ({ value, label: t(`caseSetUp.types.${value}`) }));
  return (
    <SetUpDialog
      title={t(field ? 'caseSetUp.changeField' : 'caseSetUp.addField')}
      ready={name.trim() !== '' && options.every((option) => option.name.trim() !== '')}
      save={save}
      remove={system ? undefined : field && remove}
      onClose={onClose}
    >
      <FormField label={t('caseSetUp.name')} description={system ? t('caseSetUp.systemField') : undefined}>
        <Input
          value={name}
          disabled={system}
          autoFocus={!field}
          onChange={({ detail }) => setName(detail.value.slice(0, 100))}
        />
      </FormField>
      <FormField label={t('caseSetUp.type')} description={field ? undefined : t('caseSetUp.typeStays')}>
        <Select
          options={typeOptions}
          disabled={field !== undefined}
          selectedOption={typeOptions.find(({ value }) => value === type) ?? null}
          onChange={({ detail }) => setType(detail.selectedOption.value as FieldType)}
          expandToViewport
        />
      </FormField>
      {!system && <DescriptionField value={description} onChange={setDescription} />}
      {type === 'Text' && !system && (
        <Checkbox checked={multiline} onChange={({ detail }) => setMultiline(detail.checked)}>
          {t('caseSetUp.multiline')}
        </Checkbox>
      )}
      {type === 'SingleSelect' && (
        <OptionsEditor fieldId={field?.fieldId ?? ''} options={options} onChange={setOptions} />
      )}
    </SetUpDialog>
  );
}

/** Sends what changed, fifty at a time (the API's measure). */
async function putOptions(
  domainId: string,
  fieldId: string,
  before: readonly SetUpOption[],
  after: readonly SetUpOption[],
): Promise<void> {
  const known = new Map(before.map((option) => [option.value, JSON.stringify(option)]));
  const changed = after.filter((option) => known.get(option.value) !== JSON.stringify(option));
  for (let from = 0; from < changed.length; from += 50)
    await call('cases', 'BatchPutFieldOptions', {
      domainId,
      fieldId,
      options: changed.slice(from, from + 50),
    });
}
