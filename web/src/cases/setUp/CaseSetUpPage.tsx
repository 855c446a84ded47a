import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { useDomain } from '../../app/place.ts';
import '../cases.css';
import { FieldsPanel } from './FieldsPanel.tsx';
import { LayoutsPanel } from './LayoutsPanel.tsx';
import { RulesPanel } from './RulesPanel.tsx';
import { TemplatesPanel } from './TemplatesPanel.tsx';
import { useSetUp } from './useSetUp.ts';

/** How cases look: fields with their choices, templates, layouts, rules. For admins. */
export function CaseSetUpPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [search, setSearch] = useSearchParams();
  const setUp = useSetUp(domain);
  if (setUp.isPending) return <Loading />;
  if (setUp.isError) return <Problem error={setUp.error} retry={() => void setUp.refetch()} />;
  const { data } = setUp;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('caseSetUp.what')}>
          {t('nav.caseSetUp')}
        </Header>
      }
    >
      <Tabs
        variant="container"
        activeTabId={search.get('tab') ?? 'fields'}
        onChange={({ detail }) => setSearch({ tab: detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'fields', label: t('caseSetUp.fields'), content: <FieldsPanel setUp={data} /> },
          { id: 'templates', label: t('caseSetUp.templates'), content: <TemplatesPanel setUp={data} /> },
          { id: 'layouts', label: t('caseSetUp.layouts'), content: <LayoutsPanel setUp={data} /> },
          { id: 'rules', label: t('caseSetUp.rules'), content: <RulesPanel setUp={data} /> },
        ]}
      />
    </ContentLayout>
  );
}
