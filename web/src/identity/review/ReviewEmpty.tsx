import Container from '@cloudscape-design/components/container';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '../../api/session.ts';
import { Empty } from '../../app/Empty.tsx';
import { Loading } from '../../app/Loading.tsx';
import { places } from '../../app/place.ts';
import { type Language, showMoment } from '../../values/dates.ts';
import { StartRun } from '../jobs/StartRun.tsx';
import { NotSetUp } from '../NotSetUp.tsx';
import { isRunning, isSetUp, useResolutionSettings } from '../queries.ts';
import type { ReviewCounts } from '../types.ts';

interface ReviewEmptyProps {
  domain: string;
  shelf: 'OPEN' | 'LATER';
  counts: ReviewCounts | undefined;
}

/** Nothing waits: because all is done, because nothing was looked for yet, or because a run is under way. */
export function ReviewEmpty({ domain, shelf, counts }: ReviewEmptyProps) {
  const { t } = useTranslation();
  if (shelf === 'LATER') {
    return (
      <Container>
        <Empty title={t('review.noneLater')}>{t('review.noneLaterWhy')}</Empty>
      </Container>
    );
  }
  return (
    <Container>
      <NothingOpen domain={domain} counts={counts} />
    </Container>
  );
}

function NothingOpen({ domain, counts }: Omit<ReviewEmptyProps, 'shelf'>) {
  const { t, i18n } = useTranslation();
  const admin = useSession().data?.User.Role === 'admin';
  const settings = useResolutionSettings(domain);
  if (settings.isPending) return <Loading />;
  const last = settings.data?.LastJob;
  if (last && isRunning(last)) {
    return (
      <Empty
        title={t('review.running')}
        action={<Link to={places.resolutionJob(domain, last.JobId)}>{t('review.seeRun')}</Link>}
      >
        {t('review.runningWhy')}
      </Empty>
    );
  }
  if (settings.data && !isSetUp(settings.data)) return <NotSetUp domain={domain} />;
  const done = last !== undefined || (counts?.DecidedToday ?? 0) > 0;
  const next = showMoment(settings.data?.NextRunAt, i18n.language as Language);
  return (
    <Empty
      title={t(done ? 'review.allDone' : 'review.notRun')}
      action={admin && <StartRun domain={domain} />}
    >
      {t(done ? 'review.allDoneWhy' : 'review.notRunWhy')} {next && t('review.nextRun', { at: next })}
    </Empty>
  );
}
