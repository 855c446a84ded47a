import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { useKnownName } from '../words.tsx';
import { HoursDialog } from './HoursDialog.tsx';
import { groupedDays } from './hours.ts';
import { TabHead } from './TabHead.tsx';
import type { Hours, OpenSlot, RoutingTabProps } from './useRouting.ts';

/** When queues take contacts. */
export function HoursTab({ domain, routing }: RoutingTabProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const [editing, setEditing] = useState<Hours | 'new'>();
  return (
    <>
      <TabHead what={t('routing.hoursWhat')}>
        <Button iconName="add-plus" onClick={() => setEditing('new')}>
          {t('routing.addHours')}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={routing.Hours}
        trackBy="HoursOfOperationId"
        wrapLines
        ariaLabels={{ tableLabel: t('routing.tab.hours') }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: (hours) => (
              <Button variant="inline-link" onClick={() => setEditing(hours)}>
                {knownName('hours', hours.Name)}
              </Button>
            ),
          },
          { id: 'zone', header: t('routing.timeZone'), cell: ({ TimeZone }) => TimeZone },
          { id: 'open', header: t('routing.open'), cell: ({ Config }) => <OpenDays config={Config} /> },
        ]}
      />
      {editing && (
        <HoursDialog
          domain={domain}
          routing={routing}
          hours={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
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
