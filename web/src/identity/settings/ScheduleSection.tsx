import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import type { ResolutionSettings } from '../types.ts';
import { FollowState } from './FollowState.tsx';
import { PlacedField, useSettingsForm } from './SettingsForm.tsx';

const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/** When everything is looked at again: every day at an hour, or once a week; and at every write. */
export function ScheduleSection({ settings }: { settings: ResolutionSettings }) {
  const { t } = useTranslation();
  const { draft, changeModel, changeNayose, change } = useSettingsForm();
  const { weekly } = draft.model;
  const toDaily = () =>
    change((now) => {
      const { weekly: _former, ...model } = now.model;
      return { ...now, model };
    });
  return (
    <Container
      header={
        <Header variant="h2" description={t('matching.scheduleWhat')}>
          {t('matching.schedule')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <RadioGroup
          value={weekly ? 'weekly' : 'daily'}
          ariaLabel={t('matching.schedule')}
          items={[
            { value: 'daily', label: t('matching.daily') },
            { value: 'weekly', label: t('matching.weekly') },
          ]}
          onChange={({ detail }) =>
            detail.value === 'weekly' ? changeModel({ weekly: { day: 'SUNDAY', time: '03:00' } }) : toDaily()
          }
        />
        <div className="n-settings-grid">
          {weekly ? <Weekly /> : <Daily />}
          <TimeZone />
        </div>
        <Toggle
          checked={draft.nayose.OnWrite}
          description={t('matching.onWriteWhy')}
          onChange={({ detail }) => changeNayose({ OnWrite: detail.checked })}
        >
          {t('matching.onWrite')}
        </Toggle>
        <FollowState settings={settings} />
      </SpaceBetween>
    </Container>
  );
}

function Daily() {
  const { t } = useTranslation();
  const { draft, changeNayose } = useSettingsForm();
  const options = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: `${String(hour).padStart(2, '0')}:00`,
  }));
  return (
    <FormField label={t('matching.hour')} stretch>
      <Select
        options={options}
        selectedOption={options[draft.nayose.DailyHour] ?? null}
        onChange={({ detail }) => changeNayose({ DailyHour: Number(detail.selectedOption.value) })}
        expandToViewport
      />
    </FormField>
  );
}

function Weekly() {
  const { t } = useTranslation();
  const { draft, changeModel } = useSettingsForm();
  const { weekly } = draft.model;
  if (!weekly) return null;
  const options = days.map((day) => ({ value: day, label: t(`matching.days.${day}`) }));
  return (
    <>
      <FormField label={t('matching.day')} stretch>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === weekly.day) ?? null}
          onChange={({ detail }) =>
            changeModel({ weekly: { ...weekly, day: detail.selectedOption.value as typeof weekly.day } })
          }
          expandToViewport
        />
      </FormField>
      <PlacedField label={t('matching.time')} place="time">
        <Input
          value={weekly.time}
          inputMode="numeric"
          onChange={({ detail }) => changeModel({ weekly: { ...weekly, time: detail.value } })}
        />
      </PlacedField>
    </>
  );
}

function TimeZone() {
  const { t } = useTranslation();
  const { draft, changeNayose } = useSettingsForm();
  const now = draft.nayose.TimeZone;
  const names = [...new Set([now, 'Asia/Tokyo', 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  const options = names.map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
  return (
    <FormField label={t('matching.timeZone')} stretch>
      <Select
        options={options}
        selectedOption={options[0] ?? null}
        filteringType="auto"
        filteringPlaceholder={t('list.filter')}
        onChange={({ detail }) => changeNayose({ TimeZone: detail.selectedOption.value ?? now })}
        expandToViewport
        virtualScroll
      />
    </FormField>
  );
}
