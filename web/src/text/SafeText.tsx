import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Range } from '../values/marks.ts';
import { shorten, textPieces } from './pieces.ts';

interface SafeTextProps {
  /** Text from outside: customer data, file names, reasons. */
  text: string;
  /** Parts to mark as found. */
  ranges?: Range[];
  /** Longest shown; what is cut is said. */
  limit?: number;
}

/** Text from outside, shown as text only: isolated from its neighbours, invisible characters as marks. */
export function SafeText({ text, ranges = [], limit = 2000 }: SafeTextProps) {
  const { t } = useTranslation();
  const { text: shown, shortened } = shorten(text, limit);
  return (
    <bdi className="n-text">
      {splitAt(shown, ranges).map(({ part, marked, at }) =>
        marked ? (
          <mark key={at} className="n-found">
            <Pieces text={part} />
          </mark>
        ) : (
          <Pieces key={at} text={part} />
        ),
      )}
      {shortened && <span className="n-cut">{t('text.cut', { count: text.length - shown.length })}</span>}
    </bdi>
  );
}

function Pieces({ text }: { text: string }): ReactNode {
  const { t } = useTranslation();
  return textPieces(text).map((piece, at) =>
    piece.kind === 'text' ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity and never move
      <span key={at} className="n-mark" title={t('text.mark', { code: piece.code })}>
        {piece.code}
      </span>
    ),
  );
}

function splitAt(text: string, ranges: Range[]): { part: string; marked: boolean; at: number }[] {
  const parts: { part: string; marked: boolean; at: number }[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    if (start > from) parts.push({ part: text.slice(from, start), marked: false, at: from });
    parts.push({ part: text.slice(start, end), marked: true, at: start });
    from = end;
  }
  if (from < text.length) parts.push({ part: text.slice(from), marked: false, at: from });
  return parts;
}
