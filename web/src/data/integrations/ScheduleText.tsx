import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import { hereZone } from '../../values/dates.ts';
import { type ScheduleDraft, toScheduleDraft } from './scheduleDraft.ts';

/** When an integration looks, in words. */
export function ScheduleText({ schedule, timezone }: { schedule?: string; timezone?: string }) {
  const { t } = useTranslation();
  const draft = toScheduleDraft(schedule, timezone, hereZone());
  const words = useWords(draft);
  const zoned = draft.kind !== 'demand' && draft.kind !== 'rate';
  return (
    <span>
      <SafeText text={words} limit={200} />
      {zoned && <span className="n-quiet"> {t('schedule.inZone', { zone: draft.timezone })}</span>}
    </span>
  );
}

function useWords({ kind, count, unit, time, days, expression }: ScheduleDraft): string {
  const { t } = useTranslation();
  if (kind === 'rate') return t(`schedule.every.${unit}`, { count: Number(count) });
  if (kind === 'daily') return t('schedule.dailyAt', { time });
  if (kind === 'expression') return expression;
  if (kind === 'demand') return t('schedule.kinds.demand');
  const names = days.map((day) => t(`schedule.day.${day}`)).join(t('schedule.daySeparator'));
  return t('schedule.weeklyAt', { days: names, time });
}
