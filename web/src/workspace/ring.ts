import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { setTabAlarm } from '../app/tabTitle.ts';

const storageKey = 'nayose.ring';

/** Whether an offer is heard in this browser. */
export const isRinging = () => localStorage.getItem(storageKey) !== 'off';
export const setRinging = (on: boolean) => localStorage.setItem(storageKey, on ? 'on' : 'off');

let audio: AudioContext | undefined;

/** Two soft tones. Browsers stay silent until the page has been touched once. */
export function beep(): void {
  if (!isRinging()) return;
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
    for (const [at, pitch] of [
      [0, 740],
      [0.18, 988],
    ] as const) {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      const start = audio.currentTime + at;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(0.12, start + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.16);
      tone.connect(loudness).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.18);
    }
  } catch {
    // A machine without sound still shows the offer.
  }
}

/** Rings and marks the tab's title while a contact is offered. */
export function useRing(contactId: string | undefined): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (!contactId) return;
    beep();
    const timer = setInterval(beep, 3_000);
    setTabAlarm(t('work.ringing'));
    return () => {
      clearInterval(timer);
      setTabAlarm(undefined);
    };
  }, [contactId, t]);
}
