import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useTranslation } from 'react-i18next';
import type { Exporting } from './draft.ts';
import type { Place } from './problems.ts';
import { PlacedField } from './SettingsForm.tsx';

interface ExportChoiceProps {
  value: Exporting;
  place: Place;
  onChange: (exporting: Exporting) => void;
}

/** The bucket that the decisions of a run are written to. */
export function ExportChoice({ value, place, onChange }: ExportChoiceProps) {
  const { t } = useTranslation();
  return (
    <div className="n-settings-grid">
      <PlacedField label={t('bucket.bucket')} place={place} constraint={t('matching.bucketEmpty')}>
        <Input
          value={value.bucket}
          onChange={({ detail }) => onChange({ ...value, bucket: detail.value.trim() })}
        />
      </PlacedField>
      <FormField label={t('bucket.prefix')} stretch>
        <Input
          value={value.folder}
          onChange={({ detail }) => onChange({ ...value, folder: detail.value.trim() })}
        />
      </FormField>
    </div>
  );
}
