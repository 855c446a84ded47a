import type { FieldCatalogue } from './field.ts';
import type { Values } from './fieldValue.ts';

/**
 * How words in cases are found. Texts and search terms are folded alike (NFKC, lower case), and a term is found where
 * it is part of a folded text. Numbers for runs of one and two characters narrow down which cases to look at: every
 * run of the term is a run of the text. Two runs may share a number; the text itself decides.
 */
export const foldText = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(between, '\ufffd');

/** Stands between the texts of a case, and in none of them: no term reaches from one into the next. */
const between = '\uffff';

/** Words of a case, ready to be stored. */
export interface CaseText {
  /** Field id → folded text. */
  folded: Record<string, string>;
  /** All folded texts in one. */
  words: string;
  tokens: number[];
}

const searchable = new Set(['Text', 'Url', 'SingleSelect', 'Number']);

/**
 * Words of a case: texts, addresses, choices and numbers of all its fields, deleted ones too (AWS: SearchCases), with
 * its id and reference number. Whose case it is and who looks after it are ids, not words.
 */
export function caseText(fields: FieldCatalogue, values: Values): CaseText {
  const folded: Record<string, string> = {};
  for (const [fieldId, value] of Object.entries(values)) {
    if (fieldId === 'customer_id' || !searchable.has(fields.get(fieldId)?.type ?? '')) continue;
    folded[fieldId] = foldText(String(value));
  }
  const texts = Object.values(folded);
  const tokens = new Set(texts.flatMap((text) => [...runs(text, 1), ...runs(text, 2)]));
  return { folded, words: texts.join(between), tokens: [...tokens] };
}

/** Numbers that a case must have to hold this folded term. */
export function termTokens(term: string): number[] {
  const length = [...term].length;
  return length === 0 ? [] : [...new Set(runs(term, Math.min(length, 2)))];
}

function runs(text: string, length: number): number[] {
  const signs = [...text];
  const tokens: number[] = [];
  for (let start = 0; start + length <= signs.length; start++) {
    tokens.push(hash(signs.slice(start, start + length).join('')));
  }
  return tokens;
}

/** FNV-1a over code units, as a signed number of 32 bits. */
function hash(run: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < run.length; index++) {
    value = Math.imul(value ^ run.charCodeAt(index), 0x01000193);
  }
  return value | 0;
}
