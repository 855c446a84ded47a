import Badge from '@cloudscape-design/components/badge';
import { useTranslation } from 'react-i18next';
import { useCustomerName } from '../profile/ProfileTitle.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { type CaseValue, type CustomerName, closed, type FormField, type People } from './types.ts';

type Named = Pick<FormField, 'FieldId' | 'Name' | 'System'>;

/** Label of a field: fields of the system in the reader's language, the others as they were named. */
export function useFieldName(): (field: Named) => string {
  const { t, i18n } = useTranslation();
  return ({ FieldId, Name, System }) => {
    const key = `case.field.${FieldId}`;
    return System && i18n.exists(key) ? t(key as never) : Name;
  };
}

/** Label of a choice: those every domain begins with in the reader's language, unless they were renamed. */
export function useOptionName(): (fieldId: string, option: { Value: string; Name: string }) => string {
  const { t, i18n } = useTranslation();
  return (fieldId, { Value, Name }) => {
    const key = `case.option.${fieldId}.${Value}`;
    const begins = Name.toLowerCase() === Value.toLowerCase();
    return begins && i18n.exists(key) ? t(key as never) : Name;
  };
}

/** Name of a template or layout: the one every domain begins with in the reader's language. */
export function useSetUpName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (name === 'General' ? t('case.general') : name);
}

/** Name of a person, or what stands in for it: the end of the ARN. */
export function useActorName(people: People): (arn: string) => string {
  const { t } = useTranslation();
  return (arn) =>
    people[arn] ?? (arn.includes(':system/') ? t('case.system') : (arn.split('/').at(-1) ?? arn));
}

/** What the customer of a case is called. */
export function useNameOfCustomer(): (customer: CustomerName) => string {
  const nameOf = useCustomerName();
  return (customer) => nameOf(customer as never);
}

/** The status of a case. A name comes from the field's choices where they are known. */
export function StatusBadge({ status, name }: { status: string; name?: string | undefined }) {
  const optionName = useOptionName();
  const label = optionName('status', { Value: status, Name: name ?? status });
  const colour = status === closed ? 'grey' : status === 'open' ? 'green' : 'blue';
  return (
    <span className="k-badge">
      <Badge color={colour}>
        <SafeText text={label} limit={40} />
      </Badge>
    </span>
  );
}

interface ValueTextProps {
  field: FormField | undefined;
  value: CaseValue | undefined;
  people: People;
  limit?: number;
}

/** A value as people read it. */
export function ValueText({ field, value, people, limit = 4200 }: ValueTextProps) {
  const { t, i18n } = useTranslation();
  const optionName = useOptionName();
  const actor = useActorName(people);
  if (value === undefined || value === '') return <span aria-hidden="true">–</span>;
  const text = String(value);
  switch (field?.Type) {
    case 'Boolean':
      return <>{t(value === true ? 'word.yes' : 'word.no')}</>;
    case 'Number':
      return <>{new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 20 }).format(Number(value))}</>;
    case 'DateTime':
      return <>{showMoment(Date.parse(text) / 1000, i18n.language as Language)}</>;
    case 'SingleSelect': {
      const option = field.Options.find(({ Value }) => Value === text) ?? { Value: text, Name: text };
      return <SafeText text={optionName(field.FieldId, option)} limit={limit} />;
    }
    case 'User':
      return <SafeText text={actor(text)} limit={limit} />;
    case 'Url':
      return (
        <a href={/^https?:\/\//i.test(text) ? text : undefined} target="_blank" rel="noopener noreferrer">
          <SafeText text={text} limit={limit} />
        </a>
      );
    default:
      return <SafeText text={text} limit={limit} />;
  }
}
