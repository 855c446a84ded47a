import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sampleFile } from './sampleRows.ts';

/** A file to begin with: the columns that are understood by themselves, and two made-up customers. */
export function SampleFile() {
  const { t, i18n } = useTranslation();
  const url = useMemo(
    () => URL.createObjectURL(new Blob([sampleFile(i18n.language)], { type: 'text/csv' })),
    [i18n.language],
  );
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <a href={url} download={t('imports.sampleName')}>
      {t('imports.sample')}
    </a>
  );
}
