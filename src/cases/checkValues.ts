import type { Catalogue } from './catalogue.ts';
import { type GivenValue, readValue, type StoredValue, type Values } from './fieldValue.ts';
import { invalid } from './refusals.ts';
import { evaluateRules } from './rules.ts';
import { alwaysRequired, readOnlyFields } from './systemFields.ts';

/** Values of a request by field id; undefined empties a field. */
export type Wanted = ReadonlyMap<string, StoredValue | undefined>;

/**
 * Reads the values of CreateCase or UpdateCase. Refuses (400) unknown fields, one named twice, those the system keeps,
 * wrong types, choices that do not exist, and deleted fields unless the case has a value there (AWS: DeleteField).
 */
export function readValues(
  { fields, options }: Pick<Catalogue, 'fields' | 'options'>,
  given: readonly { id?: string | undefined; value?: GivenValue | undefined }[],
  before: Values,
): Wanted {
  const wanted = new Map<string, StoredValue | undefined>();
  for (const { id = '', value = {} } of given) {
    const field = fields.get(id);
    if (!field) throw invalid(`Field ${id} does not exist in this domain.`);
    if (wanted.has(id)) throw invalid(`Field ${id} is given twice; give each field once.`);
    if (readOnlyFields.has(id)) throw invalid(`Field ${id} is kept by the system and cannot be set.`);
    if (field.deleted && !Object.hasOwn(before, id)) throw invalid(`Field ${id} was deleted; leave it out.`);
    const next = readValue(field, value);
    if (field.type === 'SingleSelect' && next !== undefined && next !== before[id]) {
      const choice = options.get(id)?.find((option) => option.value === next);
      if (!choice) throw invalid(`Field ${id} has no such option; ListFieldOptions tells its options.`);
      if (!choice.active) throw invalid(`Field ${id}: this option is no longer in use; choose another.`);
    }
    wanted.set(id, next);
  }
  return wanted;
}

/** The values after a change. */
export function applyValues(before: Values, wanted: Wanted): Record<string, StoredValue> {
  const after: Record<string, StoredValue> = { ...before };
  for (const [fieldId, value] of wanted) {
    if (value === undefined) delete after[fieldId];
    else after[fieldId] = value;
  }
  return after;
}

/**
 * Holds values against what a case cannot be without, its template and the rules. Refuses (400), naming every field
 * that is missing. The template's own list is for new cases and for fields that a change empties.
 */
export function checkComplete(catalogue: Catalogue, after: Values, before: Values | undefined): void {
  const has = (fieldId: string) => Object.hasOwn(after, fieldId);
  const { required, hidden, options } = evaluateRules(catalogue.rules, after);
  const asked = new Set([...alwaysRequired, ...required]);
  for (const fieldId of catalogue.required) {
    const emptied = before === undefined || Object.hasOwn(before, fieldId);
    if (emptied && !hidden.has(fieldId)) asked.add(fieldId);
  }
  const lacking = [...asked].filter((fieldId) => !has(fieldId));
  if (lacking.length > 0)
    throw invalid(`${lacking.length === 1 ? 'Field' : 'Fields'} ${lacking.join(', ')}: a value is required.`);
  for (const [fieldId, left] of options) {
    const value = after[fieldId];
    if (value === undefined || left.has(String(value))) continue;
    throw invalid(`Field ${fieldId}: this option cannot be chosen with the other values; choose another.`);
  }
}
