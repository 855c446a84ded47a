import { useTranslation } from 'react-i18next';
import { addressLines } from '../../profile/AddressText.tsx';
import { type AddressKind, addressKinds } from '../../profile/standardFields.ts';
import { useChoiceWord } from '../../profile/ValueInput.tsx';
import { type Language, showBirthDate } from '../../values/dates.ts';
import { showPhone } from '../../values/phones.ts';
import { preferences, type Row } from './rows.ts';

/** The text of one line of a comparison; as it was written where only the writing differs. Lines are split by `\n`. */
export function useShownValue(): (row: Row, values: Readonly<Record<string, { Value: string }>>) => string {
  const word = useChoiceWord();
  const language = useTranslation().i18n.language as Language;
  return (row, values) => {
    if ((addressKinds as readonly string[]).includes(row.key)) {
      return addressLines(values, row.key as AddressKind).lines.join('\n');
    }
    if (row.key === preferences) return row.fields.flatMap((field) => values[field]?.Value ?? []).join('\n');
    const value = values[row.key]?.Value ?? '';
    if (row.likeness === 'spelling') return value;
    if (row.key === 'BirthDate') return showBirthDate(value, language);
    if (row.key.endsWith('PhoneNumber')) return showPhone(value);
    return word(row.key.replace(/String$/, ''), value);
  };
}
