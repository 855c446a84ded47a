import { I18nProvider } from '@cloudscape-design/components/i18n';
import { QueryCache, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router';
import { ApiError } from '../api/client.ts';
import { Queries } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { componentTextsOf } from '../i18n.ts';
import type { Language } from '../values/dates.ts';
import { FlashProvider } from './flash.tsx';
import { Loading } from './Loading.tsx';
import { NoSuchDomain } from './NoSuchDomain.tsx';
import { Problem } from './Problem.tsx';
import { places, useDomain } from './place.ts';
import { type Preferences, PreferencesProvider } from './preferences.tsx';

const SignInPage = lazy(async () => ({ default: (await import('../signIn/SignInPage.tsx')).SignInPage }));
const FirstDomainPage = lazy(async () => ({
  default: (await import('./FirstDomainPage.tsx')).FirstDomainPage,
}));
const Shell = lazy(async () => ({ default: (await import('./Shell.tsx')).Shell }));
const CustomersPage = lazy(async () => ({
  default: (await import('../customers/CustomersPage.tsx')).CustomersPage,
}));
const NewCustomerPage = lazy(async () => ({
  default: (await import('../customers/NewCustomerPage.tsx')).NewCustomerPage,
}));
const ProfilePage = lazy(async () => ({ default: (await import('../profile/ProfilePage.tsx')).ProfilePage }));
const ReviewPage = lazy(async () => ({
  default: (await import('../identity/review/ReviewPage.tsx')).ReviewPage,
}));
const JobsPage = lazy(async () => ({ default: (await import('../identity/jobs/JobsPage.tsx')).JobsPage }));
const JobPage = lazy(async () => ({ default: (await import('../identity/jobs/JobPage.tsx')).JobPage }));
const JudgementsPage = lazy(async () => ({
  default: (await import('../identity/JudgementsPage.tsx')).JudgementsPage,
}));
const MatchingPage = lazy(async () => ({
  default: (await import('../identity/settings/MatchingPage.tsx')).MatchingPage,
}));
const PreviewPage = lazy(async () => ({
  default: (await import('../identity/settings/PreviewPage.tsx')).PreviewPage,
}));
const MergePage = lazy(async () => ({
  default: (await import('../identity/merges/MergePage.tsx')).MergePage,
}));
const WorkspacePage = lazy(async () => ({
  default: (await import('../workspace/WorkspacePage.tsx')).WorkspacePage,
}));
const ContactPage = lazy(async () => ({
  default: (await import('../contacts/ContactPage.tsx')).ContactPage,
}));
const ContactSearchPage = lazy(async () => ({
  default: (await import('../contacts/ContactSearchPage.tsx')).ContactSearchPage,
}));
const RoutingPage = lazy(async () => ({
  default: (await import('../contacts/routing/RoutingPage.tsx')).RoutingPage,
}));
const BoardPage = lazy(async () => ({ default: (await import('../contacts/BoardPage.tsx')).BoardPage }));
const CasesPage = lazy(async () => ({ default: (await import('../cases/CasesPage.tsx')).CasesPage }));
const CasePage = lazy(async () => ({ default: (await import('../cases/CasePage.tsx')).CasePage }));
const CaseSetUpPage = lazy(async () => ({
  default: (await import('../cases/setUp/CaseSetUpPage.tsx')).CaseSetUpPage,
}));
const ImportDeskPage = lazy(async () => ({
  default: (await import('../imports/ImportDeskPage.tsx')).ImportDeskPage,
}));
const PreparePage = lazy(async () => ({ default: (await import('../imports/PreparePage.tsx')).PreparePage }));
const ImportPage = lazy(async () => ({ default: (await import('../imports/ImportPage.tsx')).ImportPage }));
const ObjectTypesPage = lazy(async () => ({
  default: (await import('../data/ObjectTypesPage.tsx')).ObjectTypesPage,
}));
const ObjectTypePage = lazy(async () => ({
  default: (await import('../data/ObjectTypePage.tsx')).ObjectTypePage,
}));
const FieldsPage = lazy(async () => ({ default: (await import('../data/FieldsPage.tsx')).FieldsPage }));
const IntegrationsPage = lazy(async () => ({
  default: (await import('../data/integrations/IntegrationsPage.tsx')).IntegrationsPage,
}));
const IntegrationPage = lazy(async () => ({
  default: (await import('../data/integrations/IntegrationPage.tsx')).IntegrationPage,
}));
const AccessPage = lazy(async () => ({ default: (await import('../access/AccessPage.tsx')).AccessPage }));

const queries = new Queries({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401) queries.setQueryData(['session'], null);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status >= 502),
    },
  },
});

/** The whole app: texts, colours, fetched data, addresses. */
export function App({ preferences }: { preferences: Preferences }) {
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider initial={preferences}>
        <ComponentTexts>
          <FlashProvider>
            {/* A key acts on what the one before it brought to hand, so the address counts at once. */}
            <BrowserRouter useTransitions={false}>
              <Suspense fallback={<Loading />}>
                <Places />
              </Suspense>
            </BrowserRouter>
          </FlashProvider>
        </ComponentTexts>
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function ComponentTexts({ children }: { children: ReactNode }) {
  const language = useTranslation().i18n.language as Language;
  const messages = componentTextsOf(language);
  return (
    <I18nProvider locale={language} messages={messages ? [messages] : []}>
      {children}
    </I18nProvider>
  );
}

function Places() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/phone" element={<OtherPage />} />
      <Route element={<SignedIn />}>
        <Route index element={<Start />} />
      </Route>
      <Route path="/d/:domain" element={<SignedIn shell />}>
        <Route index element={<Home />} />
        <Route path="workspace" element={<WorkspacePage />} />
        <Route path="contacts" element={<ContactSearchPage />} />
        <Route path="contacts/:contactId" element={<ContactPage />} />
        <Route path="board" element={<BoardPage />} />
        <Route path="routing" element={<RoutingPage />} />
        <Route path="customers" element={<CustomersPage />} />
        <Route path="customers/new" element={<NewCustomerPage />} />
        <Route path="customers/:profileId" element={<ProfilePage />} />
        <Route path="cases" element={<CasesPage />} />
        <Route path="cases/:caseId" element={<CasePage />} />
        <Route path="case-settings" element={<CaseSetUpPage />} />
        <Route path="review" element={<ReviewPage />} />
        <Route path="resolution-jobs" element={<JobsPage />} />
        <Route path="resolution-jobs/:jobId" element={<JobPage />} />
        <Route path="judgements" element={<JudgementsPage />} />
        <Route path="matching" element={<MatchingPage />} />
        <Route path="matching/preview/:jobId" element={<PreviewPage />} />
        <Route path="merge" element={<MergePage />} />
        <Route path="imports" element={<ImportDeskPage />} />
        <Route path="imports/new" element={<PreparePage />} />
        <Route path="imports/:importId" element={<ImportPage />} />
        <Route path="object-types" element={<ObjectTypesPage />} />
        <Route path="object-types/:name" element={<ObjectTypePage />} />
        <Route path="fields" element={<FieldsPage />} />
        <Route path="integrations" element={<IntegrationsPage />} />
        <Route path="integrations/one" element={<IntegrationPage />} />
        <Route path="access" element={<AccessPage />} />
      </Route>
      <Route path="*" element={<Navigate to="/" replace />} />
    </Routes>
  );
}

/** A page with a bundle of its own, as after signing in on the way to it: the server has it. */
function OtherPage() {
  const { pathname, search } = useLocation();
  useEffect(() => location.replace(pathname + search), [pathname, search]);
  return <Loading />;
}

/** Shows what belongs to people with a session; sends everyone else to sign in and back again. */
function SignedIn({ shell = false }: { shell?: boolean }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  const domain = useDomain();
  if (session.isPending) return <Loading />;
  if (session.isError) {
    return (
      <main className="n-page-problem">
        <Problem error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  if (!session.data)
    return <Navigate to={`/sign-in?${new URLSearchParams({ to: pathname + search })}`} replace />;
  if (!shell) return <Start />;
  if (!mayBeThere(session.data, domain)) return <NoSuchDomain domain={domain} />;
  return <Shell session={session.data} />;
}

/** The session names the first thousand domains; what it does not tell of is not doubted. */
const mayBeThere = ({ Domains }: Session, domain: string) =>
  Domains.includes(domain) || Domains.length >= 1_000;

/** The domain last used in this browser, else the first there is. */
function Start() {
  const domains = useSession().data?.Domains ?? [];
  const last = localStorage.getItem('nayose.domain');
  const domain = domains.find((name) => name === last) ?? domains[0];
  if (!domain) return <FirstDomainPage />;
  return <Navigate to={places.home(domain)} replace />;
}

/** The first screen of a domain: an agent's work, else the customers. */
function Home() {
  const domain = useDomain();
  const agent = useSession().data?.User.Role === 'agent';
  return <Navigate to={agent ? places.workspace(domain) : places.customers(domain)} replace />;
}
