import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { fromPercent } from './draft.ts';
import { PlacedField, useSettingsForm } from './SettingsForm.tsx';

/** The three bands of the model: sure, to be asked, no. */
export function BandsSection() {
  const { t } = useTranslation();
  const { draft, changeNayose } = useSettingsForm();
  const { merge, review } = draft.nayose;
  if (!draft.model.enabled) return null;
  return (
    <Container
      header={
        <Header variant="h2" description={t('matching.bandsWhat')}>
          {t('matching.bands')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <BandPicture merge={fromPercent(merge)} review={fromPercent(review)} />
        <div className="n-settings-grid">
          <PlacedField
            label={t('matching.bandReview')}
            place="review"
            description={t('matching.bandReviewWhy')}
          >
            <Percent value={review} onChange={(value) => changeNayose({ review: value })} />
          </PlacedField>
          <PlacedField label={t('matching.bandMerge')} place="merge" description={t('matching.bandMergeWhy')}>
            <Percent value={merge} onChange={(value) => changeNayose({ merge: value })} />
          </PlacedField>
        </div>
      </SpaceBetween>
    </Container>
  );
}

function Percent({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="n-percent">
      <Input value={value} inputMode="decimal" onChange={({ detail }) => onChange(detail.value)} />
      <span>%</span>
    </div>
  );
}

/** The bands as a strip from 0 to 100 %. */
function BandPicture({
  merge = 0.98,
  review = 0.2,
}: {
  merge: number | undefined;
  review: number | undefined;
}) {
  const { t } = useTranslation();
  const share = (part: number) => Math.max(0, Math.min(100, part * 100 || 0));
  // The upper band is narrow by nature and still needs room for its name.
  const widths = [share(review), share(merge - review), Math.max(8, share(1 - merge))];
  return (
    <div className="n-bands" aria-hidden="true">
      {(['no', 'review', 'merge'] as const).map((band, at) => (
        <span key={band} data-band={band} style={{ flexGrow: widths[at] }}>
          {t(`matching.band.${band}`)}
        </span>
      ))}
    </div>
  );
}
