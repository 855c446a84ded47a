import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { KeyList } from './KeyList.tsx';
import { UserList } from './UserList.tsx';

/** Who may sign in, and which programs may call. */
export function AccessPage() {
  const { t } = useTranslation();
  return (
    <ContentLayout header={<Header variant="h1">{t('nav.access')}</Header>}>
      <SpaceBetween size="l">
        <UserList />
        <KeyList />
      </SpaceBetween>
    </ContentLayout>
  );
}
