import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/types.ts';
import { DataTable } from '../app/DataTable.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { serverWords } from '../text/serverWords.ts';

/** Problems in a file, each with its place and reason. */
export function ProblemTable({ problems }: { problems: Problem[] }) {
  const { t, i18n } = useTranslation();
  return (
    <DataTable
      variant="embedded"
      contentDensity="compact"
      items={problems}
      wrapLines
      columnDefinitions={[
        {
          id: 'line',
          header: t('problemTable.line'),
          width: 80,
          minWidth: 72,
          cell: ({ Line }) => (Line === undefined ? '–' : Line.toLocaleString(i18n.language)),
        },
        {
          id: 'field',
          header: t('problemTable.field'),
          width: 170,
          cell: ({ Field }) => (Field ? <SafeText text={Field} limit={100} /> : '–'),
        },
        {
          id: 'reason',
          minWidth: 240,
          header: t('problemTable.reason'),
          cell: ({ Reason }) => <SafeText text={serverWords(Reason, i18n.language)} limit={500} />,
        },
      ]}
    />
  );
}
