import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { Problem } from './Problem.tsx';
import { SubPage } from './SubPage.tsx';
import { WayOn } from './WayOn.tsx';

interface PageProblemProps {
  /** What the page is read by. */
  query: { error: unknown; refetch: () => unknown };
  /** The page above and its address. */
  above: { text: string; href: string };
  /** What to say when nothing stands at this address. */
  gone: string;
}

/** In place of a page that cannot be shown: what is wrong, and the way on from here. */
export function PageProblem({ query, above, gone }: PageProblemProps) {
  const { t } = useTranslation();
  const { error } = query;
  if (!isGone(error)) {
    return (
      <SubPage above={above} title={t('problem.notShown')}>
        <Problem error={error} retry={() => void query.refetch()} />
      </SubPage>
    );
  }
  return (
    <WayOn title={gone} above={above}>
      {t('problem.gone')}
    </WayOn>
  );
}

/** Nothing has this address, or nothing could have it: an id of another form is refused before it is looked up. */
const isGone = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 404 || (error.status === 400 && /^1 validation error detected/.test(error.message)));
