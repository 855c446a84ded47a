import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useNavigate } from 'react-router';
import { useTabTitle } from './tabTitle.ts';

interface TrailProps {
  /** The page above and its address. */
  above: { text: string; href: string };
  /** This page. */
  here: string;
  /** Goes up in another way than to the address. */
  onUp?: () => void;
}

/** Where a page stands: the one above it, as a link, and itself. */
export function Trail({ above, here, onUp }: TrailProps) {
  const navigate = useNavigate();
  useTabTitle(`${here} — ${above.text}`, 2);
  return (
    <BreadcrumbGroup
      items={[above, { text: here, href: '#' }]}
      onFollow={(event) => {
        event.preventDefault();
        if (event.detail.href === '#') return;
        if (onUp) onUp();
        else void navigate(event.detail.href);
      }}
    />
  );
}
