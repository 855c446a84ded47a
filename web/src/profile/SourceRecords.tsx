import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import HelpPanel from '@cloudscape-design/components/help-panel';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import type { ProfileObject, ProfileView } from '../api/types.ts';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { SafeText } from '../text/SafeText.tsx';

/** The records of outside systems that this profile is made of, as they arrived. */
export function SourceRecords({ domain, view }: { domain: string; view: ProfileView }) {
  const { t } = useTranslation();
  return (
    <HelpPanel header={<h2>{t('records.title')}</h2>}>
      <Box color="text-body-secondary" padding={{ bottom: 's' }}>
        {t('records.what')}
      </Box>
      {view.ObjectTypes.length === 0 && <Empty title={t('records.none')}>{t('records.noneWhy')}</Empty>}
      {view.ObjectTypes.map(({ ObjectTypeName, Count }, at) => (
        <TypeRecords
          key={ObjectTypeName}
          domain={domain}
          view={view}
          type={ObjectTypeName}
          count={Count}
          open={at === 0}
        />
      ))}
    </HelpPanel>
  );
}

interface TypeRecordsProps {
  domain: string;
  view: ProfileView;
  type: string;
  count: number;
  open: boolean;
}

function TypeRecords({ domain, view, type, count, open }: TypeRecordsProps) {
  const [expanded, setExpanded] = useState(open);
  return (
    <ExpandableSection
      headerText={`${type} (${count})`}
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {expanded && <Records domain={domain} profileId={view.ProfileId} type={type} />}
    </ExpandableSection>
  );
}

function Records({ domain, profileId, type }: { domain: string; profileId: string; type: string }) {
  const records = usePages<ProfileObject>({
    service: 'profile',
    operation: 'ListProfileObjects',
    input: { DomainName: domain, ProfileId: profileId, ObjectTypeName: type, MaxResults: 10 },
    member: 'Items',
  });
  if (records.isPending) return <Loading />;
  if (records.isError) return <Problem error={records.error} retry={() => void records.refetch()} />;
  return (
    <>
      {records.items.map((item, at) => (
        <div className="n-json" key={item.ProfileObjectUniqueKey ?? at}>
          <SafeText text={prettyJson(item.Object ?? '')} limit={20_000} />
        </div>
      ))}
      <MoreButton pages={records} />
    </>
  );
}

function prettyJson(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
