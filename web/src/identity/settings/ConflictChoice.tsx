import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages.ts';
import type { ObjectTypeItem } from '../../api/types.ts';
import { useDomain } from '../../app/place.ts';
import type { Conflict } from './draft.ts';
import type { Place } from './problems.ts';
import { PlacedField } from './SettingsForm.tsx';

interface ConflictChoiceProps {
  value: Conflict;
  place: Place;
  onChange: (conflict: Conflict) => void;
}

/** Whose value is kept when merged profiles differ. */
export function ConflictChoice({ value, place, onChange }: ConflictChoiceProps) {
  const { t } = useTranslation();
  return (
    <PlacedField label={t('matching.conflict')} place={place} description={t('matching.conflictWhy')}>
      <RadioGroup
        value={value.model}
        items={[
          { value: 'RECENCY', label: t('matching.recency') },
          { value: 'SOURCE', label: t('matching.source') },
        ]}
        onChange={({ detail }) => onChange({ ...value, model: detail.value as Conflict['model'] })}
      />
      {value.model === 'SOURCE' && <SourceChoice value={value} onChange={onChange} />}
    </PlacedField>
  );
}

function SourceChoice({ value, onChange }: Omit<ConflictChoiceProps, 'place'>) {
  const { t } = useTranslation();
  const types = usePages<ObjectTypeItem>({
    service: 'profile',
    operation: 'ListProfileObjectTypes',
    input: { DomainName: useDomain(), MaxResults: 100 },
    member: 'Items',
  });
  const names = types.items.map(({ ObjectTypeName }) => ObjectTypeName);
  const options = [...new Set([...names, value.source])]
    .filter(Boolean)
    .map((name) => ({ value: name, label: name }));
  return (
    <div className="n-settings-source">
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value.source) ?? null}
        placeholder={t('matching.chooseSource')}
        ariaLabel={t('matching.source')}
        statusType={types.isPending ? 'loading' : 'finished'}
        empty={t('objectTypes.none')}
        onChange={({ detail }) => onChange({ ...value, source: detail.selectedOption.value ?? '' })}
        expandToViewport
      />
    </div>
  );
}
