import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { call } from '../api/client.ts';
import type { Import } from '../api/types.ts';
import { FactList } from '../app/FactList.tsx';
import { Loading } from '../app/Loading.tsx';
import { PageProblem } from '../app/PageProblem.tsx';
import { places, useDomain } from '../app/place.ts';
import { SubPage } from '../app/SubPage.tsx';
import { actorName } from '../profile/Provenance.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { ImportReport } from './ImportReport.tsx';
import { fileNameOf } from './mapping.ts';
import { isUnderWay } from './progress.ts';
import { encodings } from './readingChoices.ts';
import { useImport } from './useImport.ts';

/** One import: progress while it runs, the report afterwards. */
export function ImportPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const importId = useParams()['importId'] ?? '';
  const query = useImport(domain, importId);
  if (query.isPending) return <Loading />;
  const above = { text: t('nav.imports'), href: places.imports(domain) };
  if (query.isError) {
    return <PageProblem query={query} above={above} gone={t('imports.gone')} />;
  }
  const item = query.data;
  return (
    <SubPage
      above={above}
      title={fileNameOf(item.Key)}
      actions={<ImportActions domain={domain} item={item} />}
    >
      <Container>
        <ImportReport item={item} />
      </Container>
      <Container header={<Header variant="h2">{t('imports.facts')}</Header>}>
        <ImportFacts domain={domain} item={item} />
      </Container>
    </SubPage>
  );
}

function ImportActions({ domain, item }: { domain: string; item: Import }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const cancel = useMutation({
    mutationFn: () => call('nayose', 'CancelImport', { DomainName: domain, ImportId: item.ImportId }),
  });
  if (isUnderWay(item)) {
    return (
      <Button onClick={() => cancel.mutate()} loading={cancel.isPending || cancel.isSuccess}>
        {t('imports.cancel')}
      </Button>
    );
  }
  const brought = !item.DryRun && item.Created + item.Updated > 0;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => void navigate(places.prepareImport(domain, item.Bucket, item.Key))}>
        {t('imports.again')}
      </Button>
      {brought && (
        <Button variant="primary" onClick={() => void navigate(places.customers(domain))}>
          {t('imports.toCustomers')}
        </Button>
      )}
    </SpaceBetween>
  );
}

function ImportFacts({ domain, item }: { domain: string; item: Import }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const facts = [
    [t('imports.objectType'), <TypeLink key="type" domain={domain} name={item.ObjectTypeName} />],
    [t('imports.place'), `${item.Bucket}/${item.Key}`],
    [t('inspect.encoding'), encodings.find(({ value }) => value === item.Encoding)?.label ?? item.Encoding],
    [t('imports.startedAt'), showMoment(item.StartedAt ?? item.CreatedAt, language)],
    [t('imports.endedAt'), showMoment(item.EndedAt, language)],
    [t('imports.startedBy'), <Starter key="starter" domain={domain} startedBy={item.StartedBy} />],
  ] as const;
  return <FactList facts={facts} />;
}

/** The type that the rows came in as. */
function TypeLink({ domain, name }: { domain: string; name: string | undefined }) {
  if (!name) return '–';
  return (
    <Link to={places.objectType(domain, name)}>
      <SafeText text={name} limit={120} />
    </Link>
  );
}

/** The person, or the integration, with the way to it. */
function Starter({ domain, startedBy = '' }: { domain: string; startedBy: string | undefined }) {
  const name = <SafeText text={actorName(startedBy) ?? '–'} limit={200} />;
  const integration = /^s3:|:appflow:/.test(startedBy);
  return integration ? <Link to={places.integration(domain, startedBy)}>{name}</Link> : name;
}
