import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { fill } from '../small/language.ts';
import type { ChatTexts } from './texts.ts';

interface ComposerProps {
  texts: ChatTexts;
  onSay: (text: string) => void;
  onTyping: () => void;
}

const longest = 1_024;
const countedFrom = 900;

/** Where a message is written: Enter sends, Shift+Enter makes a line, and choosing kanji with Enter sends nothing. */
export function Composer({ texts, onSay, onTyping }: ComposerProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const length = [...text.trim()].length;
  const over = length - longest;
  useEffect(() => {
    const box = field.current;
    if (!box || text === undefined) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, 120)}px`;
  }, [text]);
  const send = () => {
    if (length === 0 || over > 0) return;
    onSay(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className="c-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        className="s-input"
        rows={1}
        value={text}
        aria-label={texts.write}
        placeholder={texts.placeholder}
        aria-invalid={over > 0}
        aria-describedby="c-count"
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value) onTyping();
        }}
      />
      <button
        type="submit"
        className="c-send"
        aria-label={texts.send}
        title={texts.send}
        disabled={length === 0 || over > 0}
      >
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M4 12l16-8-5 16-3.5-6z" fill="currentColor" />
        </svg>
      </button>
      <p id="c-count" className={over > 0 ? 's-problem' : 'c-quiet c-small'} aria-live="polite">
        {over > 0
          ? fill(texts.tooLong, { count: over })
          : length >= countedFrom && fill(texts.remaining, { count: -over })}
      </p>
    </form>
  );
}
