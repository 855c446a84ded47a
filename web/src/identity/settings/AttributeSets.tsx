import Button from '@cloudscape-design/components/button';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldList } from './FieldChoice.tsx';
import { moved } from './moved.ts';

interface AttributeSetsProps {
  sets: string[][];
  choices: readonly string[];
  /** What the button for another set says. */
  add: string;
  /** What the set with this number is called. */
  name: (number: number) => string;
  /** Beside the name. */
  note?: (number: number) => ReactNode;
  most: number;
  /** The order matters: sets can be moved, by buttons or by dragging. */
  ordered?: boolean;
  onChange: (sets: string[][]) => void;
}

/** Sets of attributes, one below the other. */
export function AttributeSets({
  sets,
  choices,
  add,
  name,
  note,
  most,
  ordered,
  onChange,
}: AttributeSetsProps) {
  const [dragged, setDragged] = useState<number | undefined>();
  const put = (at: number, set: string[]) => onChange(sets.map((old, index) => (index === at ? set : old)));
  return (
    <div className="n-sets">
      <ol className="n-plain">
        {sets.map((set, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a set is known by its place alone
            key={at}
            className="n-set"
            data-dragged={dragged === at}
            draggable={ordered && dragged !== undefined}
            onDragOver={(event) => {
              if (dragged === undefined || dragged === at) return;
              event.preventDefault();
              onChange(moved(sets, dragged, at));
              setDragged(at);
            }}
            onDragEnd={() => setDragged(undefined)}
          >
            {ordered && <Handle onHold={() => setDragged(at)} onLeave={() => setDragged(undefined)} />}
            <SetFields
              name={name(at + 1)}
              note={note?.(at + 1)}
              choices={choices}
              set={set}
              onChange={(next) => put(at, next)}
            />
            <Tools
              name={name(at + 1)}
              at={at}
              last={sets.length - 1}
              ordered={ordered ?? false}
              onMove={(to) => onChange(moved(sets, at, to))}
              onRemove={() => onChange(sets.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      <Button iconName="add-plus" disabled={sets.length >= most} onClick={() => onChange([...sets, []])}>
        {add}
      </Button>
    </div>
  );
}

interface SetFieldsProps {
  name: string;
  note: ReactNode;
  choices: readonly string[];
  set: string[];
  onChange: (set: string[]) => void;
}

function SetFields({ name, note, choices, set, onChange }: SetFieldsProps) {
  const id = useId();
  return (
    <>
      <div className="n-set-name">
        <span id={id}>{name}</span>
        {note}
      </div>
      <div className="n-set-fields">
        <FieldList label={name} labelledBy={id} choices={choices} chosen={set} onChange={onChange} />
      </div>
    </>
  );
}

/** A set can be dragged only by this, so that text in it can still be marked. */
function Handle({ onHold, onLeave }: { onHold: () => void; onLeave: () => void }) {
  return (
    <span className="n-set-handle" aria-hidden="true" onMouseDown={onHold} onMouseUp={onLeave}>
      <svg viewBox="0 0 10 16" aria-hidden="true" focusable="false">
        <path d="M2 3h1M7 3h1M2 8h1M7 8h1M2 13h1M7 13h1" />
      </svg>
    </span>
  );
}

interface ToolsProps {
  name: string;
  at: number;
  last: number;
  ordered: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function Tools({ name, at, last, ordered, onMove, onRemove }: ToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="n-set-tools">
      {ordered && (
        <>
          <Button
            variant="icon"
            iconName="angle-up"
            disabled={at === 0}
            ariaLabel={t('matching.moveUp', { name })}
            onClick={() => onMove(at - 1)}
          />
          <Button
            variant="icon"
            iconName="angle-down"
            disabled={at === last}
            ariaLabel={t('matching.moveDown', { name })}
            onClick={() => onMove(at + 1)}
          />
        </>
      )}
      <Button
        variant="icon"
        iconName="remove"
        ariaLabel={t('matching.removeSet', { name })}
        onClick={onRemove}
      />
    </div>
  );
}
