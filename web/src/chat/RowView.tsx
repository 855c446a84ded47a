import { memo } from 'react';
import { fill } from '../small/language.ts';
import { SafePieces } from '../small/SafePieces.tsx';
import { dateFormat, type Language, showTime } from '../values/dates.ts';
import type { ChatTexts } from './texts.ts';
import type { Row } from './timeline.ts';

interface RowViewProps {
  row: Row;
  texts: ChatTexts;
  language: Language;
  onRetry: (clientToken: string) => void;
}

/** One row: a day, something that happened, or a message. */
export const RowView = memo(function RowView({ row, texts, language, onRetry }: RowViewProps) {
  if (row.kind === 'day') {
    const day = dateFormat(language, { month: 'long', day: 'numeric', weekday: 'short' });
    return <p className="c-note">{day.format(row.at)}</p>;
  }
  if (row.kind === 'event') {
    return (
      <p className="c-note">
        <SafePieces text={fill(texts[row.event], { name: row.name })} mark={texts.mark} />
      </p>
    );
  }
  return <Message row={row} texts={texts} language={language} onRetry={onRetry} />;
});

function Message({
  row,
  texts,
  language,
  onRetry,
}: RowViewProps & { row: Extract<Row, { kind: 'message' }> }) {
  const { side, first, name, text, state } = row;
  const speaker = side === 'own' ? texts.you : side === 'system' ? texts.system : name;
  return (
    <div className={`c-row c-${side}`} data-state={state}>
      {first && (
        <p className={side === 'other' ? 'c-speaker' : 's-hidden'}>
          <SafePieces text={speaker} mark={texts.mark} />
        </p>
      )}
      <div className="c-bubble" dir="auto">
        <SafePieces text={text} mark={texts.mark} links={side !== 'own'} />
      </div>
      <Below row={row} texts={texts} language={language} onRetry={onRetry} />
    </div>
  );
}

function Below({ row, texts, language, onRetry }: RowViewProps & { row: Extract<Row, { kind: 'message' }> }) {
  if (row.state === 'failed') {
    return (
      <p className="c-below s-problem">
        {texts.failed}{' '}
        <button type="button" className="c-link" onClick={() => row.clientToken && onRetry(row.clientToken)}>
          {texts.retry}
        </button>
      </p>
    );
  }
  if (row.state === 'sending') return <p className="c-below">{texts.sending}</p>;
  if (!row.last && !row.read) return null;
  return (
    <p className="c-below">
      {row.read && <span className="c-read">{texts.read}</span>}
      <time dateTime={new Date(row.at).toISOString()}>{showTime(row.at / 1000, language)}</time>
    </p>
  );
}
