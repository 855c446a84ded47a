import { useEffect, useMemo, useRef, useState } from 'react';
import { fill } from '../small/language.ts';
import { SafePieces } from '../small/SafePieces.tsx';
import { dateFormat, type Language } from '../values/dates.ts';
import type { Heard } from './api.ts';
import { isOver, useCall } from './call.ts';
import { Receiver } from './DialForm.tsx';
import { canSpeak, useSpeech } from './speech.ts';
import { type PhoneTexts, stateText } from './texts.ts';

interface OngoingCallProps {
  domain: string;
  contactId: string;
  number: string;
  texts: PhoneTexts;
  language: Language;
  onClose: () => void;
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const nothing: Heard[] = [];

/** A call in progress: how it stands, what is heard, keys and hanging up. */
export function OngoingCall({ domain, contactId, number, texts, language, onClose }: OngoingCallProps) {
  const { status, take } = useCall(domain, contactId);
  const [pressed, setPressed] = useState('');
  const [failed, setFailed] = useState(false);
  const over = isOver(status?.State);
  const hears = status?.Hears ?? nothing;
  const speech = useSpeech(contactId, hears, over);
  const seconds = useSeconds(over);
  const run = (operation: string, more?: object) => {
    setFailed(false);
    take(operation, more).catch(() => setFailed(true));
  };
  const press = (key: string) => {
    setPressed((before) => `${before}${key}`.slice(-16));
    run('HandsetPress', { Key: key });
  };
  useKeys(!over, press);
  return (
    <div className="p-phone">
      <section className="p-status" data-state={status?.State}>
        <p className="p-number-shown">
          <bdi>{number}</bdi>
        </p>
        <p role="status">{status ? stateText(texts, status.State) : texts.calling}</p>
        <p className="p-clock">{clock(seconds)}</p>
      </section>
      <HeardList hears={hears} texts={texts} language={language} />
      <label className="p-speak">
        <input
          type="checkbox"
          checked={speech.on && canSpeak()}
          disabled={!canSpeak()}
          onChange={(event) => speech.change(event.target.checked)}
        />
        {canSpeak() ? texts.speak : texts.noSpeech}
      </label>
      {failed && (
        <p className="s-problem" role="alert">
          {texts.noAnswer}
        </p>
      )}
      {over ? (
        <button type="button" className="s-button" onClick={onClose}>
          {texts.again}
        </button>
      ) : (
        <>
          <fieldset className="p-keys" aria-label={texts.keypad}>
            {keys.map((key) => (
              <button
                key={key}
                type="button"
                aria-label={fill(texts.key, { key })}
                onClick={() => press(key)}
              >
                {key}
              </button>
            ))}
          </fieldset>
          <p className="p-quiet p-pressed" aria-live="polite">
            {pressed && fill(texts.pressed, { keys: pressed })}
          </p>
          <button type="button" className="p-call p-hang-up" onClick={() => run('HandsetHangUp')}>
            <Receiver />
            {texts.hangUp}
          </button>
        </>
      )}
    </div>
  );
}

interface HeardListProps {
  hears: readonly Heard[];
  texts: PhoneTexts;
  language: Language;
}

function HeardList({ hears, texts, language }: HeardListProps) {
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the latest sentence stays in sight
  useEffect(() => {
    // What scrollTo gives back, a promise in newer browsers, is no clean-up.
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [hears]);
  const time = useMemo(
    () => dateFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    [language],
  );
  return (
    <section className="p-hears" aria-label={texts.hears}>
      {hears.length === 0 && <p className="p-quiet">{texts.nothing}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <ol ref={list} aria-live="polite" tabIndex={0}>
        {hears.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences are only ever added at the end
          <li key={at} lang={one.Lang}>
            <time>{time.format(one.At * 1_000)}</time>
            <SafePieces text={one.Text} mark={texts.mark} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Seconds since the call began on this page; stands still when it is over. */
function useSeconds(stopped: boolean): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (stopped) return;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [stopped]);
  return seconds;
}

const clock = (seconds: number) =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;

/** The keys of the keyboard do what those of the keypad do. */
function useKeys(active: boolean, press: (key: string) => void): void {
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((keys as readonly string[]).includes(event.key)) latest.current(event.key);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
