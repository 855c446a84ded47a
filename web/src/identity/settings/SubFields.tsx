import RadioGroup from '@cloudscape-design/components/radio-group';
import { useTranslation } from 'react-i18next';
import { subFields } from './draft.ts';
import { FieldChoice } from './FieldChoice.tsx';
import { PlacedField, useSettingsForm } from './SettingsForm.tsx';

const kinds = ['phone', 'email', 'address'] as const;

/** Whether each field is compared with itself alone, or every phone with every phone. */
export function SubFields() {
  const { t } = useTranslation();
  const { draft, changeRules } = useSettingsForm();
  const { rules } = draft;
  return (
    <div className="n-settings-inner">
      <PlacedField label={t('matching.selector')} place="subFields">
        <RadioGroup
          value={rules.manyToMany ? 'many' : 'one'}
          items={[
            { value: 'one', label: t('matching.oneToOne'), description: t('matching.oneToOneWhy') },
            { value: 'many', label: t('matching.manyToMany'), description: t('matching.manyToManyWhy') },
          ]}
          onChange={({ detail }) => changeRules({ manyToMany: detail.value === 'many' })}
        />
      </PlacedField>
      {rules.manyToMany && (
        <div className="n-settings-grid">
          {kinds.map((kind) => (
            <FieldChoice
              key={kind}
              label={t(`matching.sub.${kind}`)}
              choices={subFields[kind]}
              chosen={rules[kind]}
              onChange={(chosen) => changeRules({ [kind]: chosen })}
            />
          ))}
        </div>
      )}
    </div>
  );
}
