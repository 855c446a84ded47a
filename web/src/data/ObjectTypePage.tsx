import Badge from '@cloudscape-design/components/badge';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { call } from '../api/client.ts';
import type { ObjectTypeDetail } from '../api/types.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { FactList } from '../app/FactList.tsx';
import { Loading } from '../app/Loading.tsx';
import { PageProblem } from '../app/PageProblem.tsx';
import { places, useDomain } from '../app/place.ts';
import { SubPage } from '../app/SubPage.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';

/** One object type: its fields, where they go, and its keys. */
export function ObjectTypePage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const name = useParams()['name'] ?? '';
  const type = useQuery({
    queryKey: ['GetProfileObjectType', domain, name],
    queryFn: ({ signal }) =>
      call<ObjectTypeDetail>(
        'profile',
        'GetProfileObjectType',
        { DomainName: domain, ObjectTypeName: name },
        signal,
      ),
  });
  if (type.isPending) return <Loading />;
  const above = { text: t('nav.objectTypes'), href: places.objectTypes(domain) };
  if (type.isError) {
    return <PageProblem query={type} above={above} gone={t('objectTypes.gone')} />;
  }
  return (
    <SubPage
      above={above}
      title={name}
      description={<SafeText text={serverWords(type.data.Description ?? '', i18n.language)} limit={300} />}
    >
      <Facts type={type.data} />
      <Fields type={type.data} />
      <Keys type={type.data} />
    </SubPage>
  );
}

function Facts({ type }: { type: ObjectTypeDetail }) {
  const { t } = useTranslation();
  const facts = [
    [t('objectTypes.template'), type.TemplateId],
    [t('objectTypes.creates'), t(type.AllowProfileCreation ? 'word.yes' : 'word.no')],
    [t('objectTypes.priority'), type.SourcePriority?.toString()],
    [
      t('objectTypes.expiration'),
      type.ExpirationDays && t('objectTypes.days', { count: type.ExpirationDays }),
    ],
    [t('objectTypes.timeFormat'), type.SourceLastUpdatedTimestampFormat],
  ] as const;
  return (
    <Container>
      <FactList facts={facts} />
    </Container>
  );
}

function Fields({ type }: { type: ObjectTypeDetail }) {
  const { t } = useTranslation();
  // The order of the file is not kept; by their names they can be found.
  const items = Object.entries(type.Fields ?? {})
    .map(([name, field]) => ({ name, ...field }))
    .sort((one, other) => one.name.localeCompare(other.name));
  return (
    <DataTable
      items={items}
      trackBy="name"
      wrapLines
      header={
        <Header variant="h2" counter={`(${items.length})`}>
          {t('objectTypes.fields')}
        </Header>
      }
      empty={<Empty title={t('objectTypes.noFields')} />}
      columnDefinitions={[
        {
          id: 'name',
          header: t('objectTypes.field'),
          isRowHeader: true,
          cell: (item) => <SafeText text={item.name} limit={100} />,
        },
        {
          id: 'source',
          header: t('objectTypes.source'),
          cell: (item) => (
            <code>
              <SafeText text={item.Source ?? ''} limit={300} />
            </code>
          ),
        },
        {
          id: 'target',
          header: t('objectTypes.target'),
          cell: (item) => (
            <code>
              <SafeText text={item.Target ?? '–'} limit={200} />
            </code>
          ),
        },
        {
          id: 'type',
          header: t('objectTypes.contentType'),
          cell: (item) => (item.ContentType ? <Term kind="contentTypes" name={item.ContentType} /> : '–'),
        },
      ]}
    />
  );
}

function Keys({ type }: { type: ObjectTypeDetail }) {
  const { t } = useTranslation();
  const items = Object.entries(type.Keys ?? {}).flatMap(([name, keys]) =>
    keys.map((key, at) => ({
      id: `${name} ${at}`,
      name,
      fields: key.FieldNames ?? [],
      marks: key.StandardIdentifiers ?? [],
    })),
  );
  return (
    <DataTable
      items={items}
      trackBy="id"
      wrapLines
      header={
        <Header variant="h2" counter={`(${items.length})`}>
          {t('objectTypes.keys')}
        </Header>
      }
      empty={<Empty title={t('objectTypes.noKeys')} />}
      columnDefinitions={[
        {
          id: 'name',
          header: t('objectTypes.key'),
          isRowHeader: true,
          cell: (item) => <SafeText text={item.name} limit={100} />,
        },
        {
          id: 'fields',
          header: t('objectTypes.keyFields'),
          cell: (item) => <SafeText text={item.fields.join(', ')} limit={300} />,
        },
        {
          id: 'marks',
          header: t('objectTypes.identifiers'),
          cell: (item) => (
            <SpaceBetween direction="horizontal" size="xxs">
              {item.marks.map((mark) => (
                <Badge key={mark}>
                  <Term kind="marks" name={mark} />
                </Badge>
              ))}
            </SpaceBetween>
          ),
        },
      ]}
    />
  );
}

/** A word of the API in the reader's language; its own name stands in the title, for those who know the API. */
function Term({ kind, name }: { kind: 'contentTypes' | 'marks'; name: string }) {
  const { t, i18n } = useTranslation();
  const key = `objectTypes.${kind}.${name}`;
  return <span title={name}>{i18n.exists(key) ? t(key as never) : name}</span>;
}
