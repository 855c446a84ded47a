import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { call } from '../../api/client.ts';
import type { ProfileView } from '../../api/types.ts';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { Trail } from '../../app/Trail.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { nameOfMember } from '../compare/names.ts';
import type { Member } from '../types.ts';
import { AddCustomer } from './AddCustomer.tsx';
import { MergeDesk } from './MergeDesk.tsx';
import { memberOf } from './memberOf.ts';
import './merges.css';

/** Customers chosen by hand, side by side, to be made one. */
export function MergePage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [search, setSearch] = useSearchParams();
  const ids = [...new Set((search.get('ids') ?? '').split(',').filter(Boolean))];
  const setIds = (next: string[]) => setSearch({ ids: next.join(',') }, { replace: true });
  const profiles = useProfiles(domain, ids);
  const members = profiles.flatMap(({ data }) => data ?? []);
  // A merged profile answers under its old ids too.
  const distinct = members.filter(
    (member, at) => members.findIndex(({ ProfileId }) => ProfileId === member.ProfileId) === at,
  );
  const failed = profiles.find(({ isError }) => isError);
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Trail
            above={{ text: t('nav.customers'), href: places.customers(domain) }}
            here={t('merge.title')}
          />
          <Header variant="h1" description={t('merge.what')}>
            {t('merge.title')}
          </Header>
        </SpaceBetween>
      }
    >
      {failed && <Problem error={failed.error} title={t('merge.gone')} />}
      <Chosen members={distinct} onRemove={(id) => setIds(ids.filter((other) => other !== id))} />
      <div className="n-merge-add">
        <AddCustomer domain={domain} chosen={ids} onAdd={(id) => setIds([...ids, id])} />
      </div>
      {profiles.some(({ isPending }) => isPending) && <Loading />}
      {distinct.length === 1 && members.length > 1 && <Container>{t('merge.same')}</Container>}
      {distinct.length > 1 && (
        <MergeDesk
          key={distinct.map(({ ProfileId }) => ProfileId).join()}
          domain={domain}
          members={distinct}
        />
      )}
    </ContentLayout>
  );
}

const useProfiles = (domain: string, ids: readonly string[]) =>
  useQueries({
    queries: ids.map((id) => ({
      queryKey: ['GetProfileView', domain, id, 'member'],
      queryFn: ({ signal }: { signal: AbortSignal }): Promise<Member> =>
        call<ProfileView>('nayose', 'GetProfileView', { DomainName: domain, ProfileId: id }, signal).then(
          memberOf,
        ),
    })),
  });

function Chosen({ members, onRemove }: { members: Member[]; onRemove: (profileId: string) => void }) {
  const { t } = useTranslation();
  return (
    <ul className="n-merge-people">
      {members.map((member) => {
        const name = nameOfMember(member) || t('customer.noName');
        return (
          <li key={member.ProfileId}>
            <SafeText text={name} limit={60} />
            <button
              type="button"
              aria-label={t('merge.remove', { name })}
              onClick={() => onRemove(member.ProfileId)}
            >
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}
