import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';

/** A list that comes page by page. */
export interface MorePages {
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
  refetch: () => Promise<unknown>;
}

interface MoreButtonProps extends Pick<ButtonProps, 'variant'> {
  pages: MorePages;
  /** What it says; absent: more. */
  label?: string;
}

/** Fetches the next page of a list; nothing where there is none. */
export function MoreButton({ pages, label, variant = 'normal' }: MoreButtonProps) {
  const { t } = useTranslation();
  if (!pages.hasNextPage) return null;
  // The library breaks off a list that is being read again for the page; it is read again after that.
  const { isFetching } = pages;
  const more = () => void pages.fetchNextPage().then(() => isFetching && pages.refetch());
  return (
    <Button variant={variant} onClick={more} loading={pages.isFetchingNextPage}>
      {label ?? t('action.more')}
    </Button>
  );
}
