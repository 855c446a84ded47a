import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useEvents } from '../api/events.ts';
import { useSession } from '../api/session.ts';
import { Empty } from '../app/Empty.tsx';
import { FilterChoice } from '../app/FilterChoice.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { WordsField } from '../app/WordsField.tsx';
import { CaseRows } from './CaseRows.tsx';
import './cases.css';
import { useCaseList } from './useCaseList.ts';
import { useCaseForm, useColleagues, useRefreshCases } from './useCases.ts';
import { useOptionName } from './words.tsx';

/** What the list is narrowed by; kept in the address. */
interface Filters {
  q: string;
  status: string;
  who: string;
}

const countedAtMost = 1_000;
const followAfterMillis = 1_000;

/** Cases of the domain, last changed first: by words, status and who looks after them. */
export function CasesPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  const role = useSession().data?.User.Role;
  const [search, setSearch] = useSearchParams();
  const filters: Filters = {
    q: search.get('q') ?? '',
    status: search.get('status') ?? 'NOT_CLOSED',
    who: search.get('who') ?? '',
  };
  const change = (part: Partial<Filters>) => {
    const next = Object.entries({ ...filters, ...part }).filter(([, value]) => value !== '');
    setSearch(Object.fromEntries(next), { replace: true });
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('case.listWhat')}
          actions={
            role === 'admin' && (
              <Button iconName="settings" onClick={() => void navigate(places.caseSetUp(domain))}>
                {t('nav.caseSetUp')}
              </Button>
            )
          }
        >
          {t('nav.cases')}
        </Header>
      }
    >
      <Container header={<FilterBar domain={domain} filters={filters} onChange={change} />}>
        <Found domain={domain} filters={filters} />
      </Container>
    </ContentLayout>
  );
}

function Found({ domain, filters }: { domain: string; filters: Filters }) {
  const { t } = useTranslation();
  const refresh = useRefreshCases();
  const cases = useCaseList('FindCases', {
    DomainName: domain,
    ...(filters.q && { SearchTerm: filters.q.slice(0, 255) }),
    ...(filters.status !== 'ALL' && { Status: filters.status }),
    ...(filters.who && { AssignedUser: filters.who }),
  });
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Many people work on many cases: the list follows at its own pace.
  useEvents(`domain:${domain}`, () => {
    soon.current ??= setTimeout(() => {
      soon.current = undefined;
      void refresh();
    }, followAfterMillis);
  });
  useEffect(() => () => clearTimeout(soon.current), []);
  if (cases.isPending) return <Loading />;
  if (cases.isError) return <Problem error={cases.error} retry={() => void cases.refetch()} />;
  if (cases.items.length === 0) return <Empty title={t('case.noneFound')}>{t('case.noneFoundHow')}</Empty>;
  return (
    <div className="k-tab">
      <div className="n-quiet" role="status">
        {cases.total > countedAtMost
          ? t('case.countMore', { count: countedAtMost })
          : t('case.count', { count: cases.total })}
      </div>
      <CaseRows domain={domain} items={cases.items} people={cases.people} label={t('nav.cases')} customers />
      <MoreButton pages={cases} />
    </div>
  );
}

interface FilterBarProps {
  domain: string;
  filters: Filters;
  onChange: (part: Partial<Filters>) => void;
}

function FilterBar({ domain, filters, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const optionName = useOptionName();
  const people = useColleagues().data?.Items ?? [];
  const form = useCaseForm({ DomainName: domain, Fields: {} });
  const statuses = form.data?.Form.Fields.find(({ FieldId }) => FieldId === 'status')?.Options ?? [];
  return (
    <div className="k-filters">
      <WordsField
        label={t('case.words')}
        placeholder={t('case.wordsExample')}
        value={filters.q}
        onChange={(q) => onChange({ q })}
      />
      <FilterChoice
        label={t('case.field.status')}
        value={filters.status}
        options={[
          { value: 'NOT_CLOSED', label: t('case.notClosed') },
          ...statuses.map((option) => ({ value: option.Value, label: optionName('status', option) })),
          { value: 'ALL', label: t('case.all') },
        ]}
        onChange={(status) => onChange({ status: status === 'NOT_CLOSED' ? '' : status })}
      />
      <FilterChoice
        label={t('case.field.assigned_user')}
        value={filters.who}
        options={[
          { value: '', label: t('case.anybody') },
          { value: 'ME', label: t('case.mine') },
          { value: 'NOBODY', label: t('case.nobody') },
          ...people.filter(({ Me }) => !Me).map(({ UserArn, Name }) => ({ value: UserArn, label: Name })),
        ]}
        onChange={(who) => onChange({ who })}
      />
    </div>
  );
}
