import type { ReactNode } from 'react';
import { textPieces } from '../text/pieces.ts';
import { fill } from './language.ts';

interface SafePiecesProps {
  text: string;
  /** Words of a mark for an invisible character, with `{code}`. */
  mark: string;
  /** Whether addresses of web pages become links; only in what our own people write. */
  links?: boolean;
}

/** Text from outside for pages without the component library: text only, invisible characters as marks. */
export function SafePieces({ text, mark, links = false }: SafePiecesProps) {
  return (
    <bdi className="s-text">
      {textPieces(text).map((piece, at) =>
        piece.kind === 'mark' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity and never move
          <span key={at} className="s-mark" title={fill(mark, { code: piece.code })}>
            {piece.code}
          </span>
        ) : links ? (
          withLinks(piece.text, at)
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}

/** Without the mark that ends a sentence. */
const address = /(https?:\/\/[^\s<>"'()、。」)]*[^\s<>"'()、。」).,;:!?])/g;

function withLinks(text: string, at: number): ReactNode {
  return text.split(address).map((part, index) =>
    index % 2 === 1 && URL.canParse(part) ? (
      <a key={`${at}-${part}`} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
