import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { CompareTable } from '../compare/CompareTable.tsx';
import { firstChoice, resultRow } from '../compare/merged.ts';
import { Reasons } from '../compare/Reasons.tsx';
import { groupOptions } from '../queries.ts';
import { GroupHead } from '../review/GroupHead.tsx';
import type { Change, GroupDetail } from '../types.ts';
import '../review/review.css';

interface GroupWindowProps {
  domain: string;
  matchId: string;
  change: Change;
  onClose: () => void;
}

/** A group of a run or a preview, to be read: the profiles, the one they make field by field, and why. */
export function GroupWindow({ domain, matchId, change, onClose }: GroupWindowProps) {
  const { t } = useTranslation();
  const group = useQuery(groupOptions(domain, matchId));
  return (
    <Modal visible size="max" header={t(`change.${change}`)} onDismiss={onClose}>
      {group.isPending && <Loading />}
      {group.isError && <Problem error={group.error} retry={() => void group.refetch()} />}
      {group.data && <Body detail={group.data} change={change} />}
    </Modal>
  );
}

function Body({ detail, change }: { detail: GroupDetail; change: Change }) {
  const { t } = useTranslation();
  const { Members, Result, Pairs } = detail;
  return (
    <SpaceBetween size="m">
      <GroupHead detail={detail} />
      <CompareTable
        members={Members}
        choice={firstChoice(Members, Result)}
        result={(row) => resultRow(row, Result)}
        resultTitle={t(change === 'SPLIT' ? 'compare.now' : 'compare.result')}
      />
      {Pairs.length > 0 && (
        <section className="n-review-reasons">
          <h3>{t('reasons.title')}</h3>
          <Reasons pairs={Pairs} members={Members} />
        </section>
      )}
    </SpaceBetween>
  );
}
