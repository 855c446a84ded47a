import type { LayoutContent } from '@aws-sdk/client-connectcases';
import type { Catalogue } from './catalogue.ts';
import type { Field, FieldOption } from './field.ts';
import type { Values } from './fieldValue.ts';
import { evaluateRules } from './rules.ts';
import { alwaysRequired, readOnlyFields } from './systemFields.ts';

/** A field as a screen shows it, with what the rules say for the values at hand. */
export interface FormField {
  field: Field;
  required: boolean;
  hidden: boolean;
  readOnly: boolean;
  /** Choices that can be taken now, and the one that is set. */
  options: FieldOption[];
}

/** A group of fields of a screen. */
export interface FormSection {
  panel: 'top' | 'more';
  name: string | undefined;
  fieldIds: string[];
}

/** What a screen shows of a case besides title and status, which have places of their own. */
export interface Form {
  fields: FormField[];
  sections: FormSection[];
}

/** Without a layout the fields of the system are shown in this order (AWS: default order), then what is asked for. */
const withoutLayout = ['case_reason', 'assigned_user', 'summary'];

/**
 * The form of a case. Fields that the template or its rules ask for, and those with a value, are shown even where the
 * layout forgets them: nothing can be required and nowhere.
 */
export function formOf(catalogue: Catalogue, layout: LayoutContent | undefined, values: Values): Form {
  const outcome = evaluateRules(catalogue.rules, values);
  const has = (fieldId: string) => Object.hasOwn(values, fieldId);
  const inUse = (fieldId: string) => catalogue.fields.get(fieldId)?.deleted === false;
  const sections = sectionsOf(layout).map((section) => ({
    ...section,
    fieldIds: section.fieldIds.filter(inUse),
  }));
  const placed = new Set(['title', 'status', ...sections.flatMap(({ fieldIds }) => fieldIds)]);
  const wanted = [...catalogue.required, ...catalogue.rules.map(({ fieldId }) => fieldId)];
  const custom = Object.keys(values).filter((id) => catalogue.fields.get(id)?.namespace === 'Custom');
  const others = [...new Set([...wanted, ...custom])].filter(
    (id) => !placed.has(id) && (inUse(id) || has(id)) && !ownPlace.has(id),
  );
  if (others.length > 0) sections.push({ panel: 'top', name: undefined, fieldIds: others });

  const shown = ['title', 'status', ...sections.flatMap(({ fieldIds }) => fieldIds)];
  const fields = shown.flatMap((fieldId): FormField[] => {
    const field = catalogue.fields.get(fieldId);
    if (!field) return [];
    const hidden = outcome.hidden.has(fieldId);
    const required =
      alwaysRequired.has(fieldId) ||
      outcome.required.has(fieldId) ||
      (catalogue.required.has(fieldId) && !hidden);
    const left = outcome.options.get(fieldId);
    const options = (catalogue.options.get(fieldId) ?? []).filter(
      ({ value, active }) => value === values[fieldId] || (active && (left?.has(value) ?? true)),
    );
    return [{ field, required, hidden, readOnly: readOnlyFields.has(fieldId), options }];
  });
  return { fields, sections };
}

/** The customer stands in the head of every screen. */
const ownPlace = new Set(['customer_id']);

function sectionsOf(layout: LayoutContent | undefined): FormSection[] {
  if (!layout?.basic) return [{ panel: 'top', name: undefined, fieldIds: withoutLayout }];
  const panels = [
    { panel: 'top' as const, content: layout.basic.topPanel },
    { panel: 'more' as const, content: layout.basic.moreInfo },
  ];
  return panels.flatMap(({ panel, content }) =>
    (content?.sections ?? []).map((section) => ({
      panel,
      name: section.fieldGroup?.name || undefined,
      fieldIds: (section.fieldGroup?.fields ?? [])
        .map(({ id }) => id ?? '')
        .filter((id) => !ownPlace.has(id)),
    })),
  );
}
