import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { roomy } from '../../app/roomy.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { useKnownName } from '../words.tsx';
import { groupedDays, timeOf, type WeekDay, weekDays } from './hours.ts';
import { TabHead } from './TabHead.tsx';
import { type Hours, type OpenSlot, type RoutingTabProps, useChange } from './useRouting.ts';

/** When queues take contacts. */
export function HoursTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <TabHead what={t('routing.hoursWhat')}>
        <Button iconName="add-plus" onClick={() => setAdding(true)}>
          {t('routing.addHours')}
        </Button>
      </TabHead>
      <Table
        variant="borderless"
        items={routing.Hours}
        trackBy="HoursOfOperationId"
        wrapLines
        ariaLabels={{ tableLabel: t('routing.tab.hours') }}
        columnDefinitions={roomy<Hours>([
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: ({ Name }) => <SafeText text={knownName('hours', Name)} limit={80} />,
          },
          { id: 'zone', header: t('routing.timeZone'), cell: ({ TimeZone }) => TimeZone },
          { id: 'open', header: t('routing.open'), cell: ({ Config }) => <OpenDays config={Config} /> },
        ])}
      />
      {adding && <HoursDialog domain={domain} routing={routing} onClose={() => setAdding(false)} />}
    </>
  );
}

function OpenDays({ config }: { config: OpenSlot[] }) {
  const { t } = useTranslation();
  return (
    <ul className="n-plain">
      {groupedDays(config)
        .filter(({ slots }) => slots.length > 0)
        .map(({ days, slots }) => (
          <li key={days[0]}>
            {t(`routing.day.${days[0]!}`)}
            {days.length > 1 && `–${t(`routing.day.${days.at(-1)!}`)}`} {slots.join(t('field.comma'))}
          </li>
        ))}
    </ul>
  );
}

type Week = Record<WeekDay, { open: boolean; from: string; to: string }>;

function HoursDialog({ domain, routing, onClose }: RoutingTabProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChange(domain, routing.InstanceId);
  const [name, setName] = useState('');
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [week, setWeek] = useState<Week>(
    () =>
      Object.fromEntries(
        weekDays.map((day, at) => [day, { open: at < 5, from: '09:00', to: '18:00' }]),
      ) as Week,
  );
  const config = weekDays
    .filter((day) => week[day].open)
    .map((Day) => ({ Day, StartTime: timeOf(week[Day].from), EndTime: timeOf(week[Day].to) }));
  const ready =
    name.trim() !== '' && config.length > 0 && config.every(({ StartTime, EndTime }) => StartTime && EndTime);
  const set = (day: WeekDay, part: Partial<Week[WeekDay]>) =>
    setWeek((now) => ({ ...now, [day]: { ...now[day], ...part } }));
  const submit = () =>
    change.mutate(
      [
        {
          service: 'connect',
          operation: 'CreateHoursOfOperation',
          input: { Name: name.trim(), TimeZone: zone.trim(), Config: config },
        },
      ],
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t('routing.addHours')}
      submit={t('action.save')}
      ready={ready}
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
      <div className="n-week">
        {weekDays.map((day) => (
          <div key={day} className="n-week-day">
            <Checkbox checked={week[day].open} onChange={({ detail }) => set(day, { open: detail.checked })}>
              {t(`routing.day.${day}`)}
            </Checkbox>
            {(['from', 'to'] as const).map((end) => (
              <Input
                key={end}
                value={week[day][end]}
                disabled={!week[day].open}
                invalid={week[day].open && !timeOf(week[day][end])}
                ariaLabel={t(end === 'from' ? 'routing.opens' : 'routing.closes', {
                  day: t(`routing.day.${day}`),
                })}
                onChange={({ detail }) => set(day, { [end]: detail.value })}
              />
            ))}
          </div>
        ))}
      </div>
    </FormDialog>
  );
}
