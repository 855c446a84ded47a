import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDomain } from '../../app/place.ts';
import { useReviewCounts } from '../queries.ts';
import type { ReviewCounts } from '../types.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { MergeSure } from './MergeSure.tsx';
import { ReviewDesk } from './ReviewDesk.tsx';
import './review.css';

type Shelf = 'OPEN' | 'LATER';

/** The review desk: groups that wait for a person, one after the other. */
export function ReviewPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const counts = useReviewCounts(domain);
  const [search, setSearch] = useSearchParams();
  const [helping, setHelping] = useState(false);
  const shelf: Shelf = search.get('shelf') === 'later' ? 'LATER' : 'OPEN';
  const count = (value: number | undefined) =>
    value === undefined ? '' : ` ${value.toLocaleString(i18n.language)}`;
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={<Progress counts={counts.data} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {(counts.data?.Sure ?? 0) > 0 && <MergeSure domain={domain} />}
              <Button iconName="keyboard" onClick={() => setHelping(true)}>
                {t('review.keys')}
              </Button>
            </SpaceBetween>
          }
        >
          {t('nav.review')}
        </Header>
      }
    >
      <div className="n-review-shelves">
        <SegmentedControl
          label={t('review.shelf')}
          selectedId={shelf}
          options={[
            { id: 'OPEN', text: t('review.open') + count(counts.data?.Open) },
            { id: 'LATER', text: t('review.later') + count(counts.data?.Later) },
          ]}
          onChange={({ detail }) => setSearch(detail.selectedId === 'LATER' ? { shelf: 'later' } : {})}
        />
      </div>
      <ReviewDesk
        key={`${domain}-${shelf}`}
        domain={domain}
        shelf={shelf}
        counts={counts.data}
        onHelp={() => setHelping(true)}
      />
      {helping && <KeysHelp onClose={() => setHelping(false)} />}
    </ContentLayout>
  );
}

/** What remains and what was done today; keeps its line while it is not known. */
function Progress({ counts }: { counts: ReviewCounts | undefined }) {
  const { t } = useTranslation();
  if (!counts) return <span className="n-review-progress" />;
  return (
    <span className="n-review-progress" role="status">
      {t('review.progress', { decided: counts.DecidedToday, merged: counts.MergedToday })}
    </span>
  );
}
