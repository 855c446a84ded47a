import { useTranslation } from 'react-i18next';

/** The small pencil beside a value; `label` names what it edits for those who hear it. */
export function EditPencil({ label, onEdit }: { label: string; onEdit: () => void }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="n-tool"
      aria-label={t('field.edit', { label })}
      title={t('action.edit')}
      onClick={onEdit}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="m2.5 13.5.6-3.1 7.6-7.6 2.5 2.5-7.6 7.6zM9 4.5l2.5 2.5" />
      </svg>
    </button>
  );
}
