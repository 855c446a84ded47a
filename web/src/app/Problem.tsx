import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import i18next, { type TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';

/** What went wrong in words for a person: the server's own message, or ours where there is none. */
export function problemText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t('problem.unexpected');
  if (error.status === 0) return t('problem.network');
  if (error.status === 403) return t('problem.forbidden');
  if (error.status === 429) return t('problem.busy');
  if (error.status === 501) return t('problem.notBuilt');
  if (error.status === 404 && !error.message) return t('problem.notFound');
  return serverWords(error.message, i18next.language) || t('problem.server', { status: error.status });
}

interface ProblemProps {
  error: unknown;
  title?: string;
  retry?: () => void;
  /** What to do instead of trying again. */
  action?: ReactNode;
}

/** A failed request in place of its result, with a way to try again or another way on. */
export function Problem({ error, title, retry, action }: ProblemProps) {
  const { t } = useTranslation();
  // Who may not do something may not do it the second time either.
  const again = retry && !(error instanceof ApiError && error.status === 403);
  return (
    <Alert
      type="error"
      header={title ?? t('problem.title')}
      action={action || (again && <Button onClick={retry}>{t('action.retry')}</Button>)}
    >
      <SafeText text={problemText(error, t)} />
    </Alert>
  );
}
