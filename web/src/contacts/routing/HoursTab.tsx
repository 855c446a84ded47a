import { useTranslation } from 'react-i18next';
import { useKnownName } from '../words.tsx';
import { HoursDialog } from './HoursDialog.tsx';
import { groupedDays } from './hours.ts';
import { RemoveDialog } from './Removal.tsx';
import { RoutingList } from './RoutingList.tsx';
import type { OpenSlot, RoutingTabProps } from './useRouting.ts';

/** When queues take contacts. */
export function HoursTab(place: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  return (
    <RoutingList
      what={t('routing.hoursWhat')}
      label={t('routing.tab.hours')}
      add={t('routing.addHours')}
      items={place.routing.Hours}
      id="HoursOfOperationId"
      name={({ Name }) => knownName('hours', Name)}
      columns={[
        { id: 'zone', header: t('routing.timeZone'), cell: ({ TimeZone }) => TimeZone },
        { id: 'open', header: t('routing.open'), cell: ({ Config }) => <OpenDays config={Config} /> },
      ]}
      edit={(hours, close) => <HoursDialog {...place} hours={hours} onClose={close} />}
      remove={({ Name, HoursOfOperationId }, close) => (
        <RemoveDialog
          {...place}
          title={t('routing.removeHours')}
          name={knownName('hours', Name)}
          what={t('routing.removeHoursWhat')}
          change={{ service: 'connect', operation: 'DeleteHoursOfOperation', input: { HoursOfOperationId } }}
          onClose={close}
        />
      )}
    />
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
