/** Fields of a candidate that people tell customers apart by, the most telling first. */
const telling = [
  'Name',
  'BusinessName',
  'BirthDate',
  'City',
  'EmailAddress',
  'PhoneNumber',
  'AccountNumber',
] as const;

/** What of a candidate is looked at. */
export interface Candidate {
  LastName?: string | undefined;
  FirstName?: string | undefined;
  Reading?: string | undefined;
  BusinessName?: string | undefined;
  BirthDate?: string | undefined;
  City?: string | undefined;
  EmailAddress?: string | undefined;
  PhoneNumber?: string | undefined;
  AccountNumber?: string | undefined;
}

/** More would have to be read instead of seen. */
const mostFields = 4;

/** For each candidate the fields, with its values, in which they are not all alike. Pure. */
export function tellApart(candidates: readonly Candidate[]): { Field: string; Value: string }[][] {
  const rows = candidates.map((candidate): Record<string, string | undefined> => {
    const name = [candidate.LastName, candidate.FirstName].filter(Boolean).join(' ');
    const reading = candidate.Reading ? ` (${candidate.Reading})` : '';
    return { ...(candidate as Record<string, string | undefined>), Name: name && `${name}${reading}` };
  });
  const fields = telling.filter((field) => new Set(rows.map((row) => row[field] ?? '')).size > 1);
  return rows.map((row) => fields.slice(0, mostFields).map((Field) => ({ Field, Value: row[Field] ?? '' })));
}
