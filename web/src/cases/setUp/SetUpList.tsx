import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import type { TableProps } from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../app/DataTable.tsx';
import { Empty } from '../../app/Empty.tsx';
import { SafeText } from '../../text/SafeText.tsx';

interface SetUpListProps<Item> {
  title: string;
  what: string;
  add: string;
  none: string;
  items: readonly Item[];
  id: (item: Item) => string;
  name: (item: Item) => string;
  /** What is shown beside the name. */
  columns?: TableProps.ColumnDefinition<Item>[];
  onAdd: () => void;
  onOpen: (item: Item) => void;
  /** False where there is nothing to change. */
  able?: (item: Item) => boolean;
}

/** A list of the set-up: each row can be opened, new ones are added above. */
export function SetUpList<Item>(props: SetUpListProps<Item>) {
  const { t } = useTranslation();
  const { title, what, add, none, items, id, name, columns = [], onAdd, onOpen, able } = props;
  return (
    <DataTable
      variant="embedded"
      items={items}
      trackBy={id}
      wrapLines
      ariaLabels={{ tableLabel: title }}
      header={
        <Header
          variant="h2"
          description={what}
          counter={`(${items.length})`}
          actions={
            <Button iconName="add-plus" onClick={onAdd}>
              {add}
            </Button>
          }
        >
          {title}
        </Header>
      }
      empty={<Empty title={none} />}
      columnDefinitions={[
        {
          id: 'name',
          header: t('caseSetUp.name'),
          isRowHeader: true,
          minWidth: 150,
          cell: (item) => <SafeText text={name(item)} limit={100} />,
        },
        ...columns,
        {
          id: 'open',
          header: '',
          width: 60,
          minWidth: 60,
          cell: (item) =>
            (able?.(item) ?? true) && (
              <Button
                variant="inline-icon"
                iconName="edit"
                ariaLabel={t('field.edit', { label: name(item) })}
                onClick={() => onOpen(item)}
              />
            ),
        },
      ]}
    />
  );
}
