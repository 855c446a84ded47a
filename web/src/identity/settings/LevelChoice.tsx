import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import type { Place } from './problems.ts';
import { PlacedField } from './SettingsForm.tsx';

interface LevelChoiceProps {
  label: string;
  description: string;
  place: Place;
  levels: number;
  /** 0 offers "none". */
  least: 0 | 1;
  value: number;
  onChange: (level: number) => void;
}

/** Down to which level something goes. */
export function LevelChoice({ label, description, place, levels, least, value, onChange }: LevelChoiceProps) {
  const { t } = useTranslation();
  const numbers = Array.from({ length: Math.max(levels, 1) - least + 1 }, (_, at) => at + least);
  const options = numbers.map((number) => ({
    value: String(number),
    label: number === 0 ? t('matching.noLevel') : t('matching.upToLevel', { number }),
  }));
  return (
    <PlacedField label={label} place={place} description={description}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === String(value)) ?? options.at(-1) ?? null}
        onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
        expandToViewport
      />
    </PlacedField>
  );
}
