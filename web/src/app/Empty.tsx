import type { ReactNode } from 'react';

/** An empty place that says what would be here and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="n-empty">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {action && <div className="n-empty-action">{action}</div>}
    </div>
  );
}
