import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { callOperation, PhoneError, type Suggestion } from './api.ts';
import type { PhoneTexts } from './texts.ts';

interface DialFormProps {
  domain: string;
  texts: PhoneTexts;
  onCall: (contactId: string, number: string) => void;
}

/** A number that nobody has: it shows what a stranger's call looks like. */
const strangers = '050-0000-0000';
/** Surnames common enough that most domains have one, for the first suggestions. */
const firstQuery = '田';

/** Calls in from any number; numbers of customers are suggested. */
export function DialForm({ domain, texts, onCall }: DialFormProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const suggestions = useSuggestions(domain, from);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const number = from.normalize('NFKC').trim();
    if (!/\d{3}/.test(number)) {
      setProblem(texts.badNumber);
      return field.current?.focus();
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const wanted = { DomainName: domain, From: number, ...(to.trim() ? { To: to.trim() } : {}) };
      const { ContactId } = await callOperation<{ ContactId: string }>('HandsetDial', wanted);
      onCall(ContactId, number);
    } catch (cause) {
      setProblem((cause instanceof PhoneError && cause.message) || texts.noAnswer);
      setBusy(false);
    }
  };
  return (
    <form className="p-card p-dial" onSubmit={(event) => void submit(event)} noValidate>
      <div>
        <label htmlFor={`${id}from`}>{texts.from}</label>
        <input
          ref={field}
          id={`${id}from`}
          className="s-input p-number"
          value={from}
          maxLength={64}
          autoComplete="off"
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}note`}
          onChange={(event) => setFrom(event.target.value)}
        />
        <p
          id={`${id}note`}
          className={problem ? 's-problem' : 'p-quiet'}
          role={problem ? 'alert' : undefined}
        >
          {problem ?? texts.fromHint}
        </p>
      </div>
      <Suggestions texts={texts} items={suggestions} chosen={from} onChoose={setFrom} />
      <details>
        <summary>
          {texts.to} <span className="p-quiet">{texts.optional}</span>
        </summary>
        <input
          className="s-input p-number"
          aria-label={texts.to}
          value={to}
          maxLength={64}
          inputMode="tel"
          autoComplete="off"
          onChange={(event) => setTo(event.target.value)}
        />
        <p className="p-quiet">{texts.toHint}</p>
      </details>
      <button type="submit" className="p-call" disabled={busy}>
        <Receiver />
        {busy ? texts.calling : texts.call}
      </button>
    </form>
  );
}

interface SuggestionsProps {
  texts: PhoneTexts;
  items: Suggestion[];
  chosen: string;
  onChoose: (number: string) => void;
}

function Suggestions({ texts, items, chosen, onChoose }: SuggestionsProps) {
  const rows = [
    ...items.map((one) => ({
      key: one.ProfileId,
      name: [one.LastName, one.FirstName].filter(Boolean).join(' '),
      number: one.PhoneNumber ?? '',
    })),
    { key: 'stranger', name: texts.anonymous, number: strangers },
  ];
  return (
    <ul className="p-suggestions">
      {rows.map(({ key, name, number }) => (
        <li key={key}>
          <button type="button" aria-pressed={chosen === number} onClick={() => onChoose(number)}>
            <bdi>{name}</bdi>
            <bdi className="p-quiet">{number}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Customers whose name or number fits what is typed; before anything is typed, some customers. */
function useSuggestions(domain: string, typed: string): Suggestion[] {
  const [items, setItems] = useState<Suggestion[]>([]);
  useEffect(() => {
    let here = true;
    const Query = typed.trim().slice(0, 100) || firstQuery;
    const find = async () => {
      const input = { DomainName: domain, Query, MaxResults: 12 };
      const { Items = [] } = await callOperation<{ Items?: Suggestion[] }>('FindProfiles', input);
      if (here) setItems(Items.filter((one) => one.PhoneNumber).slice(0, 5));
    };
    const timer = setTimeout(() => void find().catch(() => undefined), typed ? 150 : 0);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [domain, typed]);
  return items;
}

/** A telephone receiver. */
export function Receiver() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path
        d="M6.6 3.2l3 .9 1 4-2 1.7a12 12 0 0 0 5.6 5.6l1.7-2 4 1 .9 3a2 2 0 0 1-1.6 2.5C10.7 21 3 13.3 4.1 4.8a2 2 0 0 1 2.5-1.6z"
        fill="currentColor"
      />
    </svg>
  );
}
