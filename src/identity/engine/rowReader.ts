import type { Facts } from '../../profiles/facts.ts';
import { type FoldTypes, fold, valuesOf } from '../../profiles/fold.ts';
import type { FieldValue } from '../../profiles/mapping.ts';
import type { Tuple } from './tuples.ts';

/** Columns of `copyProfiles` before the fields. */
export const leadingColumns = 4;

/** What a row of `copyProfiles` says. */
export interface RowText {
  /** Text of each field in their order, '' where nothing is known. Used again for the next row. */
  texts: string[];
  /** Object type that gave the (first of the) facts; 0 for people. */
  source: number;
}

/** Reads rows of `copyProfiles` into texts; profiles with several sources are folded first. */
export function rowReader(fields: readonly string[], types: FoldTypes): (tuple: Tuple) => RowText {
  const row: RowText = { texts: fields.map(() => ''), source: 0 };
  return (tuple) => {
    const { bytes, starts, ends } = tuple;
    if (starts[3]! >= 0) return folded(row, fields, types, bytes.toString('utf8', starts[3]! + 1, ends[3]!));
    row.source = starts[2]! < 0 ? 0 : bytes.readInt32BE(starts[2]!);
    const isKnown = row.source === 0 || types.has(row.source);
    for (let field = 0; field < fields.length; field++) {
      const start = starts[leadingColumns + field]!;
      row.texts[field] =
        start < 0 || !isKnown ? '' : bytes.toString('utf8', start, ends[leadingColumns + field]!);
    }
    return row;
  };
}

function folded(row: RowText, fields: readonly string[], types: FoldTypes, json: string): RowText {
  const facts = JSON.parse(json) as Facts;
  const values: Record<string, FieldValue> = valuesOf(fold([facts], types));
  row.source = facts[0]?.t ?? 0;
  for (const [at, field] of fields.entries()) {
    const value = Object.hasOwn(values, field) ? values[field] : '';
    row.texts[at] = typeof value === 'string' ? value : '';
  }
  return row;
}

/** Microseconds from 1970 to 2000, where PostgreSQL's clock begins. */
const epoch = 946_684_800_000_000n;

/** Milliseconds since 1970 of a binary timestamptz. */
export const timeOf = ({ bytes, starts }: Tuple, column: number): number =>
  Number((bytes.readBigInt64BE(starts[column]!) + epoch) / 1000n);
