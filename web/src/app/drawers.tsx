import type { AppLayoutProps } from '@cloudscape-design/components/app-layout';
import { createContext, useContext, useEffect } from 'react';

interface DrawersValue {
  setDrawers: (drawers: AppLayoutProps.Drawer[]) => void;
  setOpenDrawer: (id: string | null) => void;
  openDrawer: string | null;
}

export const DrawersContext = createContext<DrawersValue | undefined>(undefined);

/** Offers side panels while a screen is shown; returns a way to open one. The list must be memoised. */
export function useDrawers(drawers: AppLayoutProps.Drawer[]): (id: string | null) => void {
  const context = useContext(DrawersContext);
  if (!context) throw new Error('useDrawers outside the shell');
  const { setDrawers, setOpenDrawer } = context;
  useEffect(() => setDrawers(drawers), [drawers, setDrawers]);
  useEffect(
    () => () => {
      setDrawers([]);
      setOpenDrawer(null);
    },
    [setDrawers, setOpenDrawer],
  );
  return setOpenDrawer;
}
