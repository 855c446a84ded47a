import { useEffect, useRef, useState } from 'react';
import { TextField } from './TextField.tsx';

interface WordsFieldProps {
  label: string;
  placeholder: string;
  /** The words that the list is narrowed by. */
  value: string;
  onChange: (value: string) => void;
}

/** Words of the bar above a list; asked for shortly after the last key. */
export function WordsField({ value, onChange, ...field }: WordsFieldProps) {
  const [typed, setTyped] = useState(value);
  // Another choice of the bar may have been made meanwhile.
  const latest = useRef(onChange);
  latest.current = onChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing asks anew
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => latest.current(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  return <TextField {...field} type="search" value={typed} onChange={setTyped} />;
}
