import { fromToken } from '../wire/pageToken.ts';
import { badRequest } from '../wire/refusal.ts';
import { isId } from './arns.ts';
import type { FieldCatalogue } from './field.ts';
import { timeOf } from './fieldValue.ts';
import { invalid } from './refusals.ts';
import type { SortBy } from './store/search.ts';

/** Reads the orders of a search. Refuses (400) unknown fields and one named twice. */
export function readSorts(
  fields: FieldCatalogue,
  given: readonly { fieldId?: string | undefined; sortOrder?: string | undefined }[],
): SortBy[] {
  const seen = new Set<string>();
  return given.map(({ fieldId = '', sortOrder }) => {
    const field = fields.get(fieldId);
    if (!field) throw invalid(`Field ${fieldId} of the sorts does not exist.`);
    if (seen.has(fieldId)) throw invalid(`Field ${fieldId} is sorted by twice; name it once.`);
    seen.add(fieldId);
    return { fieldId, type: field.type, descending: sortOrder === 'Desc' };
  });
}

/** The place a token names: the value of each sort, then the case. Refuses (400) a token of another search. */
export function placeFrom(sorts: readonly SortBy[], token: string | undefined) {
  const [text, caseId] = fromToken(token, ['text', 'id']) ?? [];
  if (text === undefined || caseId === undefined) return undefined;
  const place = read(text);
  const fits =
    Array.isArray(place) &&
    place.length === sorts.length &&
    sorts.every((sort, index) => place[index] === null || isValueOf(sort, place[index]));
  if (!fits) throw badRequest('NextToken is of another search; start again without it.');
  return { place: place as (string | null)[], caseId };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only what the database can take as a value of the sort. */
function isValueOf({ fieldId, type }: SortBy, value: unknown): boolean {
  if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\0')) return false;
  if (fieldId === 'case_id') return isId(value.replaceAll('-', ''));
  if (type === 'Number')
    return value !== '' && Number.isFinite(Number(value)) && !/^\s|\s$|^0[box]/i.test(value);
  if (type === 'Boolean') return value === 'true' || value === 'false';
  return type !== 'DateTime' || timeOf(value) !== undefined;
}
