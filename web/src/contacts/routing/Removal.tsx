import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../app/FormDialog.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import { type Change, type RoutingTabProps, useChange } from './useRouting.ts';

interface RemovalColumn<Item> {
  /** What the button does to which row, for those who hear it. */
  label: (item: Item) => string;
  onRemove: (item: Item) => void;
  /** False for what everything falls back on. */
  able?: (item: Item) => boolean;
}

/** The last column of a list: takes the row away. */
export const removalColumn = <Item,>({ label, onRemove, able = () => true }: RemovalColumn<Item>) => ({
  id: 'remove',
  header: '',
  cell: (item: Item) =>
    able(item) && (
      <Button
        variant="inline-icon"
        iconName="remove"
        ariaLabel={label(item)}
        onClick={() => onRemove(item)}
      />
    ),
});

interface RemoveDialogProps extends RoutingTabProps {
  title: string;
  name: string;
  /** What becomes of whatever had to do with it. */
  what: string;
  change: Change;
  onClose: () => void;
}

/** Asks before something of routing goes; says what still leads there where that is so. */
export function RemoveDialog({ domain, routing, title, name, what, change, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const remove = useChange(domain, routing.InstanceId, t('routing.removed'));
  return (
    <FormDialog
      title={title}
      submit={t('delete.action')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate(change, { onSuccess: onClose })}
      onClose={onClose}
    >
      <strong>
        <SafeText text={name} limit={120} />
      </strong>
      <p>{what}</p>
    </FormDialog>
  );
}
