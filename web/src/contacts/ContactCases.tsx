import { useTranslation } from 'react-i18next';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { CaseRows } from '../cases/CaseRows.tsx';
import { useCaseList } from '../cases/useCaseList.ts';

/** The cases of the customer that a contact is linked with. */
export function ContactCases(props: { domain: string; contactId: string; profileId: string }) {
  const { t } = useTranslation();
  const cases = useCaseList('ListProfileCases', {
    ...{ DomainName: props.domain, ProfileId: props.profileId, ContactId: props.contactId },
  });
  if (cases.isPending) return <Loading />;
  if (cases.isError) return <Problem error={cases.error} retry={() => void cases.refetch()} />;
  const linked = cases.items.filter(({ Linked }) => Linked);
  if (linked.length === 0) return <p className="n-quiet w-plain">{t('contact.noCases')}</p>;
  return <CaseRows domain={props.domain} items={linked} people={cases.people} label={t('contact.cases')} />;
}
