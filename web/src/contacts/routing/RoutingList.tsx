import Button from '@cloudscape-design/components/button';
import type { TableProps } from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { removalColumn } from './Removal.tsx';
import { TabHead } from './TabHead.tsx';

interface RoutingListProps<Item> {
  what: string;
  label: string;
  /** What the button that adds one says. */
  add: string;
  items: readonly Item[];
  id: keyof Item & string;
  name: (item: Item) => string;
  /** What is shown beside the name. */
  columns: TableProps.ColumnDefinition<Item>[];
  /** The last refusal of a change made in the list itself. */
  error?: Error | null;
  /** False for what everything falls back on: it stays. */
  removable?: (item: Item) => boolean;
  /** The window to change one, or to make one where there is none yet. */
  edit: (item: Item | undefined, close: () => void) => ReactNode;
  /** The window that asks before one goes. */
  remove: (item: Item, close: () => void) => ReactNode;
}

/** Queues, hours or routing profiles: each is opened by its name and taken away at the end of its row. */
export function RoutingList<Item>(props: RoutingListProps<Item>) {
  const { t } = useTranslation();
  const { what, label, add, items, id, name, columns, error = null, removable, edit, remove } = props;
  const [editing, setEditing] = useState<Item | 'new'>();
  const [removing, setRemoving] = useState<Item>();
  return (
    <>
      <TabHead what={what} error={error}>
        <Button iconName="add-plus" onClick={() => setEditing('new')}>
          {add}
        </Button>
      </TabHead>
      <DataTable
        variant="borderless"
        items={items}
        trackBy={id}
        wrapLines
        ariaLabels={{ tableLabel: label }}
        columnDefinitions={[
          {
            id: 'name',
            header: t('routing.name'),
            isRowHeader: true,
            cell: (item) => (
              <Button variant="inline-link" onClick={() => setEditing(item)}>
                {name(item)}
              </Button>
            ),
          },
          ...columns,
          removalColumn<Item>({
            label: (item) => t('routing.removeOf', { name: name(item) }),
            onRemove: setRemoving,
            ...(removable && { able: removable }),
          }),
        ]}
      />
      {editing && edit(editing === 'new' ? undefined : editing, () => setEditing(undefined))}
      {removing && remove(removing, () => setRemoving(undefined))}
    </>
  );
}
