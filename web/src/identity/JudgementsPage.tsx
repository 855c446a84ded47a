import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { ReadList } from '../data/ReadList.tsx';
import { actorName } from '../profile/Provenance.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { nameOfPerson } from './compare/names.ts';
import './judgements.css';
import { forgetGroups } from './queries.ts';
import type { Judgement, Person } from './types.ts';

const pictures = { SAME: 'success', DIFFERENT: 'stopped', LATER: 'pending' } as const;

/** Who decided what about whom; a decision can be withdrawn. */
export function JudgementsPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const judgements = usePages<Judgement>({
    service: 'nayose',
    operation: 'ListJudgements',
    input: { DomainName: domain, MaxResults: 50 },
    member: 'Items',
  });
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('judgements.what')}>
          {t('nav.judgements')}
        </Header>
      }
    >
      <ReadList
        pages={judgements}
        id={(item) => item.JudgementId}
        text={(item) => [item.Left, item.Right].map((one) => (one ? nameOfPerson(one) : '')).join(' ')}
        none={t('judgements.none')}
        noneHow={t('judgements.noneHow')}
        columns={[
          {
            id: 'who',
            minWidth: 200,
            header: t('judgements.who'),
            isRowHeader: true,
            cell: (item) => <Pair domain={domain} item={item} />,
          },
          {
            id: 'verdict',
            minWidth: 190,
            header: t('judgements.verdict'),
            cell: ({ Verdict }) => (
              <StatusIndicator type={pictures[Verdict]}>
                {t(`judgements.verdicts.${Verdict}`)}
              </StatusIndicator>
            ),
          },
          {
            id: 'by',
            header: t('judgements.by'),
            cell: ({ Actor }) => <SafeText text={actorName(Actor) ?? '–'} limit={80} />,
          },
          {
            id: 'at',
            minWidth: 150,
            header: t('judgements.at'),
            cell: ({ At }) => showMoment(At, i18n.language as Language),
          },
          {
            id: 'withdraw',
            header: '',
            minWidth: 140,
            cell: (item) => <Withdraw domain={domain} item={item} />,
          },
        ]}
      />
    </ContentLayout>
  );
}

/** Both as they were when somebody decided; who has the same name is told apart by what else is known. */
function Pair({ domain, item }: { domain: string; item: Judgement }) {
  const { Left, Right } = item;
  const alike = Left && Right && nameOfPerson(Left) === nameOfPerson(Right);
  return (
    <span className="n-pair">
      <Who
        domain={domain}
        id={item.LeftProfileId}
        person={Left}
        more={alike ? tellingApart(Left, Right) : undefined}
      />
      <span aria-hidden="true">/</span>
      <Who
        domain={domain}
        id={item.RightProfileId}
        person={Right}
        more={alike ? tellingApart(Right, Left) : undefined}
      />
    </span>
  );
}

const telling = ['Reading', 'BirthDate', 'PhoneNumber', 'EmailAddress', 'City', 'AccountNumber'] as const;

/** The first thing known of somebody that is not the same of the other. */
function tellingApart(one: Person, other: Person): string | undefined {
  const name = telling.find((field) => one[field] !== undefined && one[field] !== other[field]);
  return name && one[name];
}

interface WhoProps {
  domain: string;
  id: string;
  person: Person | undefined;
  more: string | undefined;
}

function Who({ domain, id, person, more }: WhoProps) {
  const { t } = useTranslation();
  if (!person) return <span className="n-quiet">{t('judgements.gone')}</span>;
  return (
    <span>
      <Link to={places.customer(domain, id)}>
        <SafeText text={nameOfPerson(person) || t('customer.noName')} limit={80} />
      </Link>
      {more && (
        <span className="n-quiet n-pair-more">
          <SafeText text={more} limit={60} />
        </span>
      )}
    </span>
  );
}

function Withdraw({ domain, item }: { domain: string; item: Judgement }) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () =>
      call('nayose', 'WithdrawJudgement', { DomainName: domain, JudgementId: item.JudgementId }),
    onSuccess: () => {
      forgetGroups(queries);
      flash({ type: 'success', text: t('judgements.done') });
    },
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
  if (item.WithdrawnAt !== undefined) return <span className="n-quiet">{t('judgements.withdrawn')}</span>;
  return (
    <Button variant="inline-link" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
      {t('judgements.withdraw')}
    </Button>
  );
}
