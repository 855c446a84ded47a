import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiError, call } from '../api/client.ts';
import type { Inspection } from '../api/types.ts';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { SubPage } from '../app/SubPage.tsx';
import { FileFacts, type Reading } from './FileFacts.tsx';
import { FirstRows } from './FirstRows.tsx';
import { MappingDesk } from './MappingDesk.tsx';
import { fileNameOf } from './mapping.ts';

/** A file before its import: how it was read, its first rows, the mapping, the dry run. */
export function PreparePage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [search] = useSearchParams();
  const file = { bucket: search.get('bucket') ?? '', key: search.get('key') ?? '' };
  const [reading, setReading] = useState<Reading>({});
  const inspection = useQuery({
    queryKey: ['InspectFile', domain, file, reading],
    queryFn: ({ signal }) =>
      call<Inspection>(
        'nayose',
        'InspectFile',
        { DomainName: domain, Bucket: file.bucket, Key: file.key, ...reading },
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // Such an address was cut short; files are chosen on the desk.
  if (!file.key) return <Navigate to={places.imports(domain)} replace />;
  return (
    <SubPage
      above={{ text: t('nav.imports'), href: places.imports(domain) }}
      title={fileNameOf(file.key)}
      here={t('inspect.title')}
    >
      {inspection.isPending && <Loading />}
      {inspection.isError && (
        <Problem
          error={inspection.error}
          title={t('inspect.unreadable')}
          retry={() => void inspection.refetch()}
          action={isRefused(inspection.error) && <OtherFile />}
        />
      )}
      {(!inspection.isPending || Object.keys(reading).length > 0) && (
        <FileFacts
          inspection={inspection.isError ? undefined : inspection.data}
          reading={reading}
          onReading={setReading}
          busy={inspection.isFetching}
        />
      )}
      {inspection.data && !inspection.isError && (
        <SpaceBetween size="m">
          <FirstRows inspection={inspection.data} />
          <MappingDesk
            key={JSON.stringify(inspection.data.Header)}
            domain={domain}
            file={file}
            reading={reading}
            inspection={inspection.data}
          />
        </SpaceBetween>
      )}
    </SubPage>
  );
}

/** The file itself is at fault: reading it once more would end the same way. */
const isRefused = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 429;

function OtherFile() {
  const { t } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  return <Button onClick={() => void navigate(places.imports(domain))}>{t('inspect.otherFile')}</Button>;
}
