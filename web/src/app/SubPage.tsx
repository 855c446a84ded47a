import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { SafeText } from '../text/SafeText.tsx';
import { Trail } from './Trail.tsx';

interface SubPageProps {
  /** The page above and its address. */
  above: { text: string; href: string };
  /** What it is about, such as the name of a file; the trail shows its beginning, unless `here` says otherwise. */
  title: string;
  here?: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page that stands below another: the trail, its head, and what it shows. */
export function SubPage({ above, title, here, description, actions, children }: SubPageProps) {
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Trail above={above} here={here ?? title.slice(0, 60)} />
          <Header variant="h1" description={description} actions={actions}>
            <SafeText text={title} limit={120} />
          </Header>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">{children}</SpaceBetween>
    </ContentLayout>
  );
}
