import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import type { CustomField } from '../api/types.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { useFlash } from '../app/flash.tsx';

interface FieldFormProps {
  domain: string;
  /** Absent: a new field. */
  field: CustomField | undefined;
  onClose: () => void;
}

/** Adds a custom field to the catalogue, or gives a known one labels in both languages. */
export function FieldForm({ domain, field, onClose }: FieldFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(field?.Name ?? '');
  const [ja, setJa] = useState(field?.LabelJa ?? '');
  const [en, setEn] = useState(field?.LabelEn ?? '');
  const { put, remove } = useFieldChanges(domain, onClose);
  const submit = () => put.mutate({ Name: name.trim(), LabelJa: ja.trim(), LabelEn: en.trim() });
  return (
    <FormDialog
      title={field ? t('fields.change') : t('fields.add')}
      submit={t('action.save')}
      ready={name.trim() !== ''}
      pending={put.isPending}
      error={put.error ?? remove.error}
      onSubmit={submit}
      onClose={onClose}
      aside={
        field && (
          <Button
            variant="link"
            iconName="remove"
            loading={remove.isPending}
            onClick={() => remove.mutate(field.Name)}
          >
            {t('fields.remove')}
          </Button>
        )
      }
    >
      <FormField label={t('fields.name')} description={t('fields.nameWhy')}>
        <Input
          value={name}
          disabled={field !== undefined}
          autoFocus={!field}
          onChange={({ detail }) => setName(detail.value)}
        />
      </FormField>
      <FormField label={t('fields.labelJa')}>
        <Input value={ja} onChange={({ detail }) => setJa(detail.value)} />
      </FormField>
      <FormField label={t('fields.labelEn')}>
        <Input value={en} onChange={({ detail }) => setEn(detail.value)} />
      </FormField>
    </FormDialog>
  );
}

function useFieldChanges(domain: string, onClose: () => void) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: ['ListCustomFields'] });
    void queries.invalidateQueries({ queryKey: ['GetProfileView'] });
    flash({ type: 'success', text: t('fields.saved') });
    onClose();
  };
  const put = useMutation({
    mutationFn: ({ Name, LabelJa, LabelEn }: { Name: string; LabelJa: string; LabelEn: string }) =>
      call('nayose', 'PutCustomField', {
        DomainName: domain,
        Name,
        ...(LabelJa && { LabelJa }),
        ...(LabelEn && { LabelEn }),
      }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (Name: string) => call('nayose', 'DeleteCustomField', { DomainName: domain, Name }),
    onSuccess,
  });
  return { put, remove };
}
