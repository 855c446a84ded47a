import type { ReactNode } from 'react';
import { SafeText } from '../text/SafeText.tsx';

/** Facts with their names, side by side where there is room; a text is shown safely, nothing as a dash. */
export function FactList({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <div className="n-fields">
      {facts.map(([label, value]) => (
        <div className="n-field" key={label}>
          <div className="n-field-label">{label}</div>
          <div className="n-field-value">
            {typeof value === 'string' && value ? (
              <SafeText text={value} limit={300} />
            ) : (value ?? '') === '' ? (
              '–'
            ) : (
              value
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
