import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import type { CustomField } from '../api/types.ts';
import { useFlash } from '../app/flash.tsx';
import { Problem } from '../app/Problem.tsx';

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
  const submit = () => {
    if (name.trim()) put.mutate({ Name: name.trim(), LabelJa: ja.trim(), LabelEn: en.trim() });
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={field ? t('fields.change') : t('fields.add')}
      footer={
        <div className="n-modal-foot">
          {field && (
            <Button
              variant="link"
              iconName="remove"
              loading={remove.isPending}
              onClick={() => remove.mutate(field.Name)}
            >
              {t('fields.remove')}
            </Button>
          )}
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button variant="primary" loading={put.isPending} disabled={!name.trim()} onClick={submit}>
                {t('action.save')}
              </Button>
            </SpaceBetween>
          </Box>
        </div>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="m">
          {(put.error ?? remove.error) && <Problem error={put.error ?? remove.error} />}
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
        </SpaceBetween>
        {/* Enter submits a form with several lines only when it has a submit button. */}
        <input type="submit" hidden />
      </form>
    </Modal>
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
