import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { EditPencil } from '../app/EditPencil.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { FieldEditor } from './FieldEditor.tsx';
import { useProfile } from './ProfileContext.tsx';
import { SourceButton } from './Provenance.tsx';

interface FieldProps {
  label: string;
  /** Flat names of the values this field shows and edits together. */
  names: readonly string[];
  /** How the values are shown; the first value as text when absent. */
  children?: ReactNode;
  /** Name of the field as the API has it, beside a label of the catalogue. */
  technical?: string;
  wide?: boolean;
}

/** A field of more parts than this (an address) is edited in a window of its own, so that the page keeps its shape. */
const partsInPlace = 3;

/** One labelled field: its value, where it came from, and editing in place. */
export function Field(props: FieldProps) {
  const { label, names } = props;
  const { editing, setEditing } = useProfile();
  const id = names.join('+');
  const close = () => setEditing(undefined);
  const editor = <FieldEditor label={label} names={names} onClose={close} />;
  if (editing === id && names.length <= partsInPlace) {
    return (
      <div className="n-field n-field-editing" data-field={id}>
        {editor}
      </div>
    );
  }
  return (
    <>
      <ShownField {...props} onEdit={() => setEditing(id)} />
      {editing === id && (
        <Modal visible size="medium" header={label} onDismiss={close}>
          {editor}
        </Modal>
      )}
    </>
  );
}

function ShownField({
  label,
  names,
  children,
  technical,
  wide = false,
  onEdit,
}: FieldProps & { onEdit: () => void }) {
  const { view } = useProfile();
  const filled = names.filter((name) => view.Fields[name] !== undefined);
  const first = view.Fields[filled[0] ?? ''];
  return (
    <div
      className={`n-field ${wide ? 'n-field-wide' : ''}`}
      data-field={names.join('+')}
      data-empty={first === undefined}
    >
      <div className="n-field-label">
        <span title={technical}>
          <SafeText text={label} limit={80} />
        </span>
        <span className="n-field-tools">
          {first && <SourceButton label={label} names={filled} />}
          <EditPencil label={label} onEdit={onEdit} />
        </span>
      </div>
      <div className="n-field-value">
        {first ? (children ?? <SafeText text={first.Value} />) : <span aria-hidden="true">–</span>}
      </div>
    </div>
  );
}
