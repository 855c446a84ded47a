import Badge from '@cloudscape-design/components/badge';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { Role } from '../api/types.ts';
import { useReviewCounts } from '../identity/queries.ts';
import { places, useDomain } from './place.ts';

/** The rooms that are open to this role. */
export function SideNav({ role, onFollow }: { role: Role; onFollow: () => void }) {
  const { t } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const link = (text: string, href: string): SideNavigationProps.Link => ({ type: 'link', text, href });
  const items: SideNavigationProps.Item[] = [
    link(t('nav.workspace'), places.workspace(domain)),
    link(t('nav.customers'), places.customers(domain)),
    link(t('nav.cases'), places.cases(domain)),
    ...(role === 'agent'
      ? []
      : [link(t('nav.board'), places.board(domain)), link(t('nav.contacts'), places.contacts(domain))]),
    ...(role === 'agent' ? [] : [link(t('nav.imports'), places.imports(domain))]),
    ...(role === 'agent'
      ? []
      : [
          {
            type: 'section' as const,
            text: t('nav.identity'),
            items: [
              { ...link(t('nav.review'), places.review(domain)), info: <Waiting domain={domain} /> },
              link(t('nav.resolutionJobs'), places.resolutionJobs(domain)),
              link(t('nav.judgements'), places.judgements(domain)),
              link(t('nav.matching'), places.matching(domain)),
            ],
          },
        ]),
    {
      type: 'section',
      text: t('nav.data'),
      items: [
        link(t('nav.fields'), places.fields(domain)),
        link(t('nav.objectTypes'), places.objectTypes(domain)),
        ...(role === 'admin' ? [link(t('nav.caseSetUp'), places.caseSetUp(domain))] : []),
        ...(role === 'agent' ? [] : [link(t('nav.integrations'), places.integrations(domain))]),
      ],
    },
    { type: 'divider' },
    // A page of its own: one keeps it open beside the workspace.
    { ...link(t('nav.phone'), `/phone?${new URLSearchParams({ domain })}`), external: true },
    ...(role === 'admin'
      ? [
          { type: 'divider' } as const,
          link(t('nav.routing'), places.routing(domain)),
          link(t('nav.access'), places.access(domain)),
        ]
      : []),
  ];
  return (
    <SideNavigation
      activeHref={pathname.split('/').slice(0, 4).join('/')}
      items={items}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        void navigate(event.detail.href);
        onFollow();
      }}
    />
  );
}

/** How many match groups wait for somebody. */
function Waiting({ domain }: { domain: string }) {
  const { i18n } = useTranslation();
  const open = useReviewCounts(domain).data?.Open ?? 0;
  return open > 0 ? <Badge>{open.toLocaleString(i18n.language)}</Badge> : null;
}
