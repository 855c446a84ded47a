import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionLost } from '../api/events.ts';

/** A stream that is taken up again within this time was never missed. */
const graceMillis = 2_500;

/** Says that what is shown may be old, while the stream of events is broken. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const lost = useConnectionLost();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lost) return setShown(false);
    const timer = setTimeout(() => setShown(true), graceMillis);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status" className="w-lost" data-shown={shown}>
      {shown && t('work.connectionLost')}
    </div>
  );
}
