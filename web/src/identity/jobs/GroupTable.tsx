import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { Empty } from '../../app/Empty.tsx';
import { MoreButton } from '../../app/MoreButton.tsx';
import { Problem } from '../../app/Problem.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { nameOfPerson } from '../compare/names.ts';
import { useGroupReasonWords } from '../compare/useReasonWords.ts';
import { useMatchGroups } from '../queries.ts';
import type { Change, MatchGroup } from '../types.ts';
import { useHowFound } from '../useHowFound.ts';
import { GroupWindow } from './GroupWindow.tsx';

interface GroupTableProps {
  domain: string;
  jobId: string;
  /** Absent: all of them. */
  change?: Change;
  /** How many the run counted; the list of an older run is not kept. */
  expected: number;
}

/** Groups of a run, of one kind of change if wanted; a line opens the whole group. */
export function GroupTable({ domain, jobId, change, expected }: GroupTableProps) {
  const { t } = useTranslation();
  const howFound = useHowFound();
  const words = useGroupReasonWords();
  const groups = useMatchGroups(domain, { JobId: jobId, ...(change ? { Change: change } : {}) });
  const [open, setOpen] = useState<string | undefined>();
  if (groups.isError) return <Problem error={groups.error} retry={() => void groups.refetch()} />;
  return (
    <>
      <DataTable
        variant="embedded"
        items={groups.items}
        trackBy="MatchId"
        loading={groups.isPending}
        loadingText={t('state.loading')}
        wrapLines
        onRowClick={({ detail }) => setOpen(detail.item.MatchId)}
        empty={<Empty title={expected > 0 ? t('jobs.groupsGone') : t(`change.none.${change ?? 'MERGE'}`)} />}
        footer={groups.hasNextPage && <MoreButton pages={groups} />}
        columnDefinitions={[
          {
            id: 'who',
            minWidth: 220,
            header: t('jobs.who'),
            isRowHeader: true,
            cell: (group: MatchGroup) => (
              <button type="button" className="n-link" onClick={() => setOpen(group.MatchId)}>
                <Names group={group} />
              </button>
            ),
          },
          {
            id: 'size',
            minWidth: 90,
            header: t('jobs.size'),
            cell: ({ Size }) => <span className="n-count">{Size}</span>,
          },
          { id: 'how', minWidth: 140, header: t('jobs.how'), cell: (group) => howFound(group) },
          {
            id: 'why',
            minWidth: 180,
            header: t('jobs.why'),
            cell: ({ Reasons }) => Reasons.map(words).join(t('field.comma')) || '–',
          },
        ]}
      />
      {open && (
        <GroupWindow
          domain={domain}
          matchId={open}
          change={change ?? 'MERGE'}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function Names({ group }: { group: MatchGroup }) {
  const { t } = useTranslation();
  const names = [...new Set(group.Profiles.map((person) => nameOfPerson(person) || t('customer.noName')))];
  return <SafeText text={names.join(' / ')} limit={120} />;
}
