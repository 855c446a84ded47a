import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../app/FormDialog.tsx';
import { useCase, useEditCase } from './CaseContext.tsx';
import { CaseFormFields } from './CaseFormFields.tsx';
import { lackingFields, readTyped, type Typed } from './fieldValues.ts';
import { useErrors } from './NewCase.tsx';
import { useOptionName } from './words.tsx';

interface FillAndSetProps {
  /** The status that was wanted. */
  status: string;
  /** Fields that have to be filled in first. */
  fieldIds: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

/** Asks for what a status needs, and sets the status with it: closing a case takes one window at most. */
export function FillAndSet({ status, fieldIds, onClose, onDone }: FillAndSetProps) {
  const { t } = useTranslation();
  const { fields } = useCase();
  const optionName = useOptionName();
  const edit = useEditCase();
  const [typed, setTyped] = useState<Typed>({});
  const [tried, setTried] = useState(false);
  const asked = useMemo(
    () =>
      fieldIds
        .flatMap((id) => fields.get(id) ?? [])
        .map((field) => ({ ...field, Required: true, Hidden: false })),
    [fieldIds, fields],
  );
  const { values, problems } = readTyped(asked, typed);
  const errors = useErrors(asked, values, problems, tried, edit.error);
  const option = fields.get('status')?.Options.find(({ Value }) => Value === status);
  const name = optionName('status', { Value: status, Name: option?.Name ?? status });
  const submit = () => {
    setTried(true);
    const ready = asked.every(({ FieldId }) => values[FieldId] !== undefined);
    if (ready) edit.mutate({ ...values, status }, { onSuccess: onDone });
  };
  const told = edit.error && lackingFields(edit.error.message).length > 0 ? null : edit.error;
  return (
    <FormDialog
      title={t('case.setStatus', { status: name })}
      submit={t('action.save')}
      pending={edit.isPending}
      error={told}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('case.fillFirst')}</p>
      <div className="k-form">
        <CaseFormFields
          fields={asked}
          typed={typed}
          errors={errors}
          onChange={(fieldId, value) => setTyped((now) => ({ ...now, [fieldId]: value }))}
        />
      </div>
    </FormDialog>
  );
}
