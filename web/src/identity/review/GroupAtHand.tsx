import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { CompareTable } from '../compare/CompareTable.tsx';
import { type Choice, firstChoice, mergedRow, withMain, withSource, withToggled } from '../compare/merged.ts';
import { Reasons } from '../compare/Reasons.tsx';
import { groupOptions } from '../queries.ts';
import type { Decision, GroupDetail } from '../types.ts';
import { useKeys } from '../useKeys.ts';
import { DecisionBar } from './DecisionBar.tsx';
import { GroupHead } from './GroupHead.tsx';

interface GroupAtHandProps {
  domain: string;
  matchId: string;
  onDecide: (detail: GroupDetail, decision: Decision, choice: Choice) => void;
  onStep: (step: 1 | -1) => void;
  onHelp: () => void;
  place: { at: number; of: number };
}

/** The group at hand: its profiles side by side, the reasons, and the decision. */
export function GroupAtHand(props: GroupAtHandProps) {
  const group = useQuery(groupOptions(props.domain, props.matchId));
  const { onStep, onHelp } = props;
  const [next, previous] = [() => onStep(1), () => onStep(-1)];
  useKeys({ j: next, ArrowDown: next, k: previous, ArrowUp: previous }, { again: true });
  useKeys({ '?': onHelp });
  if (group.isPending) return <Loading />;
  if (group.isError) return <Problem error={group.error} retry={() => void group.refetch()} />;
  return <Hand {...props} detail={group.data} />;
}

function Hand({ detail, onDecide, onStep, place }: GroupAtHandProps & { detail: GroupDetail }) {
  const { t } = useTranslation();
  const { Members: members, Result, Pairs } = detail;
  const [choice, setChoice] = useState<Choice | undefined>();
  const first = firstChoice(members, Result);
  const now = choice ?? first;
  const toggle = (id: string) => setChoice(withToggled(now, id, members));
  const decide = (decision: Decision) => {
    if (decision !== 'SAME' || now.included.length > 1) onDecide(detail, decision, now);
  };
  const digits = members.slice(0, 9).map(({ ProfileId }, at) => [String(at + 1), () => toggle(ProfileId)]);
  useKeys({
    s: () => decide('SAME'),
    d: () => decide('DIFFERENT'),
    l: () => decide('LATER'),
    ...(members.length > 2 && Object.fromEntries(digits)),
  });
  // The reasons of one pair are few lines, and what the eye should meet first.
  const single = Pairs.length === 1;
  const reasons = Pairs.length > 0 && (
    <section className="n-review-reasons">
      <h3>{t('reasons.title')}</h3>
      {!single && <p className="n-quiet">{t('reasons.what')}</p>}
      <Reasons pairs={Pairs} members={members} />
    </section>
  );
  return (
    <>
      <GroupHead detail={detail} place={place} />
      {single && reasons}
      <CompareTable
        members={members}
        choice={now}
        result={(row) => mergedRow(row, members, now)}
        resultTitle={t('compare.result')}
        onMain={(id) => setChoice(withMain(now, id))}
        onToggle={toggle}
        onSource={(key, id) => setChoice(withSource(now, key, id))}
      />
      {!single && reasons}
      <DecisionBar detail={detail} choice={now} onDecide={decide} onStep={onStep} />
    </>
  );
}
