import type { ReactNode } from 'react';
import { Problem } from '../../app/Problem.tsx';

interface TabHeadProps {
  what: string;
  error?: Error | null;
  children?: ReactNode;
}

/** The head of a tab: what it is for, what can be added, and the last refusal. */
export function TabHead({ what, error, children }: TabHeadProps) {
  return (
    <>
      <div className="n-section-head">
        <span className="n-quiet">{what}</span>
        {children}
      </div>
      {error && <Problem error={error} />}
    </>
  );
}
