import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import type { Member } from '../types.ts';

/** Before the fields: when each profile was made, what it is from, and what comes along with it. */
export function MemberFacts({ members, included }: { members: Member[]; included: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const merging = members.filter(({ ProfileId }) => included.includes(ProfileId));
  const made = merging.map(({ CreatedAt }) => CreatedAt);
  const sum = (name: 'Objects' | 'Cases' | 'Contacts') =>
    merging.reduce<number | undefined>((all, member) => {
      const count = member[name];
      return all === undefined || count === undefined ? undefined : all + count;
    }, 0);
  const along = (objects = 0, cases = 0, contacts = 0) =>
    [
      t('compare.objects', { count: objects }),
      cases > 0 && t('compare.cases', { count: cases }),
      contacts > 0 && t('compare.contacts', { count: contacts }),
    ]
      .filter(Boolean)
      .join(t('review.dot'));
  return (
    <>
      <Facts
        label={t('compare.created')}
        members={members}
        cell={({ CreatedAt }) => showMoment(CreatedAt, language)}
        result={made.length > 0 ? showMoment(Math.min(...made), language) : ''}
      />
      {members.some(({ UpdatedAt, CreatedAt }) => UpdatedAt !== undefined && UpdatedAt - CreatedAt > 60) && (
        <Facts
          label={t('list.updated')}
          members={members}
          cell={({ UpdatedAt }) => showMoment(UpdatedAt, language)}
          result=""
        />
      )}
      <Facts
        label={t('compare.sources')}
        members={members}
        cell={(member) => (
          <SafeText text={sourceNames(member, t('source.manual')).join(t('field.comma')) || '–'} />
        )}
        result=""
      />
      <Facts
        label={t('compare.along')}
        members={members}
        cell={({ Objects, Cases, Contacts }) => along(Objects, Cases, Contacts)}
        result={along(sum('Objects'), sum('Cases'), sum('Contacts'))}
      />
    </>
  );
}

interface FactsProps {
  label: string;
  members: Member[];
  cell: (member: Member) => ReactNode;
  result: ReactNode;
}

function Facts({ label, members, cell, result }: FactsProps) {
  return (
    <tr className="n-compare-facts">
      <th scope="row">{label}</th>
      {members.map((member) => (
        <td key={member.ProfileId}>
          <span className="n-compare-value">{cell(member)}</span>
        </td>
      ))}
      <td className="n-compare-result">{result}</td>
    </tr>
  );
}

/** Object types that gave the profile its values, each once. */
function sourceNames({ Fields }: Member, byHand: string): string[] {
  const names = Object.values(Fields).flatMap(({ From }) =>
    From?.Kind === 'MANUAL' ? byHand : (From?.ObjectTypeName ?? []),
  );
  return [...new Set(names)];
}
