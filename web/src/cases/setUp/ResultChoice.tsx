import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';

interface ResultChoiceProps {
  kind: 'Required' | 'Hidden';
  value: boolean;
  /** Where no label stands beside it. */
  ariaLabel?: string;
  onChange: (result: boolean) => void;
}

/** What a rule says: required or optional, hidden or shown. */
export function ResultChoice({ kind, value, ariaLabel, onChange }: ResultChoiceProps) {
  const { t } = useTranslation();
  const options = [
    { value: 'true', label: t(`caseSetUp.results.${kind}.true`) },
    { value: 'false', label: t(`caseSetUp.results.${kind}.false`) },
  ];
  return (
    <Select
      options={options}
      selectedOption={options.find((option) => option.value === String(value)) ?? null}
      {...(ariaLabel && { ariaLabel })}
      onChange={({ detail }) => onChange(detail.selectedOption.value === 'true')}
      expandToViewport
    />
  );
}
