import FormField from '@cloudscape-design/components/form-field';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../profile/useFieldLabel.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { inFieldOrder } from '../compare/rows.ts';
import type { Draft } from './draft.ts';
import type { Place, Problems } from './problems.ts';

interface FormValue {
  draft: Draft;
  change: (part: (now: Draft) => Draft) => void;
  /** Names that rules and criteria may use. */
  attributes: string[];
  problems: Problems;
  /** What the server refused, at the place it spoke of. */
  refusal: { place: Place; text: string } | undefined;
}

const FormContext = createContext<FormValue | undefined>(undefined);

/** Gives the sections below the form they are parts of. */
export function SettingsForm({ value, children }: { value: FormValue; children: ReactNode }) {
  return <FormContext value={value}>{children}</FormContext>;
}

/** The form, and ways to change one of its parts. */
export function useSettingsForm() {
  const form = useContext(FormContext);
  if (!form) throw new Error('useSettingsForm outside SettingsForm');
  const { change } = form;
  const part =
    <Name extends keyof Draft>(name: Name) =>
    (changed: Partial<Draft[Name]>) =>
      change((now) => ({ ...now, [name]: { ...now[name], ...changed } }));
  return { ...form, changeModel: part('model'), changeRules: part('rules'), changeNayose: part('nayose') };
}

interface PlacedFieldProps {
  label: string;
  place: Place;
  description?: string;
  constraint?: string;
  children: ReactNode;
}

/** A labelled part of the form that shows what is wrong with it. */
export function PlacedField({ label, place, description, constraint, children }: PlacedFieldProps) {
  const { t } = useTranslation();
  const { problems, refusal } = useSettingsForm();
  const code = problems[place];
  const text = code ? t(`matching.problem.${code}`) : refusal?.place === place ? refusal.text : undefined;
  return (
    <FormField
      label={label}
      description={description}
      constraintText={constraint}
      errorText={text && <SafeText text={text} limit={400} />}
      stretch
    >
      {children}
    </FormField>
  );
}

/** Attributes as the choices of a list, in words, in the order of a profile's fields. */
export function useAttributeOptions(names: readonly string[]): { value: string; label: string }[] {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const words = (name: string) => (name === 'Address.Address' ? t('matching.streetLines') : label(name));
  return names.toSorted(inFieldOrder).map((name) => ({ value: name, label: words(name) }));
}
