import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import { Empty } from '../app/Empty.tsx';
import { useFlash } from '../app/flash.tsx';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem, problemText } from '../app/Problem.tsx';
import { CaseRows } from './CaseRows.tsx';
import { NewCase } from './NewCase.tsx';
import type { CaseItem } from './types.ts';
import { useCaseList } from './useCaseList.ts';
import { useRefreshCases } from './useCases.ts';

interface CasesTabProps {
  domainName: string;
  profileId: string;
  /** The running contact: a new case is linked with it, and older ones can be. */
  contactId?: string | undefined;
}

/** Cases of a customer, newest first, with a way to write one. Moves by itself. */
export function CasesTab({ domainName, profileId, contactId }: CasesTabProps) {
  const { t } = useTranslation();
  const [creating, setCreating] = useState(false);
  const refresh = useRefreshCases();
  const cases = useCaseList('ListProfileCases', {
    ...{ DomainName: domainName, ProfileId: profileId },
    ...(contactId && { ContactId: contactId }),
  });
  useEvents(`profileCases:${profileId}`, () => void refresh());
  // A merge brings the cases of others along, an undo takes them away.
  useEvents(`profile:${profileId}`, () => void refresh());
  const add = (
    <Button
      iconName="add-plus"
      variant="primary"
      nativeButtonAttributes={{ 'data-work': 'newCase' }}
      onClick={() => setCreating(true)}
    >
      {t('case.add')}
    </Button>
  );
  return (
    <div className="k-tab">
      {cases.isPending && <Loading />}
      {cases.isError && <Problem error={cases.error} retry={() => void cases.refetch()} />}
      {cases.isSuccess && cases.items.length === 0 && (
        <Empty title={t('case.none')} action={add}>
          {t('case.noneHow')}
        </Empty>
      )}
      {cases.items.length > 0 && (
        <>
          <div className="k-tab-head">
            <span className="n-quiet">{t('case.count', { count: cases.total })}</span>
            {add}
          </div>
          <CaseRows
            domain={domainName}
            items={cases.items}
            people={cases.people}
            label={t('tab.cases')}
            {...(contactId && {
              action: (item: CaseItem) => (
                <LinkContact domainName={domainName} item={item} contactId={contactId} />
              ),
            })}
          />
          <MoreButton pages={cases} />
        </>
      )}
      {creating && (
        <NewCase
          domainName={domainName}
          profileId={profileId}
          contactId={contactId}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  );
}

interface LinkContactProps {
  domainName: string;
  item: CaseItem;
  contactId: string;
}

/** Links the running contact with a case that is there, or says that it is. */
function LinkContact({ domainName, item, contactId }: LinkContactProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const refresh = useRefreshCases();
  const link = useMutation({
    mutationFn: () =>
      call('nayose', 'LinkContactToCase', {
        ...{ DomainName: domainName, CaseId: item.CaseId, ContactId: contactId },
      }),
    onSuccess: refresh,
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
  if (item.Linked) return <span className="n-quiet k-linked">{t('case.linked')}</span>;
  return (
    <Button variant="inline-link" iconName="external" loading={link.isPending} onClick={() => link.mutate()}>
      {t('case.link')}
    </Button>
  );
}
