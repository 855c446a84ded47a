import { useEffect, useRef, useState } from 'react';
import type { Heard } from './api.ts';

const storageKey = 'nayose.phone.speak';
const tags: Readonly<Record<string, string>> = { ja: 'ja-JP', en: 'en-US' };

/** Whether this browser reads texts aloud. */
export const canSpeak = (): boolean => 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;

/** Reads what is heard aloud, each sentence once, unless it is switched off. */
export function useSpeech(contactId: string | undefined, hears: readonly Heard[], over: boolean) {
  const [on, setOn] = useState(() => localStorage.getItem(storageKey) !== 'off');
  const said = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another call begins at its first sentence
  useEffect(() => {
    said.current = 0;
    return () => stop();
  }, [contactId]);
  useEffect(() => {
    const news = hears.slice(said.current);
    said.current = hears.length;
    if (!on || !canSpeak()) return;
    for (const { Text, Lang } of news) {
      const sentence = new SpeechSynthesisUtterance(Text.slice(0, 500));
      sentence.lang = tags[Lang] ?? Lang;
      speechSynthesis.speak(sentence);
    }
    if (over) stop();
  }, [hears, on, over]);
  const change = (wanted: boolean) => {
    localStorage.setItem(storageKey, wanted ? 'on' : 'off');
    if (!wanted) stop();
    setOn(wanted);
  };
  return { on, change };
}

function stop(): void {
  if (canSpeak()) speechSynthesis.cancel();
}
