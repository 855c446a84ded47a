import type { Language } from '../values/dates.ts';

/** The language a small page speaks: as asked for, else Japanese or English, whichever the browser names first. */
export function languageOf(asked: string | null, languages: readonly string[]): Language {
  if (asked === 'ja' || asked === 'en') return asked;
  return languages.find((tag) => /^(ja|en)\b/i.test(tag))?.startsWith('ja') ? 'ja' : 'en';
}

/** Puts values into a text: `{name}`. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
