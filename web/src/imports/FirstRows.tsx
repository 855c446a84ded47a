import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';

/** The first rows as they were read: the quickest way to see a wrong encoding or delimiter. */
export function FirstRows({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation();
  const { Header, FirstRows: rows } = inspection;
  return (
    <ExpandableSection
      variant="container"
      defaultExpanded
      headerText={t('inspect.firstRows')}
      headerCounter={`(${rows.length})`}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="n-rows" tabIndex={0} aria-label={t('inspect.firstRows')}>
        <table>
          <thead>
            <tr>
              {Header.map((header, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat; the place is the identity
                <th key={at} scope="col">
                  <SafeText text={header} limit={60} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity yet
              <tr key={at}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells are known by their column
                  <td key={column}>
                    <SafeText text={cell} limit={80} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </ExpandableSection>
  );
}
