import type { Candidate } from '../contacts/types.ts';
import { type Language, showDay } from '../values/dates.ts';
import { showPhone } from '../values/phones.ts';

/** A fact of a candidate as it is shown; `tells` when the candidates differ in it. */
export interface Fact {
  field: string;
  value: string;
  tells: boolean;
}

const always = ['BirthDate', 'City', 'PhoneNumber', 'EmailAddress', 'AccountNumber'] as const;

function shown(field: string, value: string, language: Language): string {
  if (field.endsWith('PhoneNumber')) return showPhone(value);
  return field === 'BirthDate' ? showDay(value, language) : value;
}

/**
 * The facts of each candidate: those that lists of customers always show, and whatever else the server says tells them
 * apart. The same number in two spellings tells nothing. The name has its own place.
 */
export function candidateFacts(candidates: readonly Candidate[], language: Language): Fact[][] {
  const named = candidates.flatMap(({ TellsApart = [] }) => TellsApart.map(({ Field }) => Field));
  const fields = [...new Set<string>([...always, ...named])].filter((field) => field !== 'Name');
  const textOf = (candidate: Candidate, field: string) =>
    (candidate as Record<string, unknown>)[field] ??
    candidate.TellsApart?.find(({ Field }) => Field === field)?.Value ??
    '';
  const rows = candidates.map((candidate) =>
    fields.map((field) => shown(field, String(textOf(candidate, field)), language)),
  );
  const tells = fields.map((_, at) => candidates.length > 1 && new Set(rows.map((row) => row[at])).size > 1);
  return rows.map((row) =>
    fields.flatMap((field, at) =>
      row[at] || tells[at] ? [{ field, value: row[at] ?? '', tells: tells[at] ?? false }] : [],
    ),
  );
}
