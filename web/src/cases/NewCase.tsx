import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../api/client.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { useFlash } from '../app/flash.tsx';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { CaseFormFields } from './CaseFormFields.tsx';
import { lackingFields, readTyped, type Typed } from './fieldValues.ts';
import type { FormField as CaseField } from './types.ts';
import { useCaseForm, useRefreshCases } from './useCases.ts';
import { useFieldName, useSetUpName } from './words.tsx';

interface NewCaseProps {
  domainName: string;
  profileId: string;
  /** The running contact, linked with the new case. */
  contactId?: string | undefined;
  onClose: () => void;
  onCreated?: (caseId: string) => void;
}

/** Asks for a new case by its template: what is required is marked, what a rule hides is not there. */
export function NewCase({ domainName, profileId, contactId, onClose, onCreated }: NewCaseProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const refresh = useRefreshCases();
  const [templateId, setTemplateId] = useState<string>();
  const [typed, setTyped] = useState<Typed>({});
  const [fields, setFields] = useState<CaseField[]>([]);
  const [tried, setTried] = useState(false);
  const token = useMemo(() => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, []);
  const { values, problems } = readTyped(fields, typed);
  const form = useCaseForm({ DomainName: domainName, TemplateId: templateId, Fields: values });
  const known = form.data?.Form.Fields;
  if (known && known !== fields) setFields(known);
  const asked = fields.filter(
    ({ Hidden, ReadOnly, FieldId }) => !Hidden && !ReadOnly && FieldId !== 'status',
  );
  const create = useMutation({
    mutationFn: () =>
      call<{ CaseId: string }>('nayose', 'OpenCase', {
        ...{ DomainName: domainName, ProfileId: profileId, ClientToken: token },
        TemplateId: form.data?.TemplateId,
        Fields: Object.fromEntries(asked.flatMap(({ FieldId }) => pick(values, FieldId))),
        ...(contactId && { ContactId: contactId }),
      }),
    onSuccess: async ({ CaseId }) => {
      await refresh();
      flash({ type: 'success', text: t('case.created') });
      onClose();
      onCreated?.(CaseId);
    },
  });
  const errors = useErrors(asked, values, problems, tried, create.error);
  const submit = () => {
    setTried(true);
    const lacking = asked.some(({ FieldId, Required }) => Required && values[FieldId] === undefined);
    if (!lacking && Object.keys(problems).length === 0) create.mutate();
  };
  const told = create.error && lackingFields(create.error.message).length > 0 ? null : create.error;
  return (
    <FormDialog
      title={t('case.new')}
      submit={t('case.create')}
      ready={form.data?.TemplateId !== undefined}
      pending={create.isPending}
      error={told}
      onSubmit={submit}
      onClose={onClose}
    >
      {form.isError && <Problem error={form.error} retry={() => void form.refetch()} />}
      {form.isPending && <Loading />}
      {form.data && form.data.Templates.length > 1 && (
        <TemplateChoice
          templates={form.data.Templates}
          value={form.data.TemplateId}
          onChange={(id) => setTemplateId(id)}
        />
      )}
      {form.data && form.data.Templates.length === 0 && <p>{t('case.noTemplate')}</p>}
      <div className="k-form">
        <CaseFormFields
          fields={asked}
          typed={typed}
          errors={errors}
          onChange={(fieldId, value) => setTyped((now) => ({ ...now, [fieldId]: value }))}
        />
      </div>
      {contactId && <p className="n-quiet">{t('case.willLink')}</p>}
    </FormDialog>
  );
}

const pick = <Value,>(values: Record<string, Value>, id: string): [string, Value][] =>
  values[id] === undefined ? [] : [[id, values[id]]];

/** What to say below each box. */
export function useErrors(
  fields: readonly CaseField[],
  values: Record<string, unknown>,
  problems: Record<string, 'number' | 'time' | 'url'>,
  tried: boolean,
  refusal: Error | null,
): Record<string, string> {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  const errors: Record<string, string> = {};
  if (!tried) return errors;
  const lacking = new Set(refusal instanceof ApiError ? lackingFields(refusal.message) : []);
  for (const field of fields) {
    const { FieldId, Required } = field;
    const problem = problems[FieldId];
    if (problem) errors[FieldId] = t(`case.problem.${problem}`);
    else if ((Required || lacking.has(FieldId)) && values[FieldId] === undefined)
      errors[FieldId] = t('case.problem.required', { field: nameOf(field) });
  }
  return errors;
}

interface TemplateChoiceProps {
  templates: { TemplateId: string; Name: string }[];
  value: string | undefined;
  onChange: (templateId: string) => void;
}

function TemplateChoice({ templates, value, onChange }: TemplateChoiceProps) {
  const { t } = useTranslation();
  const nameOf = useSetUpName();
  const options = templates.map(({ TemplateId, Name }) => ({ value: TemplateId, label: nameOf(Name) }));
  return (
    <FormField label={t('case.template')} stretch>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        filteringType={options.length > 10 ? 'auto' : 'none'}
        expandToViewport
      />
    </FormField>
  );
}
