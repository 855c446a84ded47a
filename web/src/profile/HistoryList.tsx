import Box from '@cloudscape-design/components/box';
import HelpPanel from '@cloudscape-design/components/help-panel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import type { HistoryRecord } from '../api/types.ts';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { UndoHere } from '../identity/merges/UndoHere.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { actorName } from './Provenance.tsx';

/** What happened to this profile, newest first. */
export function HistoryList({ domain, profileId }: { domain: string; profileId: string }) {
  const { t } = useTranslation();
  const history = usePages<HistoryRecord>({
    service: 'profile',
    operation: 'ListProfileHistoryRecords',
    input: { DomainName: domain, ProfileId: profileId, MaxResults: 50 },
    member: 'ProfileHistoryRecords',
  });
  return (
    <HelpPanel header={<h2>{t('history.title')}</h2>}>
      <Box color="text-body-secondary" padding={{ bottom: 's' }}>
        {t('history.what')}
      </Box>
      {history.isPending && <Loading />}
      {history.isError && <Problem error={history.error} retry={() => void history.refetch()} />}
      {history.isSuccess && history.items.length === 0 && <Empty title={t('history.none')} />}
      <ol className="n-history">
        {history.items.map((record) => (
          <HistoryItem key={record.Id} record={record}>
            {record.ActionType === 'MERGED' && (
              <UndoHere domain={domain} profileId={profileId} at={record.CreatedAt} />
            )}
          </HistoryItem>
        ))}
      </ol>
      <MoreButton pages={history} />
    </HelpPanel>
  );
}

function HistoryItem({ record, children }: { record: HistoryRecord; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const key = `history.action.${record.ActionType}`;
  const who = actorName(record.PerformedBy);
  return (
    <li>
      <time className="n-quiet">{showMoment(record.CreatedAt, i18n.language as Language)}</time>
      <div>
        <strong>{i18n.exists(key) ? t(key as never) : record.ActionType}</strong>
        {record.ObjectTypeName && record.ObjectTypeName !== '_profile' && (
          <>
            {' '}
            <SafeText text={record.ObjectTypeName} limit={80} />
          </>
        )}
      </div>
      {who && (
        <div className="n-quiet">
          <SafeText text={who} limit={120} />
        </div>
      )}
      {children}
    </li>
  );
}
