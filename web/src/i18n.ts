import type { I18nProviderProps } from '@cloudscape-design/components/i18n';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from './locales/en.json';
import type { Language } from './values/dates.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const loadTexts = {
  ja: () => import('./locales/ja.json'),
  en: () => import('./locales/en.json'),
};

const loadComponentTexts = {
  ja: () => import('@cloudscape-design/components/i18n/messages/all.ja'),
  en: () => import('@cloudscape-design/components/i18n/messages/all.en'),
};

const componentTexts: Partial<Record<Language, I18nProviderProps.Messages>> = {};

/** Texts of the component library in a language that has been loaded. */
export const componentTextsOf = (language: Language) => componentTexts[language];

async function load(language: Language): Promise<void> {
  if (componentTexts[language]) return;
  const [texts, components] = await Promise.all([loadTexts[language](), loadComponentTexts[language]()]);
  i18next.addResourceBundle(language, 'translation', texts.default, true, true);
  componentTexts[language] = components.default;
}

/** Loads the texts of one language and starts with it; the other is fetched when it is chosen. */
export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLanguage(language);
}

/** Switches once the texts are here, so that no half-translated page is seen. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
}
