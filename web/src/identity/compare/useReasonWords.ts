import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../profile/useFieldLabel.ts';
import type { PairReason } from '../types.ts';

/** Facts that the model compares, each with words of its own. */
const facts = ['familyName', 'givenName', 'birthDate', 'phone', 'email', 'address', 'gender', 'building'];

/** A reason in words: `電話番号が同じ`. What has no words of its own is told by its field and how alike the values are. */
export function useReasonWords(): (reason: Pick<PairReason, 'Field' | 'Level'>) => string {
  const { t, i18n } = useTranslation();
  const label = useFieldLabel();
  return ({ Field, Level }) => {
    const own = `reason.${Field}.${Level}`;
    if (facts.includes(Field) && i18n.exists(own)) return t(own as never);
    const field = label(Field.replace(/^(?:custom:|_profile\.)/, ''));
    const alike = `reason.field.${Level}`;
    return i18n.exists(alike) ? String(t(alike as never, { field } as never)) : `${field}: ${Level}`;
  };
}

/** Why a group waits for a person, in words; a code that is not known stays as it is. */
export function useGroupReasonWords(): (code: string) => string {
  const { t, i18n } = useTranslation();
  return (code) => {
    const key = `groupReason.${code}`;
    return i18n.exists(key) ? t(key as never) : code;
  };
}

/** Reasons that say that a group cannot be one person. */
export const isContradiction = (code: string) =>
  code.startsWith('contradicting') || code === 'twoIdsOfOneSource';
