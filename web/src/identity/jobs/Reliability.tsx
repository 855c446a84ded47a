import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { showConfidence } from '../compare/figures.ts';
import type { ReliabilityLine } from '../types.ts';

/** Whether confidence means what it says: what was promised in each range beside what turned out right. */
export function Reliability({ lines }: { lines: ReliabilityLine[] }) {
  const { t, i18n } = useTranslation();
  const whole = (share: number) => `${Math.round(share * 100)}%`;
  const edge = (share: number) => `${Number((share * 100).toFixed(1))}`;
  const known = lines.some(({ Right }) => Right !== undefined);
  return (
    <Container
      header={
        <Header variant="h2" description={t(known ? 'reliability.what' : 'reliability.whatUnknown')}>
          {t('reliability.title')}
        </Header>
      }
    >
      <table className="n-reliability">
        <thead>
          <tr>
            <th scope="col">{t('reliability.range')}</th>
            <th scope="col">{t('reliability.pairs')}</th>
            <th scope="col">{t('reliability.expected')}</th>
            {known && <th scope="col">{t('reliability.right')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.toReversed().map((line) => (
            <tr key={line.From}>
              <th scope="row">{t('reliability.between', { from: edge(line.From), to: edge(line.To) })}</th>
              <td className="n-count">{line.Pairs.toLocaleString(i18n.language)}</td>
              <td>
                <Share share={line.Confidence} text={showConfidence(line.Confidence)} kind="expected" />
              </td>
              {known && (
                <td>
                  {line.Right === undefined ? (
                    '–'
                  ) : (
                    <Share share={line.Right} text={whole(line.Right)} kind="right" />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Container>
  );
}

function Share({ share, text, kind }: { share: number; text: string; kind: 'expected' | 'right' }) {
  return (
    <span className="n-share" data-kind={kind}>
      <span className="n-share-track" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, Math.max(0, share * 100))}%` }} />
      </span>
      <span className="n-count">{text}</span>
    </span>
  );
}
