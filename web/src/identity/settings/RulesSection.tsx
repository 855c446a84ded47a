import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Toggle from '@cloudscape-design/components/toggle';
import { useTranslation } from 'react-i18next';
import type { ResolutionSettings } from '../types.ts';
import { AttributeSets } from './AttributeSets.tsx';
import { ConflictChoice } from './ConflictChoice.tsx';
import { forRules, mostLevels } from './draft.ts';
import { ExportChoice } from './ExportChoice.tsx';
import { LevelChoice } from './LevelChoice.tsx';
import { PlacedField, useSettingsForm } from './SettingsForm.tsx';
import { SubFields } from './SubFields.tsx';

type RuleStatus = NonNullable<NonNullable<ResolutionSettings['RuleBasedMatching']>['Status']>;

const pictures = { PENDING: 'pending', IN_PROGRESS: 'in-progress', ACTIVE: 'success' } as const;

/** Rules: levels of attributes that must all be the same, and how far down they match and merge. */
export function RulesSection({ status }: { status: RuleStatus | undefined }) {
  const { t } = useTranslation();
  const { draft, changeRules } = useSettingsForm();
  const { rules } = draft;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('matching.rulesWhat')}
          actions={
            <Toggle
              checked={rules.enabled}
              onChange={({ detail }) =>
                changeRules({
                  enabled: detail.checked,
                  ...(detail.checked && rules.levels.length === 0 && { levels: [[]] }),
                })
              }
              ariaLabel={t('matching.rules')}
            >
              {t(rules.enabled ? 'matching.on' : 'matching.off')}
            </Toggle>
          }
        >
          {t('matching.rules')}
        </Header>
      }
    >
      {rules.enabled && (
        <SpaceBetween size="l">
          {status && (
            <span className="n-rule-state">
              <StatusIndicator type={pictures[status]}>{t(`ruleStatus.${status}`)}</StatusIndicator>
            </span>
          )}
          <Rules />
        </SpaceBetween>
      )}
    </Container>
  );
}

function Rules() {
  const { t } = useTranslation();
  const { draft, changeRules, attributes } = useSettingsForm();
  const { rules } = draft;
  const count = rules.levels.length;
  const isNewLast = (levels: string[][]) => levels.length > count && rules.matching === count;
  return (
    <SpaceBetween size="l">
      <PlacedField label={t('matching.levels')} place="levels" description={t('matching.levelsWhy')}>
        <AttributeSets
          sets={rules.levels}
          choices={forRules(attributes)}
          add={t('matching.addLevel')}
          name={(number) => t('matching.level', { number })}
          note={(number) => <Reach number={number} />}
          most={mostLevels}
          ordered
          onChange={(levels) =>
            changeRules({ levels, ...(isNewLast(levels) && { matching: levels.length }) })
          }
        />
      </PlacedField>
      <div className="n-settings-grid">
        <LevelChoice
          label={t('matching.matchTo')}
          description={t('matching.matchToWhy')}
          place="levelsMatching"
          levels={count}
          least={1}
          value={rules.matching}
          onChange={(matching) => changeRules({ matching, merging: Math.min(rules.merging, matching) })}
        />
        <LevelChoice
          label={t('matching.mergeTo')}
          description={t('matching.mergeToWhy')}
          place="levelsMerging"
          levels={Math.min(rules.matching, Math.max(1, count))}
          least={0}
          value={rules.merging}
          onChange={(merging) => changeRules({ merging })}
        />
      </div>
      <SubFields />
      <ConflictChoice
        value={rules.conflict}
        place="rulesSource"
        onChange={(conflict) => changeRules({ conflict })}
      />
      <ExpandableSection headerText={t('matching.export')} defaultExpanded={rules.exporting.bucket !== ''}>
        <ExportChoice
          value={rules.exporting}
          place="rulesBucket"
          onChange={(exporting) => changeRules({ exporting })}
        />
      </ExpandableSection>
    </SpaceBetween>
  );
}

/** What a level does by itself: merge, propose, or nothing. */
function Reach({ number }: { number: number }) {
  const { t } = useTranslation();
  const { rules } = useSettingsForm().draft;
  const reach = number <= rules.merging ? 'merges' : number <= rules.matching ? 'matches' : 'idle';
  return (
    <span className="n-set-reach" data-reach={reach}>
      {t(`matching.reach.${reach}`)}
    </span>
  );
}
