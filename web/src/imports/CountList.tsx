import { useTranslation } from 'react-i18next';

interface Count {
  /** For tests and styles. */
  name: string;
  label: string;
  count: number;
  /** Coloured as trouble when it is not zero. */
  alarm?: boolean;
}

/** A row of numbers with their names. */
export function CountList({ counts }: { counts: readonly Count[] }) {
  const { i18n } = useTranslation();
  return (
    <dl className="n-counts">
      {counts.map(({ name, label, count, alarm = false }) => (
        <div key={name} data-count={name} data-alarm={alarm && count > 0}>
          <dt>{label}</dt>
          <dd>{count.toLocaleString(i18n.language)}</dd>
        </div>
      ))}
    </dl>
  );
}
