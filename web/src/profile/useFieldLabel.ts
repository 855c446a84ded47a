import { useTranslation } from 'react-i18next';
import type { CustomField } from '../api/types.ts';
import { addressKinds, addressParts, columnOnlyTargets, simpleFields } from './standardFields.ts';

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  (names as readonly string[]).includes(name);

/** Words for a flat field name: `LastName` → 姓, `Address.City` → 住所 · 市区町村, `Attributes.x` → x. */
export function useFieldLabel(): (flat: string) => string {
  const { t } = useTranslation();
  return (flat) => {
    const dot = flat.indexOf('.');
    const [group, member] = dot < 0 ? [flat, ''] : [flat.slice(0, dot), flat.slice(dot + 1)];
    if (isOneOf(addressKinds, group) && isOneOf(addressParts, member)) {
      return t('field.inAddress', { address: t(`address.${group}`), part: t(`addressPart.${member}`) });
    }
    if (isOneOf(addressKinds, group)) return t(`address.${group}`);
    if (isOneOf(simpleFields, group) && member === '') return t(`standard.${group}`);
    if (isOneOf(columnOnlyTargets, flat)) return t(`columnTarget.${flat}`);
    return member || flat;
  };
}

/** The part of an address alone: 市区町村. */
export function usePartLabel(): (flat: string) => string {
  const { t } = useTranslation();
  const label = useFieldLabel();
  return (flat) => {
    const member = flat.slice(flat.indexOf('.') + 1);
    return isOneOf(addressParts, member) && flat.includes('Address.')
      ? t(`addressPart.${member}`)
      : label(flat);
  };
}

/** The catalogue's own label of a custom field in the reader's language, else its name. */
export function useCustomLabel(): (field: CustomField) => string {
  const { i18n } = useTranslation();
  return ({ Name, LabelJa, LabelEn }) =>
    (i18n.language === 'ja' ? LabelJa || LabelEn : LabelEn || LabelJa) || Name;
}
