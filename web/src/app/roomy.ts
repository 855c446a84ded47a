import type { TableProps } from '@cloudscape-design/components/table';

/**
 * Columns that keep room for a few words each: on a narrow screen the table then scrolls sideways instead of
 * breaking its words into single characters.
 */
export function roomy<Item>(
  columns: TableProps.ColumnDefinition<Item>[],
): TableProps.ColumnDefinition<Item>[] {
  return columns.map((column) => ({ minWidth: column.header === '' ? 52 : 124, ...column }));
}
