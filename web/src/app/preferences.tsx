import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n.ts';
import type { Language } from '../values/dates.ts';

/** What a reader chose for this browser. */
export interface Preferences {
  language: Language;
  mode: 'light' | 'dark';
  density: 'comfortable' | 'compact';
}

const storageKey = 'nayose.preferences';

/** The stored choice, else what the browser asks for. */
export function readPreferences(): Preferences {
  const wanted: Preferences = {
    language: navigator.languages.find((tag) => /^(ja|en)\b/.test(tag))?.startsWith('ja') ? 'ja' : 'en',
    mode: window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    density: 'comfortable',
  };
  try {
    return { ...wanted, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>) };
  } catch {
    return wanted;
  }
}

/** Shows the page in the chosen colours and density. */
export function applyPreferences({ mode, density, language }: Preferences): void {
  applyMode(mode === 'dark' ? Mode.Dark : Mode.Light);
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable);
  document.documentElement.lang = language;
  document.documentElement.style.colorScheme = mode;
}

interface PreferencesValue extends Preferences {
  change: (part: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<PreferencesValue | undefined>(undefined);

/** Keeps the choices in this browser and applies them at once. */
export function PreferencesProvider({ initial, children }: { initial: Preferences; children: ReactNode }) {
  const [preferences, setPreferences] = useState(initial);
  const { i18n } = useTranslation();
  useEffect(() => {
    applyPreferences(preferences);
    if (i18n.language !== preferences.language) void changeLanguage(preferences.language);
  }, [preferences, i18n.language]);
  const value = useMemo(
    () => ({
      ...preferences,
      change: (part: Partial<Preferences>) => {
        const next = { ...preferences, ...part };
        localStorage.setItem(storageKey, JSON.stringify(next));
        setPreferences(next);
      },
    }),
    [preferences],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): PreferencesValue {
  const value = useContext(PreferencesContext);
  if (!value) throw new Error('usePreferences outside PreferencesProvider');
  return value;
}
