import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { Key } from './Key.tsx';
import type { Decided } from './useDecisions.ts';

/** How long the way back stays on the screen, in milliseconds; the profile's page offers it for ever. */
const shownFor = 12_000;

interface DecisionToastProps {
  decided: Decided;
  onTakeBack: () => void;
  onForget: () => void;
}

/** What was decided just now, and the way back. */
export function DecisionToast({ decided, onTakeBack, onForget }: DecisionToastProps) {
  const { t } = useTranslation();
  const forget = useRef(onForget);
  forget.current = onForget;
  useEffect(() => {
    const timer = setTimeout(() => forget.current(), shownFor);
    return () => clearTimeout(timer);
  }, []);
  const { name, count } = decided;
  return (
    <div className="n-toast" role="status">
      <span>
        <SafeText text={t(`review.done.${decided.decision}`, { name, count })} limit={160} />
      </span>
      <button type="button" onClick={onTakeBack}>
        {t('review.takeBack')} <Key sign="U" />
      </button>
      <button type="button" className="n-toast-close" aria-label={t('action.close')} onClick={onForget}>
        ×
      </button>
    </div>
  );
}
