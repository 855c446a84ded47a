import { useTranslation } from 'react-i18next';
import { usePages } from '../api/pages.ts';
import type { CustomField } from '../api/types.ts';
import { isReading } from '../profile/readings.ts';

/** Names under which Japanese files give how a name is read. */
const usual = ['セイ', 'メイ'];

/**
 * Custom fields that hold how a name is read, as flat names: those the domain has, else the usual ones where people
 * write Japanese. Undefined until the catalogue has arrived.
 */
export function useReadingFields(domain: string): string[] | undefined {
  const { i18n } = useTranslation();
  const fields = usePages<CustomField>({
    service: 'nayose',
    operation: 'ListCustomFields',
    input: { DomainName: domain },
    member: 'Items',
  });
  if (fields.isPending) return undefined;
  const known = fields.items.map(({ Name }) => Name).filter(isReading);
  const names = known.length > 0 ? known : i18n.language === 'ja' ? usual : [];
  return names.map((name) => `Attributes.${name}`);
}
