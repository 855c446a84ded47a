import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { useNarrow } from './useNarrow.ts';

type Column<Item> = TableProps.ColumnDefinition<Item>;

/** Rows with their columns side by side; on a narrow screen each row stands as a block, its columns below one another. */
export function DataTable<Item>({ columnDefinitions, ...props }: TableProps<Item>) {
  const narrow = useNarrow();
  return (
    <Table
      {...props}
      columnDefinitions={narrow ? [stacked(columnDefinitions)] : columnDefinitions.map(roomy)}
    />
  );
}

/** Room for a few words, so that none is broken into single characters. */
const roomy = <Item,>(column: Column<Item>): Column<Item> => ({
  minWidth: column.header === '' ? 52 : 124,
  ...column,
});

/** One column of all: the row's own name first, with what can be done to the row; then the others, each with its header. */
function stacked<Item>(columns: readonly Column<Item>[]): Column<Item> {
  const name = columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0]!;
  const actions = columns.filter(({ header }) => header === '');
  const facts = columns.filter((column) => column !== name && !actions.includes(column));
  return {
    id: name.id ?? 'row',
    header: name.header,
    cell: (item) => (
      <div className="n-stacked">
        <div className="n-stacked-name">
          <div>{name.cell(item)}</div>
          {actions.map((column) => (
            <div key={column.id}>{column.cell(item)}</div>
          ))}
        </div>
        <dl>
          {facts.map((column) => (
            <Fact key={column.id} label={column.header} value={column.cell(item)} />
          ))}
        </dl>
      </div>
    ),
  };
}

/** Nothing where there is nothing to tell. */
function Fact({ label, value }: { label: ReactNode; value: ReactNode }) {
  if (value === '–' || value === '' || value === undefined) return null;
  return (
    <div className="n-stacked-fact">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
