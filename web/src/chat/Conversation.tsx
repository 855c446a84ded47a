import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { fill } from '../small/language.ts';
import { SafePieces } from '../small/SafePieces.tsx';
import type { Language } from '../values/dates.ts';
import { isShown, onShown, tellFrame } from './frame.ts';
import { RowView } from './RowView.tsx';
import type { ChatSession, ChatState } from './session.ts';
import type { ChatTexts } from './texts.ts';
import { agentsOf, hasEnded, type Row, rowsOf } from './timeline.ts';

interface ConversationProps {
  session: ChatSession;
  state: ChatState;
  texts: ChatTexts;
  language: Language;
}

/** Nearer to the end than this, new messages are followed. */
const nearPixels = 80;

/** The conversation, kept at its end while the reader is there. */
export function Conversation({ session, state, texts, language }: ConversationProps) {
  const log = useRef<HTMLDivElement>(null);
  const { items, outbox, readUpTo, typing, phase } = state;
  const rows = useMemo(() => rowsOf(items, outbox, readUpTo), [items, outbox, readUpTo]);
  const { atEnd, toEnd } = useEnd(log, rows, typing);
  useSeen(session, items, atEnd);
  const waiting = phase === 'chat' && agentsOf(items).length === 0;
  return (
    <div className="c-body">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <div className="c-log" ref={log} role="log" aria-label={texts.log} tabIndex={0}>
        {rows.map((row) => (
          <RowView
            key={row.key}
            row={row}
            texts={texts}
            language={language}
            onRetry={(one) => session.retry(one)}
          />
        ))}
        {waiting && state.link === 'open' && (
          <p className="c-note c-waiting">
            <span className="c-spinner" aria-hidden="true" />
            {texts.waiting}
          </p>
        )}
        {phase === 'ended' && !hasEnded(items) && <p className="c-note">{texts.ended}</p>}
        {typing !== undefined && <Typing name={typing} texts={texts} />}
      </div>
      {!atEnd && (
        <button type="button" className="c-newer" onClick={toEnd}>
          {texts.newer} ↓
        </button>
      )}
    </div>
  );
}

function Typing({ name, texts }: { name: string; texts: ChatTexts }) {
  return (
    <p className="c-typing" role="status">
      <span className="c-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="c-quiet c-small">
        <SafePieces text={fill(texts.typing, { name })} mark={texts.mark} />
      </span>
    </p>
  );
}

/** Follows the end of what scrolls, unless the reader has gone back. */
function useEnd(
  log: React.RefObject<HTMLDivElement | null>,
  rows: readonly Row[],
  typing: string | undefined,
) {
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  useEffect(() => {
    const box = log.current;
    if (!box) return;
    const onScroll = () => {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPixels;
      setAtEnd(following.current);
    };
    // A keyboard that slides in, a banner that appears: the end stays in sight.
    const size = new ResizeObserver(() => following.current && box.scrollTo({ top: box.scrollHeight }));
    box.addEventListener('scroll', onScroll);
    size.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      size.disconnect();
    };
  }, [log]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed is what it runs for
  useLayoutEffect(() => {
    if (following.current) toEnd();
  }, [rows, typing]);
  return { atEnd, toEnd };
}

/** Tells the agent what was seen, and the framing page how much was not. */
function useSeen(session: ChatSession, items: ChatState['items'], atEnd: boolean): void {
  const seen = useRef(0);
  useEffect(() => {
    const news = items.filter(
      (item) => item.Type === 'MESSAGE' && item.ParticipantRole !== 'CUSTOMER',
    ).length;
    const look = () => {
      if (isShown() && atEnd) {
        seen.current = news;
        session.seen();
      }
      tellFrame({ nayose: 'unread', count: news - seen.current });
    };
    look();
    document.addEventListener('visibilitychange', look);
    const forget = onShown(look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      forget();
    };
  }, [session, items, atEnd]);
}
