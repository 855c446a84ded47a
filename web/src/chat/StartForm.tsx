import { type FormEvent, useState } from 'react';
import type { ChatState, Wish } from './session.ts';
import type { ChatTexts } from './texts.ts';

interface StartFormProps {
  state: ChatState;
  texts: ChatTexts;
  onStart: (wish: Wish) => void;
  onGoOn: () => void;
}

/** Asks who it is and what it is about; only the name is needed. */
export function StartForm({ state, texts, onStart, onGoOn }: StartFormProps) {
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState<{ name?: string; contact?: string }>({});
  const starting = state.phase === 'starting';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = wishOf(name, contact, message);
    const found = {
      ...(wish.name ? {} : { name: texts.nameMissing }),
      ...(wish.contact ? { contact: texts.contactWrong } : {}),
    };
    setProblem(found);
    const [wrong] = Object.keys(found);
    if (wrong) document.getElementById(`c-${wrong}`)?.focus();
    else onStart(wish);
  };
  return (
    <form className="c-form" onSubmit={submit} noValidate>
      {!state.canGoOn && <p>{texts.welcome}</p>}
      {state.canGoOn ? (
        <GoOn state={state} texts={texts} onGoOn={onGoOn} />
      ) : (
        <Notice state={state} texts={texts} />
      )}
      <Input id="c-name" label={texts.name} problem={problem.name}>
        {(props) => (
          <input
            {...props}
            className="s-input"
            value={name}
            maxLength={100}
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Input>
      <Input
        id="c-contact"
        label={texts.contact}
        quiet={texts.optional}
        hint={texts.contactHint}
        problem={problem.contact}
      >
        {(props) => (
          <input
            {...props}
            className="s-input"
            value={contact}
            maxLength={254}
            autoComplete="email"
            inputMode="email"
            onChange={(event) => setContact(event.target.value)}
          />
        )}
      </Input>
      <Input id="c-first" label={texts.firstMessage} quiet={texts.optional}>
        {(props) => (
          <textarea
            {...props}
            className="s-input"
            rows={3}
            value={message}
            maxLength={1_024}
            onChange={(event) => setMessage(event.target.value)}
          />
        )}
      </Input>
      <button type="submit" className="s-button s-primary c-wide" disabled={starting}>
        {starting ? texts.starting : texts.start}
      </button>
    </form>
  );
}

type NoticeProps = Pick<StartFormProps, 'state' | 'texts'>;

function Notice({ state: { notice }, texts }: NoticeProps) {
  return (
    notice && (
      <p className="s-problem" role="alert">
        {texts[notice]}
      </p>
    )
  );
}

/** There was a chat before: it can be gone on with instead. */
function GoOn({ state, texts, onGoOn }: NoticeProps & { onGoOn: () => void }) {
  return (
    <div className="c-go-on">
      {state.notice !== 'expired' && <Notice state={state} texts={texts} />}
      <p role="status">{texts.goOnAsk}</p>
      <button
        type="button"
        className="s-button c-wide"
        disabled={state.phase === 'starting'}
        onClick={onGoOn}
      >
        {texts.goOn}
      </button>
    </div>
  );
}

interface InputProps {
  id: string;
  label: string;
  quiet?: string;
  hint?: string;
  problem?: string | undefined;
  children: (props: { id: string; 'aria-invalid': boolean; 'aria-describedby'?: string }) => React.ReactNode;
}

function Input({ id, label, quiet, hint, problem, children }: InputProps) {
  const note = problem ?? hint;
  return (
    <div className="c-field">
      <label htmlFor={id}>
        {label} {quiet && <span className="c-quiet c-small">{quiet}</span>}
      </label>
      {children({
        id,
        'aria-invalid': problem !== undefined,
        ...(note ? { 'aria-describedby': `${id}-note` } : {}),
      })}
      {note && (
        <p id={`${id}-note`} className={problem ? 's-problem' : 'c-quiet c-small'}>
          {note}
        </p>
      )}
    </div>
  );
}

/** Sorts out what was entered; `contact` is left when it is neither an address nor a number. */
function wishOf(name: string, contact: string, message: string): Wish & { contact?: string } {
  const given = contact.normalize('NFKC').trim();
  const wish: Wish & { contact?: string } = { name: name.trim() };
  if (message.trim()) wish.message = message.trim();
  if (/^[^\s@]+@[^\s@]+$/.test(given)) wish.email = given;
  else if (/^[+(]?[\d\s().‐-―ー-]{5,29}$/.test(given)) wish.phone = given;
  else if (given) wish.contact = given;
  return wish;
}
