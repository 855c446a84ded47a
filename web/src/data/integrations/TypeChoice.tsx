import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api/pages.ts';
import type { ObjectTypeItem } from '../../api/types.ts';

interface TypeChoiceProps {
  domain: string;
  value: string;
  invalid: boolean;
  onChange: (name: string) => void;
}

/** The object type that files come in as: one of the domain's, or the name of one that the first file makes. */
export function TypeChoice({ domain, value, invalid, onChange }: TypeChoiceProps) {
  const { t } = useTranslation();
  const types = usePages<ObjectTypeItem>({
    service: 'profile',
    operation: 'ListProfileObjectTypes',
    input: { DomainName: domain, MaxResults: 100 },
    member: 'Items',
  });
  const options = types.items
    .filter(({ ObjectTypeName }) => !ObjectTypeName.startsWith('_'))
    .map(({ ObjectTypeName, Description }) => ({ value: ObjectTypeName, description: Description }));
  return (
    <FormField
      label={t('imports.objectType')}
      description={t('integrations.typeWhat')}
      errorText={invalid && t('mapping.typeNameRule')}
    >
      <Autosuggest
        value={value}
        options={options.map(({ description, ...option }) =>
          description ? { ...option, description } : option,
        )}
        placeholder={t('integrations.typeExample')}
        enteredTextLabel={(name) => t('integrations.newType', { name })}
        onChange={({ detail }) => onChange(detail.value.trim())}
        expandToViewport
      />
    </FormField>
  );
}
