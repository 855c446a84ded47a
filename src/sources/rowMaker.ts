import { createHash } from 'node:crypto';
import type { IncomingObject } from '../profiles/ingestPlan.ts';
import type { ObjectTypeDefinition } from '../profiles/objectType.ts';
import { keyOfTarget } from '../profiles/standardFields.ts';
import { isSpreadsheetDamage } from '../values/phone.ts';
import { headerOfSource, pathOfSource, rowHash } from './columns.ts';
import type { SourceRecord } from './reading/record.ts';

/** One record on its way in: an object to ingest, or why it is rejected. */
export interface Item {
  line: number;
  cells: string[];
  object?: IncomingObject;
  field?: string | undefined;
  reason?: string;
}

/** What a row maker has to know of the file and its type. */
export interface RowPlan {
  typeName: string;
  definition: ObjectTypeDefinition;
  /** Column names; empty for JSON Lines, whose records bring their own. */
  header: string[];
}

/**
 * Makes objects of records: each cell that is not empty becomes a member named like its column. Rejects rows without
 * any value and rows in which a spreadsheet has turned a phone, postal code or customer number into a rounded number.
 */
export function createRowMaker(plan: RowPlan): (record: SourceRecord) => Item {
  const { typeName, header } = plan;
  const numbers = numberColumns(plan.definition);
  const hashed = JSON.stringify(plan.definition.Fields ?? {}).includes(`_source.${rowHash}`);
  // Members called like those of every object (constructor) need an object that has none.
  const bare = header.some((name) => name in {});
  return (record) => {
    const { line, cells } = record;
    if (record.reason) return { line, cells, reason: record.reason };
    const value = record.object?.value ?? objectOf(header, cells, bare);
    if (isEmpty(value)) return { line, cells, reason: 'the row has no values' };
    const field = numbers.find((name) => isSpreadsheetDamage(String(value[name] ?? '')));
    if (field) return { line, cells, field, reason: damage };
    if (!hashed) {
      return {
        line,
        cells,
        object: { objectTypeName: typeName, value, json: record.object?.json ?? JSON.stringify(value) },
      };
    }
    const hash = createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
    const marked = { ...value, [rowHash]: hash };
    return { line, cells, object: { objectTypeName: typeName, value: marked, json: JSON.stringify(marked) } };
  };
}

const damage =
  'a spreadsheet has rounded the number (such as 9.01E+09); format the column as text there and export again';

function objectOf(header: string[], cells: string[], bare: boolean): Record<string, unknown> {
  const value: Record<string, unknown> = bare ? Object.create(null) : {};
  for (let i = 0; i < header.length; i++) {
    const cell = cells[i];
    if (cell) value[header[i] as string] = cell;
  }
  return value;
}

function isEmpty(value: Record<string, unknown>): boolean {
  for (const name in value) {
    const member = value[name];
    if (typeof member !== 'string' || member.trim() !== '') return false;
  }
  return true;
}

/** Columns that hold digits which must not be rounded. */
function numberColumns(definition: ObjectTypeDefinition): string[] {
  return Object.values(definition.Fields ?? {}).flatMap(({ Source, Target, ContentType }) => {
    const key = keyOfTarget(Target ?? '');
    const digits =
      ContentType === 'PHONE_NUMBER' ||
      key === '_phone' ||
      key === '_account' ||
      Target?.endsWith('.PostalCode');
    const path = digits ? pathOfSource(Source ?? '') : undefined;
    return path?.length === 1 ? path : [];
  });
}

/** Says which column a field or key of the type reads, for messages about a row. */
export function columnOfField(
  definition: ObjectTypeDefinition,
): (name: string | undefined) => string | undefined {
  return (name) => {
    if (name === undefined) return undefined;
    const field =
      definition.Fields?.[name] ?? definition.Fields?.[definition.Keys?.[name]?.[0]?.FieldNames?.[0] ?? ''];
    return headerOfSource(field?.Source ?? '') ?? name;
  };
}
