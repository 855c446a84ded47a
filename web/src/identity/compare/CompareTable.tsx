import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../profile/useFieldLabel.ts';
import { SafeText } from '../../text/SafeText.tsx';
import type { Member } from '../types.ts';
import { CompareCell, ResultCell } from './CompareCell.tsx';
import { CompareHead } from './CompareHead.tsx';
import { MemberFacts } from './MemberFacts.tsx';
import type { Choice, Merged } from './merged.ts';
import { preferences, type Row, rowsOf } from './rows.ts';
import './compare.css';

interface CompareTableProps {
  members: Member[];
  choice: Choice;
  /** A line of the profile to be. */
  result: (row: Row) => Merged;
  /** Absent: nothing can be chosen, the table is for reading. */
  onMain?: (profileId: string) => void;
  onToggle?: (profileId: string) => void;
  onSource?: (key: string, profileId: string) => void;
  /** Words above the last column. */
  resultTitle: string;
}

/** Profiles side by side: fields down, profiles across, and what would become of them in the last column. */
export function CompareTable(props: CompareTableProps) {
  const { members, choice, result, resultTitle } = props;
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const rows = rowsOf(members);
  const alike = rows.filter(({ likeness }) => likeness === 'same');
  const shown = all ? rows : rows.filter(({ likeness }) => likeness !== 'same');
  return (
    <div className="n-compare-frame">
      <table className="n-compare" data-columns={Math.min(members.length, 4)}>
        <thead>
          <tr>
            <td className="n-compare-corner" />
            {members.map((member, at) => (
              <CompareHead
                key={member.ProfileId}
                member={member}
                number={at + 1}
                oneWith={earlierOne(members, at)}
                choice={choice}
                onMain={props.onMain}
                onToggle={members.length > 2 ? props.onToggle : undefined}
              />
            ))}
            <th scope="col" className="n-compare-result">
              {resultTitle}
            </th>
          </tr>
        </thead>
        <tbody>
          <MemberFacts members={members} included={choice.included} />
          {shown.map((row) => (
            <Line key={row.key} row={row} {...props} merged={result(row)} />
          ))}
        </tbody>
        {alike.length > 0 && (
          <tfoot>
            <tr>
              <td colSpan={members.length + 2}>
                <button type="button" className="n-compare-more" onClick={() => setAll(!all)}>
                  {t(all ? 'compare.hideSame' : 'compare.showSame', { count: alike.length })}
                </button>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Line({ row, merged, members, choice, onSource }: CompareTableProps & { row: Row; merged: Merged }) {
  const { t } = useTranslation();
  const name = useFieldLabel()(row.key);
  const label = row.key === preferences ? t('compare.preferences') : name;
  const first = members.find(({ ProfileId }) => ProfileId === choice.mainId) ?? members[0];
  const from = new Set(row.fields.flatMap((field) => merged[field]?.from ?? []));
  return (
    <tr data-likeness={row.likeness} data-row={row.key}>
      <LineName label={label} likeness={row.likeness} />
      {members.map((member, at) => (
        <CompareCell
          key={member.ProfileId}
          number={at + 1}
          row={row}
          label={label}
          member={member}
          against={first}
          taken={
            choice.sources[row.key]
              ? choice.sources[row.key] === member.ProfileId
              : from.has(member.ProfileId)
          }
          sole={from.size === 1}
          left={!choice.included.includes(member.ProfileId)}
          onTake={onSource && (() => onSource(row.key, member.ProfileId))}
        />
      ))}
      <ResultCell row={row} merged={merged} />
    </tr>
  );
}

/** The number of the first column with the same survivor, when it is another one. */
function earlierOne(members: readonly Member[], at: number): number | undefined {
  const first = members.findIndex(({ SurvivorId }) => SurvivorId === members[at]?.SurvivorId);
  return first < at ? first + 1 : undefined;
}

/** How the values of a line stand to each other, as a sign; the words are for those who cannot see it. */
const signs = { same: '', spelling: '≈', gap: '', different: '≠' } as const;

function LineName({ label, likeness }: { label: string; likeness: Row['likeness'] }): ReactNode {
  const { t } = useTranslation();
  const words = t(`compare.likeness.${likeness}`);
  return (
    <th scope="row" title={words}>
      <SafeText text={label} limit={60} />
      {signs[likeness] && (
        <span className="n-compare-likeness" role="img" aria-label={words}>
          {signs[likeness]}
        </span>
      )}
    </th>
  );
}
