import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { forgetGroups, groupOptions, isProgress, useMatchGroups, useResolutionEvents } from '../queries.ts';
import type { ReviewCounts } from '../types.ts';
import { useKeys } from '../useKeys.ts';
import { DecisionToast } from './DecisionToast.tsx';
import { GroupAtHand } from './GroupAtHand.tsx';
import { ReviewEmpty } from './ReviewEmpty.tsx';
import { ReviewList } from './ReviewList.tsx';
import { useDecisions } from './useDecisions.ts';

interface ReviewDeskProps {
  domain: string;
  shelf: 'OPEN' | 'LATER';
  counts: ReviewCounts | undefined;
  onHelp: () => void;
}

/** The list of groups beside the one at hand. */
export function ReviewDesk({ domain, shelf, counts, onHelp }: ReviewDeskProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const list = useMatchGroups(domain, { State: shelf });
  const { gone, last, decide, takeBack, isTakingBack, forget } = useDecisions(domain);
  const items = list.items.filter(({ MatchId }) => !gone.has(MatchId));
  const ids = items.map(({ MatchId }) => MatchId);
  const wanted = search.get('match') ?? undefined;
  const current = wanted !== undefined && !gone.has(wanted) ? wanted : ids[0];
  const select = (matchId: string | undefined) => {
    const wanted = { ...(shelf === 'LATER' && { shelf: 'later' }), ...(matchId && { match: matchId }) };
    setSearch(new URLSearchParams(wanted), { replace: true });
  };
  const neighbour = (step: number) => ids[ids.indexOf(current ?? '') + step];
  useResolutionEvents(domain, (event) => {
    if (!isProgress(event)) forgetGroups(queries);
  });
  const goBack = () => void takeBack().then((matchId) => matchId && select(matchId));
  useKeys({ u: last && goBack });
  useNextReady(domain, [neighbour(1), neighbour(2)]);
  useEffect(() => {
    if (list.hasNextPage && !list.isFetching && items.length < 20) void list.fetchNextPage();
  }, [list, items.length]);

  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} retry={() => void list.refetch()} />;
  const toast = last && (
    <DecisionToast key={last.matchId} decided={last} onForget={forget} onTakeBack={goBack} />
  );
  if (!current) {
    return (
      <>
        <ReviewEmpty domain={domain} shelf={shelf} counts={counts} />
        {toast}
      </>
    );
  }
  return (
    <div className="n-review">
      <ReviewList items={items} current={current} more={list.hasNextPage} onSelect={select} />
      <section className="n-review-hand" aria-label={t('review.atHand')}>
        {isTakingBack ? (
          <Loading />
        ) : (
          <GroupAtHand
            key={current}
            domain={domain}
            matchId={current}
            onDecide={(detail, decision, choice) => {
              // What was put off already stays where it is.
              if (decision === 'LATER' && shelf === 'LATER') return select(neighbour(1) ?? current);
              const isWhole = decision === 'LATER' || choice.included.length === detail.Members.length;
              if (isWhole) select(neighbour(1) ?? neighbour(-1));
              decide(detail, decision, choice);
            }}
            onStep={(step) => {
              const next = neighbour(step);
              if (next) select(next);
            }}
            onHelp={onHelp}
            place={{
              at: ids.indexOf(current) + 1,
              of: Math.max(ids.length, counts?.[shelf === 'OPEN' ? 'Open' : 'Later'] ?? 0),
            }}
          />
        )}
      </section>
      {toast}
    </div>
  );
}

/** The groups that come next are here before they are asked for. */
function useNextReady(domain: string, matchIds: (string | undefined)[]): void {
  const queries = useQueryClient();
  const wanted = matchIds.filter(Boolean).join(' ');
  useEffect(() => {
    for (const matchId of wanted.split(' ').filter(Boolean)) {
      void queries.prefetchQuery(groupOptions(domain, matchId));
    }
  }, [queries, domain, wanted]);
}
