import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import TimeInput from '@cloudscape-design/components/time-input';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cronDays, type RateUnit, rateUnits, type ScheduleDraft } from './scheduleDraft.ts';

interface ScheduleFieldsProps {
  draft: ScheduleDraft;
  onChange: (part: Partial<ScheduleDraft>) => void;
}

const kinds = ['rate', 'daily', 'weekly', 'demand', 'expression'] as const;

/** Chooses when an integration looks: often, once a day, on certain days, only when told to, or by an expression. */
export function ScheduleFields({ draft, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const options = kinds.map((value) => ({ value, label: t(`schedule.kinds.${value}`) }));
  const timed = draft.kind === 'daily' || draft.kind === 'weekly';
  return (
    <>
      <FormField label={t('schedule.when')} description={t(`schedule.kindWhat.${draft.kind}`)}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === draft.kind) ?? null}
          onChange={({ detail }) => onChange({ kind: detail.selectedOption.value as ScheduleDraft['kind'] })}
          expandToViewport
        />
      </FormField>
      {draft.kind === 'rate' && <Rate draft={draft} onChange={onChange} />}
      {draft.kind === 'weekly' && <Days draft={draft} onChange={onChange} />}
      {draft.kind === 'expression' && (
        <FormField label={t('schedule.expression')} constraintText={t('schedule.expressionRule')}>
          <Input
            value={draft.expression}
            placeholder={t('schedule.expressionExample')}
            onChange={({ detail }) => onChange({ expression: detail.value })}
          />
        </FormField>
      )}
      {timed && (
        <FormField label={t('schedule.time')}>
          <TimeInput
            value={draft.time}
            format="hh:mm"
            onChange={({ detail }) => onChange({ time: detail.value })}
          />
        </FormField>
      )}
      {(timed || draft.kind === 'expression') && <Zone draft={draft} onChange={onChange} />}
    </>
  );
}

function Rate({ draft, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const units = rateUnits.map((value) => ({ value, label: t(`schedule.units.${value}`) }));
  const unitId = useId();
  return (
    <FormField label={t('schedule.interval')}>
      <div className="n-pair">
        <Input
          type="number"
          inputMode="numeric"
          value={draft.count}
          ariaLabel={t('schedule.interval')}
          onChange={({ detail }) => onChange({ count: detail.value })}
        />
        <Select
          options={units}
          selectedOption={units.find(({ value }) => value === draft.unit) ?? null}
          controlId={unitId}
          ariaLabel={t('schedule.unit')}
          onChange={({ detail }) => onChange({ unit: detail.selectedOption.value as RateUnit })}
          expandToViewport
        />
      </div>
    </FormField>
  );
}

function Days({ draft, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const { days } = draft;
  return (
    <FormField label={t('schedule.days')}>
      <div className="n-choices">
        {cronDays.map((day) => (
          <Checkbox
            key={day}
            checked={days.includes(day)}
            onChange={({ detail }) =>
              onChange({ days: detail.checked ? [...days, day] : days.filter((other) => other !== day) })
            }
          >
            {t(`schedule.day.${day}`)}
          </Checkbox>
        ))}
      </div>
    </FormField>
  );
}

function Zone({ draft, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const zones = [...new Set([draft.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
  const options = zones.filter(Boolean).map((value) => ({ value, label: value }));
  return (
    <FormField label={t('schedule.zone')}>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === draft.timezone) ?? null}
        filteringType="auto"
        onChange={({ detail }) => onChange({ timezone: detail.selectedOption.value ?? '' })}
        expandToViewport
        virtualScroll
      />
    </FormField>
  );
}
