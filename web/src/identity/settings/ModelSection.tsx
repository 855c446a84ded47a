import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import { AttributeSets } from './AttributeSets.tsx';
import { ConflictChoice } from './ConflictChoice.tsx';
import { forCriteria } from './draft.ts';
import { ExportChoice } from './ExportChoice.tsx';
import { FieldChoice } from './FieldChoice.tsx';
import { PlacedField, useSettingsForm } from './SettingsForm.tsx';

/** The model: on or off, what it compares, and what it may merge by itself. */
export function ModelSection() {
  const { t } = useTranslation();
  const { draft, changeModel, changeNayose, attributes } = useSettingsForm();
  const { model, nayose } = draft;
  const custom = attributes.filter((name) => name.startsWith('Attributes.'));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('matching.modelWhat')}
          actions={
            <Toggle
              checked={model.enabled}
              onChange={({ detail }) => changeModel({ enabled: detail.checked })}
              ariaLabel={t('matching.model')}
            >
              {t(model.enabled ? 'matching.on' : 'matching.off')}
            </Toggle>
          }
        >
          {t('matching.model')}
        </Header>
      }
    >
      {model.enabled && (
        <SpaceBetween size="l">
          <div className="n-settings-grid">
            <FieldChoice
              label={t('matching.customFields')}
              description={t('matching.customFieldsWhy')}
              choices={custom}
              chosen={nayose.CustomFields}
              onChange={(CustomFields) => changeNayose({ CustomFields })}
            />
            <FieldChoice
              label={t('matching.distinctIds')}
              description={t('matching.distinctIdsWhy')}
              choices={['AccountNumber', ...custom]}
              chosen={nayose.DistinctIdFields}
              onChange={(DistinctIdFields) => changeNayose({ DistinctIdFields })}
            />
          </div>
          <Toggle checked={model.merging} onChange={({ detail }) => changeModel({ merging: detail.checked })}>
            {t('matching.autoMerge')}
          </Toggle>
          {model.merging && <Merging />}
          <ExpandableSection
            headerText={t('matching.export')}
            defaultExpanded={model.exporting.bucket !== ''}
          >
            <ExportChoice
              value={model.exporting}
              place="modelBucket"
              onChange={(exporting) => changeModel({ exporting })}
            />
          </ExpandableSection>
        </SpaceBetween>
      )}
    </Container>
  );
}

function Merging() {
  const { t } = useTranslation();
  const { draft, changeModel, attributes } = useSettingsForm();
  const { model, nayose } = draft;
  return (
    <div className="n-settings-inner">
      <PlacedField
        label={t('matching.least')}
        place="least"
        description={t('matching.leastWhy')}
        constraint={t('matching.leastEmpty', { merge: nayose.merge })}
      >
        <div className="n-percent">
          <Input
            value={model.least}
            inputMode="decimal"
            placeholder={nayose.merge}
            onChange={({ detail }) => changeModel({ least: detail.value })}
          />
          <span>%</span>
        </div>
      </PlacedField>
      <PlacedField label={t('matching.criteria')} place="criteria" description={t('matching.criteriaWhy')}>
        <AttributeSets
          sets={model.criteria}
          choices={forCriteria(attributes)}
          add={t('matching.addCriterion')}
          name={(number) => t('matching.criterion', { number })}
          most={10}
          onChange={(criteria) => changeModel({ criteria })}
        />
      </PlacedField>
      <ConflictChoice
        value={model.conflict}
        place="modelSource"
        onChange={(conflict) => changeModel({ conflict })}
      />
    </div>
  );
}
