import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { SubPage } from './SubPage.tsx';

interface WayOnProps {
  title: string;
  /** Where to go from here, and its address. */
  above: { text: string; href: string };
  /** Why the page is not shown. */
  children: ReactNode;
}

/** In place of a page that there is nothing to show of: why, and where to go from here. */
export function WayOn({ title, above, children }: WayOnProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = (
    <Button
      href={above.href}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(above.href);
      }}
    >
      {t('problem.goTo', { page: above.text })}
    </Button>
  );
  return (
    <SubPage above={above} title={title}>
      <Alert type="info" action={go}>
        {children}
      </Alert>
    </SubPage>
  );
}
