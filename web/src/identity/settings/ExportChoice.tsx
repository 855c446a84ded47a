import Input from '@cloudscape-design/components/input';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../app/TextField.tsx';
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
      <TextField
        label={t('bucket.prefix')}
        value={value.folder}
        onChange={(folder) => onChange({ ...value, folder: folder.trim() })}
      />
    </div>
  );
}
