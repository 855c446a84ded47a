import Button from '@cloudscape-design/components/button';
import FormFieldBox from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlash } from '../app/flash.tsx';
import { useUnsaved } from '../app/useUnsaved.ts';
import { useCase, useEditCase } from './CaseContext.tsx';
import { fromTyped, toTyped } from './fieldValues.ts';
import { useRefusalText } from './refusals.ts';
import type { FormField } from './types.ts';
import { ValueInput } from './ValueInput.tsx';
import { useFieldName } from './words.tsx';

/** Edits one field in place. Enter saves, Escape leaves. */
export function FieldEditor({ field }: { field: FormField }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const { view, fields, setEditing } = useCase();
  const label = useFieldName()(field);
  const refusalText = useRefusalText();
  const edit = useEditCase();
  // What others change meanwhile stays theirs.
  const [before] = useState(() => toTyped(field.Type, view.Fields[field.FieldId]));
  const [typed, setTyped] = useState(before);
  const [problem, setProblem] = useState<string>();
  useUnsaved(typed !== before);
  const close = () => setEditing(undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === before) return close();
    const read = fromTyped(field.Type, typed);
    if ('problem' in read) return setProblem(t(`case.problem.${read.problem}`));
    edit.mutate(
      { [field.FieldId]: read.value },
      {
        onSuccess: () => {
          flash({ type: 'success', text: t('field.saved', { label }) });
          close();
        },
        onError: (error) => setProblem(refusalText(error, fields)),
      },
    );
  };
  return (
    <form className="k-editor" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <FormFieldBox label={label} errorText={problem} stretch>
        <ValueInput field={field} label={label} value={typed} onChange={setTyped} autoFocus />
      </FormFieldBox>
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Button variant="primary" formAction="submit" loading={edit.isPending}>
          {t('action.save')}
        </Button>
        <Button formAction="none" variant="inline-link" onClick={close}>
          {t('action.cancel')}
        </Button>
      </SpaceBetween>
    </form>
  );
}
