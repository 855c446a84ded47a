import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, Job } from '../types.ts';
import { GroupTable } from './GroupTable.tsx';

const signs: Record<Change, string> = { MERGE: '+ ', SPLIT: '\u2212 ', REVIEW: '', UNCHANGED: '' };
const figures = { MERGE: 'Merged', SPLIT: 'Split', REVIEW: 'Review', UNCHANGED: 'Unchanged' } as const;
const changes = ['MERGE', 'SPLIT', 'REVIEW', 'UNCHANGED'] as const;

/** The groups of a run: what merging all sure groups has merged, else by what happens to them. */
export function JobGroups({ domain, job }: { domain: string; job: Job }) {
  const { t } = useTranslation();
  return (
    <Container
      disableContentPaddings
      header={
        <Header variant="h2" description={t(job.Kind === 'PREVIEW' ? 'jobs.groupsWould' : 'jobs.groupsDid')}>
          {t('jobs.groups')}
        </Header>
      }
    >
      {job.Kind === 'MERGE' ? (
        <div className="n-job-groups">
          <GroupTable domain={domain} jobId={job.JobId} expected={job.Stats?.MergesDone ?? 0} />
        </div>
      ) : (
        <ByChange domain={domain} job={job} />
      )}
    </Container>
  );
}

/** By what happens to them: + merged, − split, for review, as they were. */
function ByChange({ domain, job }: { domain: string; job: Job }) {
  const { t, i18n } = useTranslation();
  const counts = job.Comparison;
  const fullest = changes.find((change) => (counts?.[figures[change]] ?? 0) > 0) ?? 'MERGE';
  const [active, setActive] = useState<Change>(fullest);
  const label = (change: Change) => {
    const count = counts?.[figures[change]];
    const words = signs[change] + t(`change.${change}`);
    return count === undefined ? words : `${words} (${count.toLocaleString(i18n.language)})`;
  };
  return (
    <Tabs
      activeTabId={active}
      onChange={({ detail }) => setActive(detail.activeTabId as Change)}
      tabs={changes.map((change) => ({
        id: change,
        label: label(change),
        content: (
          <div className="n-job-groups">
            <GroupTable
              domain={domain}
              jobId={job.JobId}
              change={change}
              expected={counts?.[figures[change]] ?? 0}
            />
          </div>
        ),
      }))}
    />
  );
}
