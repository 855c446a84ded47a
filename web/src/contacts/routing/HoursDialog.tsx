import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../app/TextField.tsx';
import { hereZone } from '../../values/dates.ts';
import { readSlots, slotsOn, type WeekDay, weekDays } from './hours.ts';
import { SaveDialog } from './SaveDialog.tsx';
import type { Hours, RoutingTabProps } from './useRouting.ts';

interface HoursDialogProps extends RoutingTabProps {
  /** Absent: new ones. */
  hours: Hours | undefined;
  onClose: () => void;
}

type Week = Record<WeekDay, { open: boolean; text: string }>;

const usual = '09:00–18:00';

const weekOf = (hours: Hours | undefined, comma: string): Week =>
  Object.fromEntries(
    weekDays.map((day, at) => {
      const slots = hours ? slotsOn(hours.Config, day) : at < 5 ? [usual] : [];
      return [day, { open: slots.length > 0, text: slots.join(comma) || usual }];
    }),
  ) as Week;

/** When queues take contacts: the stretches of each day, written in one box. */
export function HoursDialog({ domain, routing, hours, onClose }: HoursDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(hours?.Name ?? '');
  const [zone, setZone] = useState(hours?.TimeZone ?? hereZone());
  const [week, setWeek] = useState<Week>(() => weekOf(hours, t('field.comma')));
  const open = weekDays.filter((day) => week[day].open);
  const read = open.map((Day) => readSlots(week[Day].text)?.map((slot) => ({ Day, ...slot })));
  const set = (day: WeekDay, part: Partial<Week[WeekDay]>) =>
    setWeek((now) => ({ ...now, [day]: { ...now[day], ...part } }));
  const input = {
    ...(hours && { HoursOfOperationId: hours.HoursOfOperationId }),
    ...{ Name: name.trim(), TimeZone: zone.trim(), Config: read.flatMap((slots) => slots ?? []) },
  };
  return (
    <SaveDialog
      domain={domain}
      routing={routing}
      title={t(hours ? 'routing.changeHours' : 'routing.addHours')}
      operation="PutHours"
      input={input}
      ready={input.Name !== '' && open.length > 0 && read.every(Boolean)}
      onClose={onClose}
    >
      <TextField label={t('routing.name')} value={name} autoFocus onChange={setName} />
      <TextField label={t('routing.timeZone')} value={zone} onChange={setZone} />
      <FormField label={t('routing.open')} description={t('routing.slotsHow')} stretch>
        <div className="n-week">
          {weekDays.map((day) => (
            <div key={day} className="n-week-day">
              <Checkbox
                checked={week[day].open}
                onChange={({ detail }) => set(day, { open: detail.checked })}
              >
                {t(`routing.day.${day}`)}
              </Checkbox>
              <Input
                value={week[day].open ? week[day].text : t('routing.closedDay')}
                disabled={!week[day].open}
                invalid={week[day].open && !readSlots(week[day].text)}
                ariaLabel={t('routing.slotsOf', { day: t(`routing.day.${day}`) })}
                onChange={({ detail }) => set(day, { text: detail.value })}
              />
            </div>
          ))}
        </div>
      </FormField>
    </SaveDialog>
  );
}
