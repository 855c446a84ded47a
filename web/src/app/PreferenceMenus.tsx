import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { useTranslation } from 'react-i18next';
import { usePreferences } from './preferences.tsx';

/** Language, colours and density: at hand on every screen, kept in this browser. */
export function PreferenceMenus() {
  return (
    <>
      <LanguageMenu />
      <DisplayMenu />
    </>
  );
}

/** Each language is named in itself, so that a reader finds the own one whatever is shown now. */
const languageNames = { ja: '日本語', en: 'English' } as const;

function LanguageMenu() {
  const { t } = useTranslation();
  const { language, change } = usePreferences();
  const choice = (id: 'ja' | 'en'): ButtonDropdownProps.CheckboxItem => ({
    id,
    text: languageNames[id],
    lang: id,
    itemType: 'checkbox',
    checked: language === id,
  });
  return (
    <ButtonDropdown
      variant="icon"
      iconSvg={<LanguageIcon />}
      ariaLabel={t('shell.language')}
      items={[choice('ja'), choice('en')]}
      onItemClick={({ detail }) => change({ language: detail.id === 'ja' ? 'ja' : 'en' })}
      expandToViewport
    />
  );
}

function DisplayMenu() {
  const { t } = useTranslation();
  const { mode, density, change } = usePreferences();
  const item = (id: string, text: string, checked: boolean): ButtonDropdownProps.CheckboxItem => ({
    id,
    text,
    itemType: 'checkbox',
    checked,
  });
  return (
    <ButtonDropdown
      variant="icon"
      iconName="settings"
      ariaLabel={t('shell.display')}
      items={[
        {
          text: t('shell.colours'),
          items: [
            item('light', t('shell.light'), mode === 'light'),
            item('dark', t('shell.dark'), mode === 'dark'),
          ],
        },
        {
          text: t('shell.density'),
          items: [
            item('comfortable', t('shell.comfortable'), density === 'comfortable'),
            item('compact', t('shell.compact'), density === 'compact'),
          ],
        },
      ]}
      onItemClick={({ detail: { id } }) => {
        if (id === 'light' || id === 'dark') change({ mode: id });
        if (id === 'comfortable' || id === 'compact') change({ density: id });
      }}
      expandToViewport
    />
  );
}

function LanguageIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6.5" />
      <ellipse cx="8" cy="8" rx="2.8" ry="6.5" />
      <path d="M1.5 8h13" />
    </svg>
  );
}
