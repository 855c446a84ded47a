import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FactList } from '../../app/FactList.tsx';
import { places } from '../../app/place.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { type Language, showMoment } from '../../values/dates.ts';
import { IntegrationState } from './IntegrationState.tsx';
import { ScheduleText } from './ScheduleText.tsx';
import type { IntegrationView } from './types.ts';

/** Where an integration looks, when, and what the last look found. */
export function IntegrationFacts({ domain, item }: { domain: string; item: IntegrationView }) {
  const { t, i18n } = useTranslation();
  const { Bucket, Prefix, ObjectTypeName, Schedule, Timezone, LastLook, NextLookAt } = item;
  const moment = (at: number | undefined) => showMoment(at, i18n.language as Language) || undefined;
  const facts: [string, ReactNode][] = [
    [t('imports.state'), <IntegrationState key="state" item={item} />],
    [t('bucket.bucket'), Bucket],
    [t('bucket.prefix'), Bucket && (Prefix || t('integrations.wholeBucket'))],
    [
      t('imports.objectType'),
      ObjectTypeName && (
        <Link to={places.objectType(domain, ObjectTypeName)}>
          <SafeText text={ObjectTypeName} limit={120} />
        </Link>
      ),
    ],
    [
      t('schedule.when'),
      <ScheduleText
        key="when"
        {...(Schedule && { schedule: Schedule })}
        {...(Timezone && { timezone: Timezone })}
      />,
    ],
    [t('integrations.lastLook'), LastLook ? moment(LastLook.At) : t('integrations.neverLooked')],
    [
      t('integrations.lastFound'),
      LastLook?.FilesFound === undefined
        ? undefined
        : t('integrations.found', { count: LastLook.FilesFound, taken: LastLook.FilesNew ?? 0 }),
    ],
    [t('integrations.nextLook'), moment(NextLookAt)],
    [t('list.created'), moment(item.CreatedAt)],
  ];
  return <FactList facts={facts} />;
}
