import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before what was typed is lost: when the window is left, and when a link leads away from the page. */
export function useUnsaved(unsaved: boolean): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (!unsaved) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      if (!leadsAway(event) || window.confirm(t('unsaved.leave'))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', beforeUnload);
    // Before the router sees it.
    document.addEventListener('click', click, true);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', click, true);
    };
  }, [unsaved, t]);
}

/** Another tab, a download or a place on the same page takes nothing away. */
function leadsAway(event: MouseEvent): boolean {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return false;
  return new URL(link.href).origin === location.origin && new URL(link.href).pathname !== location.pathname;
}
