import Alert from '@cloudscape-design/components/alert';
import { useTranslation } from 'react-i18next';
import { fileUrl } from '../../api/client.ts';
import { SafeText } from '../../text/SafeText.tsx';
import type { Job } from '../types.ts';

/** Rule levels that found a value shared by so many that it says nothing about who they are (AWS: more than 500). */
export function Guarded({ lines }: { lines: { Level: number; Profiles: number }[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Alert type="warning" header={t('jobs.guarded')}>
      <p className="n-job-note">{t('jobs.guardedWhy')}</p>
      <ul className="n-plain">
        {lines.map(({ Level, Profiles }) => (
          <li key={Level}>
            {t('jobs.guardedLine', { level: Level, profiles: Profiles.toLocaleString(i18n.language) })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Where the decisions of a run were written, to be fetched. */
export function JobExport({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (!job.Export || job.Export.Keys.length === 0) return null;
  const { Bucket, Keys } = job.Export;
  return (
    <p className="n-job-note">
      {t('jobs.export')}{' '}
      {Keys.map((key) => (
        <a key={key} href={fileUrl(Bucket, key)} download className="n-job-file">
          <SafeText text={key.slice(key.lastIndexOf('/') + 1)} limit={80} />
        </a>
      ))}
    </p>
  );
}
