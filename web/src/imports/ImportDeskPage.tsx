import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDomain } from '../app/place.ts';
import { BucketPicker } from './BucketPicker.tsx';
import { FileDrop } from './FileDrop.tsx';
import { ImportList } from './ImportList.tsx';

/** The import desk: bring a file, see what became of the others. */
export function ImportDeskPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const [picking, setPicking] = useState(false);
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={t('imports.what')}
          actions={<Button onClick={() => setPicking(true)}>{t('imports.fromBucket')}</Button>}
        >
          {t('nav.imports')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FileDrop domain={domain} />
        <ImportList domain={domain} />
      </SpaceBetween>
      {picking && <BucketPicker domain={domain} onClose={() => setPicking(false)} />}
    </ContentLayout>
  );
}
