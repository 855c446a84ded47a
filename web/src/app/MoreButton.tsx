import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';

interface MoreButtonProps {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Fetches the next page of a list; nothing where there is none. */
export function MoreButton({ pages }: MoreButtonProps) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  return (
    <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
      {t('action.more')}
    </Button>
  );
}
