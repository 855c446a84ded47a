import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { SafeText } from '../text/SafeText.tsx';

interface Flash {
  type: 'success' | 'error' | 'info';
  text: string;
}

const FlashContext = createContext<(flash: Flash) => void>(() => undefined);
const FlashItemsContext = createContext<FlashbarProps.MessageDefinition[]>([]);

/** Short notices above the page; a success leaves by itself. */
export function FlashProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: string) => setItems((now) => now.filter((item) => item.id !== id)), []);
  const show = useCallback(
    ({ type, text }: Flash) => {
      const id = String(next.current++);
      const item = {
        id,
        type,
        content: <SafeText text={text} />,
        dismissible: true,
        onDismiss: () => drop(id),
      };
      setItems((now) => [...now.slice(-2), item]);
      if (type !== 'error') setTimeout(() => drop(id), 5000);
    },
    [drop],
  );
  return (
    <FlashContext value={show}>
      <FlashItemsContext value={items}>{children}</FlashItemsContext>
    </FlashContext>
  );
}

/** Shows a notice. */
export const useFlash = () => useContext(FlashContext);

/** The place where the notices appear. */
export function Flashes() {
  const items = useContext(FlashItemsContext);
  return useMemo(() => <Flashbar items={items} />, [items]);
}
