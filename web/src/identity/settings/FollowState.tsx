import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import { isSetUp } from '../queries.ts';
import type { ResolutionSettings } from '../types.ts';

type Status = NonNullable<ResolutionSettings['Status']>;

/** How matching on write stands: what it watches, and what it has left to the next run. */
export function FollowState({ settings }: { settings: ResolutionSettings }) {
  const { t, i18n } = useTranslation();
  const { Status } = settings;
  if (!Status || !isSetUp(settings)) return null;
  const [state, picture] = stateOf(Status);
  const profiles = Status.Profiles.toLocaleString(i18n.language);
  return (
    <div className="n-follow" role="status">
      <StatusIndicator type={picture}>{t(`follow.${state}`, { profiles })}</StatusIndicator>
      {Status.Left > 0 && <p>{t('follow.left', { count: Status.Left })}</p>}
      {Status.Guarded.length > 0 && (
        <>
          <p>{t('jobs.guardedWhy')}</p>
          <ul className="n-plain">
            {Status.Guarded.map(({ Level, Profiles }) => (
              <li key={Level}>
                {t('jobs.guardedLine', { level: Level, profiles: Profiles.toLocaleString(i18n.language) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function stateOf({
  Resident,
  Behind,
}: Status): ['watching' | 'missed' | 'paused' | 'loading', StatusIndicatorProps.Type] {
  if (Resident) return Behind ? ['missed', 'warning'] : ['watching', 'success'];
  return Behind ? ['paused', 'pending'] : ['loading', 'in-progress'];
}
