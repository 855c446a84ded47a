import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TabHead } from './TabHead.tsx';
import { type ContactSettings, type RoutingTabProps, useChange } from './useRouting.ts';

const spokenParts = ['Greeting', 'Waiting', 'Closed'] as const;
const languages = ['ja', 'en'] as const;

/** What callers hear, how long an offer lasts, and how long a lost screen is waited for. */
export function SettingsTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const change = useChange(domain, routing.InstanceId);
  const [settings, setSettings] = useState(routing.Settings);
  const set = (part: Partial<ContactSettings>) => setSettings((now) => ({ ...now, ...part }));
  const options = languages.map((value) => ({ value, label: t(`routing.language.${value}`) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ service: 'nayose', operation: 'PutContactSettings', input: settings });
  };
  const seconds = (name: 'OfferSeconds' | 'GraceSeconds') => (
    <FormField label={t(`routing.${name}`)} description={t(`routing.${name}Why`)}>
      <Input
        type="number"
        value={String(settings[name])}
        onChange={({ detail }) => set({ [name]: Number(detail.value) })}
      />
    </FormField>
  );
  return (
    <form onSubmit={submit} className="n-form">
      <TabHead what={t('routing.settingsWhat')} error={change.error} />
      <SpaceBetween size="m">
        <div className="n-form-grid">
          {seconds('OfferSeconds')}
          {seconds('GraceSeconds')}
          <FormField label={t('routing.speaks')} description={t('routing.speaksWhy')}>
            <Select
              options={options}
              selectedOption={options.find(({ value }) => value === settings.Language) ?? null}
              onChange={({ detail }) => set({ Language: detail.selectedOption.value === 'ja' ? 'ja' : 'en' })}
            />
          </FormField>
        </div>
        {spokenParts.map((part) => (
          <FormField key={part} label={t(`routing.spoken.${part}`)} stretch>
            <div className="n-form-grid">
              {languages.map((language) => (
                <Textarea
                  key={language}
                  rows={2}
                  value={settings[part][language]}
                  ariaLabel={`${t(`routing.spoken.${part}`)} (${t(`routing.language.${language}`)})`}
                  onChange={({ detail }) => set({ [part]: { ...settings[part], [language]: detail.value } })}
                />
              ))}
            </div>
          </FormField>
        ))}
        <Button variant="primary" formAction="submit" loading={change.isPending}>
          {t('action.save')}
        </Button>
      </SpaceBetween>
    </form>
  );
}
