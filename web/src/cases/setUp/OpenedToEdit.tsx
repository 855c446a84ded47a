import type { ReactNode } from 'react';
import { SetUpDialog } from './SetUpDialog.tsx';

interface OpenedToEditProps<Item> {
  title: string;
  /** What is read of it. */
  read: { data: Item | undefined; error: Error | null };
  /** False for a new one. */
  exists: boolean;
  onClose: () => void;
  children: (item: Item | undefined) => ReactNode;
}

/** The window of something that is there already shows that it is being read, then its form. */
export function OpenedToEdit<Item>({ title, read, exists, onClose, children }: OpenedToEditProps<Item>) {
  if (!exists || read.data !== undefined) return children(read.data);
  const waiting = { isPending: false, error: read.error, mutate: () => undefined };
  return (
    <SetUpDialog title={title} ready={false} loading save={waiting} onClose={onClose}>
      {null}
    </SetUpDialog>
  );
}
