import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchBoxProps {
  box: RefObject<HTMLInputElement | null>;
  value: string;
  onChange: (value: string) => void;
  onKey: (event: KeyboardEvent) => void;
  /** Id of the list of candidates, and of the one that Enter opens. */
  listId: string;
  activeId: string | undefined;
  expanded: boolean;
  waiting: boolean;
  large?: boolean;
  onFocus?: () => void;
  onBlur?: () => void;
}

/** The one box that takes a phone number, an address, an account number or a part of a name. */
export function SearchBox(props: SearchBoxProps) {
  const { t } = useTranslation();
  const { box, value, onChange, large = false } = props;
  useSlashKey(box);
  return (
    <div className={`n-search ${large ? 'n-search-large' : ''}`} data-waiting={props.waiting}>
      <svg className="n-search-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="7" cy="7" r="4.5" />
        <path d="m10.5 10.5 4 4" />
      </svg>
      <input
        ref={box}
        type="text"
        role="combobox"
        aria-label={t('search.label')}
        aria-autocomplete="list"
        aria-expanded={props.expanded}
        aria-controls={props.listId}
        aria-activedescendant={props.activeId}
        placeholder={t(large ? 'search.placeholder' : 'search.placeholderShort')}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        maxLength={255}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => !event.nativeEvent.isComposing && props.onKey(event)}
        onFocus={props.onFocus}
        onBlur={props.onBlur}
      />
      {value === '' ? (
        <span className="n-search-key">/</span>
      ) : (
        <button
          type="button"
          className="n-search-clear"
          aria-label={t('search.clear')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            onChange('');
            box.current?.focus();
          }}
        >
          ×
        </button>
      )}
    </div>
  );
}

/** `/` jumps to the box from anywhere but a place where text is typed. */
function useSlashKey(box: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const typing = target?.closest('input, textarea, select, [contenteditable="true"]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      box.current?.focus();
      box.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [box]);
}
