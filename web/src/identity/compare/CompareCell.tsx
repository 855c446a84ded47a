import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import type { Member } from '../types.ts';
import type { Merged } from './merged.ts';
import { differingPart, formOf, type Row } from './rows.ts';
import { useShownValue } from './useShownValue.ts';

interface CompareCellProps {
  row: Row;
  /** Name of the field, for the choice. */
  label: string;
  member: Member;
  /** Of its column. */
  number: number;
  /** The profile whose value the others are held against. */
  against: Member | undefined;
  /** Its value is the one of the profile to be. */
  taken: boolean;
  /** No other profile shares in that value. */
  sole: boolean;
  /** The profile does not take part. */
  left: boolean;
  onTake: (() => void) | undefined;
}

/** One value of one profile, to be chosen where it matters. */
export function CompareCell(props: CompareCellProps) {
  const { row, label, member, number, against, taken, sole, left, onTake } = props;
  const { t } = useTranslation();
  const shown = useShownValue();
  const text = shown(row, member.Fields);
  const other = against ? shown(row, against.Fields) : '';
  const unlike =
    text !== '' && other !== '' && formOf(member, row.fields) !== formOf(against ?? member, row.fields);
  const part = unlike ? differingPart(text, other) : undefined;
  const value =
    text === '' ? (
      <span className="n-quiet">{t('compare.none')}</span>
    ) : (
      <SafeText text={text} limit={300} ranges={part ? [part] : []} />
    );
  const choosable = onTake && row.likeness !== 'same' && !left;
  return (
    <td data-number={number} data-taken={taken && !left} data-left={left} data-unlike={unlike}>
      {choosable ? (
        <label className="n-compare-value">
          <input
            type="radio"
            name={`take-${row.key}`}
            checked={taken && sole}
            onChange={onTake}
            aria-label={t('compare.take', { label, value: text || t('compare.none') })}
          />
          <span>{value}</span>
        </label>
      ) : (
        <span className="n-compare-value">{value}</span>
      )}
    </td>
  );
}

/** One value of the profile to be. */
export function ResultCell({ row, merged }: { row: Row; merged: Merged }) {
  const { t } = useTranslation();
  const shown = useShownValue();
  const values = Object.fromEntries(
    Object.entries(merged).map(([field, { value }]) => [field, { Value: value }]),
  );
  const text = shown(row, values);
  return (
    <td className="n-compare-result">
      {text === '' ? (
        <span className="n-quiet">{t('compare.none')}</span>
      ) : (
        <SafeText text={text} limit={300} />
      )}
    </td>
  );
}
