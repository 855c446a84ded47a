import type { Facts } from '../../profiles/facts.ts';
import { type FoldTypes, fold, valuesOf } from '../../profiles/fold.ts';
import type { Tuple } from './tuples.ts';

/** Columns of `copyProfiles` before the fields: id, time, source, facts of several sources. */
export const leadingColumns = 4;

/** Reads rows of `copyProfiles`: most have one source and lie ready in the tuple, the others are folded first. */
export class RowReader {
  /** True when the fields of the row stand in the tuple itself. */
  isPlain = true;
  private readonly fields: readonly string[];
  private readonly types: FoldTypes;
  private tuple: Tuple | undefined;
  private folded: string[] = [];

  constructor(fields: readonly string[], types: FoldTypes) {
    this.fields = fields;
    this.types = types;
  }

  /** Looks at a row and returns the object type that gave the first of its facts, 0 for people. */
  take(tuple: Tuple): number {
    const { bytes, starts, ends } = tuple;
    this.tuple = tuple;
    if (starts[3]! >= 0) {
      // The binary form of jsonb has its version before the text.
      const facts = JSON.parse(bytes.toString('utf8', starts[3]! + 1, ends[3]!)) as Facts;
      this.isPlain = false;
      this.folded = this.fold(facts);
      return facts[0]?.t ?? 0;
    }
    const source = starts[2]! < 0 ? 0 : bytes.readInt32BE(starts[2]!);
    this.isPlain = source === 0 || this.types.has(source);
    if (!this.isPlain) this.folded = this.fields.map(() => '');
    return source;
  }

  /** The text of each field, '' where nothing is known. */
  texts(): string[] {
    if (!this.isPlain) return this.folded;
    const { bytes, starts, ends } = this.tuple!;
    return this.fields.map((_field, at) => {
      const start = starts[leadingColumns + at]!;
      return start < 0 ? '' : bytes.toString('utf8', start, ends[leadingColumns + at]!);
    });
  }

  private fold(facts: Facts): string[] {
    const values = valuesOf(fold([facts], this.types));
    return this.fields.map((field) => {
      const value = Object.hasOwn(values, field) ? values[field] : '';
      return typeof value === 'string' ? value : '';
    });
  }
}

/** Milliseconds from 1970 to 2000, where PostgreSQL's clock begins. */
const epoch = 946_684_800_000;

/** Milliseconds since 1970 of a binary timestamptz (microseconds in 64 bits). */
export function timeOf({ bytes, starts }: Tuple, column: number): number {
  const start = starts[column]!;
  const micros = bytes.readInt32BE(start) * 2 ** 32 + bytes.readUInt32BE(start + 4);
  return epoch + micros / 1000;
}
