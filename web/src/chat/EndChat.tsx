import { useEffect, useRef, useState } from 'react';
import type { ChatSession } from './session.ts';
import type { ChatTexts } from './texts.ts';

interface EndChatProps {
  session: ChatSession;
  texts: ChatTexts;
}

/** Ends the chat, after asking. */
export function EndChat({ session, texts }: EndChatProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => () => dialog.current?.close(), []);
  const end = () => {
    setBusy(true);
    session.end().catch(() => {
      setFailed(true);
      setBusy(false);
    });
  };
  return (
    <>
      <button
        type="button"
        className="c-end"
        aria-label={texts.end}
        title={texts.end}
        onClick={() => dialog.current?.showModal()}
      >
        {texts.endButton}
      </button>
      <dialog ref={dialog} className="c-dialog" aria-labelledby="c-end-title">
        <h2 id="c-end-title">{texts.endAsk}</h2>
        {failed && (
          <p className="s-problem" role="alert">
            {texts.noAnswer}
          </p>
        )}
        <div className="c-choices">
          <button type="button" className="s-button" onClick={() => dialog.current?.close()}>
            {texts.endNo}
          </button>
          <button type="button" className="s-button s-primary" disabled={busy} onClick={end}>
            {texts.endYes}
          </button>
        </div>
      </dialog>
    </>
  );
}
