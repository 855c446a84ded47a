import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { useCase } from './CaseContext.tsx';
import { CommentBox } from './CommentBox.tsx';
import { TimelineLine } from './TimelineLine.tsx';
import type { TimelinePage } from './types.ts';

/** Everything that happened to a case, newest first, with a box to write the next comment. */
export function CaseTimeline() {
  const { t } = useTranslation();
  const { view } = useCase();
  const [older, setOlder] = useState(false);
  return (
    <Container header={<Header variant="h2">{t('case.timeline')}</Header>}>
      <CommentBox />
      <ol className="k-timeline" aria-label={t('case.timeline')}>
        {view.Timeline.map((entry) => (
          <TimelineLine key={entry.EventId} entry={entry} people={view.People} />
        ))}
        {older && view.NextToken && <Older from={view.NextToken} />}
      </ol>
      {!older && view.NextToken && <Button onClick={() => setOlder(true)}>{t('action.more')}</Button>}
    </Container>
  );
}

/** What came before the first page. */
function Older({ from }: { from: string }) {
  const { t } = useTranslation();
  const { domain, view } = useCase();
  const pages = useInfiniteQuery({
    queryKey: ['ListCaseTimeline', view.CaseId, from],
    initialPageParam: from,
    queryFn: ({ pageParam, signal }) =>
      call<TimelinePage>(
        'nayose',
        'ListCaseTimeline',
        { DomainName: domain, CaseId: view.CaseId, NextToken: pageParam },
        signal,
      ),
    getNextPageParam: (last) => last.NextToken,
  });
  return (
    <>
      {pages.data?.pages.map((page) =>
        page.Timeline.map((entry) => <TimelineLine key={entry.EventId} entry={entry} people={page.People} />),
      )}
      {(pages.hasNextPage || pages.isPending) && (
        <li className="k-line-more">
          <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetching}>
            {t('action.more')}
          </Button>
        </li>
      )}
    </>
  );
}
