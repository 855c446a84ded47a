import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { readSlots, slotsOn, type WeekDay, weekDays } from './hours.ts';
import { type Hours, type RoutingTabProps, useChange } from './useRouting.ts';

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
  const change = useChange(domain, routing.InstanceId);
  const [name, setName] = useState(hours?.Name ?? '');
  const [zone, setZone] = useState(hours?.TimeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [week, setWeek] = useState<Week>(() => weekOf(hours, t('field.comma')));
  const open = weekDays.filter((day) => week[day].open);
  const read = open.map((Day) => readSlots(week[Day].text)?.map((slot) => ({ Day, ...slot })));
  const set = (day: WeekDay, part: Partial<Week[WeekDay]>) =>
    setWeek((now) => ({ ...now, [day]: { ...now[day], ...part } }));
  const input = { Name: name.trim(), TimeZone: zone.trim(), Config: read.flatMap((slots) => slots ?? []) };
  const which = hours && { HoursOfOperationId: hours.HoursOfOperationId };
  const submit = () =>
    change.mutate([{ service: 'nayose', operation: 'PutHours', input: { ...which, ...input } }], {
      onSuccess: onClose,
    });
  return (
    <FormDialog
      title={t(hours ? 'routing.changeHours' : 'routing.addHours')}
      submit={t('action.save')}
      ready={input.Name !== '' && open.length > 0 && read.every(Boolean)}
      pending={change.isPending}
      error={change.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label={t('routing.name')} stretch>
        <Input value={name} autoFocus onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={t('routing.timeZone')} stretch>
        <Input value={zone} onChange={({ detail }) => setZone(detail.value)} />
      </FormField>
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
    </FormDialog>
  );
}
