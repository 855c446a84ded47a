import ContentLayout from '@cloudscape-design/components/content-layout';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import { Loading } from '../app/Loading.tsx';
import { PageProblem } from '../app/PageProblem.tsx';
import { places, useDomain } from '../app/place.ts';
import { CaseProvider } from './CaseContext.tsx';
import { CaseFields } from './CaseFields.tsx';
import { CaseFilesBox } from './CaseFilesBox.tsx';
import { CaseHead } from './CaseHead.tsx';
import './cases.css';
import { Trail } from '../app/Trail.tsx';
import { CaseTimeline } from './CaseTimeline.tsx';
import type { CaseView } from './types.ts';
import { useRefreshCases } from './useCases.ts';

/** One case: its fields, and beside them everything that happened, newest first. */
export function CasePage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const caseId = useParams()['caseId'] ?? '';
  const refresh = useRefreshCases();
  const view = useQuery({
    queryKey: ['GetCaseView', domain, caseId],
    queryFn: ({ signal }) =>
      call<CaseView>('nayose', 'GetCaseView', { DomainName: domain, CaseId: caseId }, signal),
  });
  useEvents(`case:${caseId}`, () => void refresh());
  if (view.isPending) return <Loading />;
  if (view.isError) {
    return (
      <PageProblem
        query={view}
        above={{ text: t('nav.cases'), href: places.cases(domain) }}
        gone={t('case.gone')}
      />
    );
  }
  return (
    <CaseProvider domain={domain} view={view.data} key={caseId}>
      <ContentLayout
        header={
          <div className="n-profile-head">
            <Crumbs domain={domain} number={view.data.ReferenceNumber} />
            <CaseHead />
          </div>
        }
      >
        <div className="k-case">
          <div className="k-case-side">
            <CaseFields />
            <CaseFilesBox />
          </div>
          <CaseTimeline />
        </div>
      </ContentLayout>
    </CaseProvider>
  );
}

function Crumbs({ domain, number }: { domain: string; number: string }) {
  const { t } = useTranslation();
  return <Trail above={{ text: t('nav.cases'), href: places.cases(domain) }} here={number} />;
}
