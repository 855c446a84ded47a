import { useEffect, useSyncExternalStore } from 'react';
import { fill } from '../small/language.ts';
import { SafePieces } from '../small/SafePieces.tsx';
import type { Language } from '../values/dates.ts';
import { Composer } from './Composer.tsx';
import { Conversation } from './Conversation.tsx';
import { EndChat } from './EndChat.tsx';
import { isFramed, tellFrame } from './frame.ts';
import { StartForm } from './StartForm.tsx';
import type { ChatSession, ChatState } from './session.ts';
import { type ChatTexts, chatTexts } from './texts.ts';
import { agentsOf } from './timeline.ts';

interface ChatPageProps {
  session: ChatSession;
  language: Language;
}

/** The widget: a page of its own, or the inside of the frame that the script tag opens. */
export function ChatPage({ session, language }: ChatPageProps) {
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  const texts = chatTexts[language];
  useEffect(() => {
    document.title = texts.title;
    tellFrame({ nayose: 'ready' });
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && tellFrame({ nayose: 'close' });
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [texts]);
  return (
    <main className="c-window">
      <Header session={session} state={state} texts={texts} />
      <Body session={session} state={state} texts={texts} language={language} />
    </main>
  );
}

interface PartProps {
  session: ChatSession;
  state: ChatState;
  texts: ChatTexts;
}

function Header({ session, state, texts }: PartProps) {
  const agents = agentsOf(state.items);
  const chatting = state.phase === 'chat';
  return (
    <header className="c-header">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      <div className="c-title">
        <h1>{texts.title}</h1>
        {(chatting || state.phase === 'ended') && (
          <p className="c-with" role="status">
            {state.phase === 'ended' ? (
              texts.endedShort
            ) : agents.length > 0 ? (
              <SafePieces text={fill(texts.with, { name: agents.join(', ') })} mark={texts.mark} />
            ) : (
              texts.waitingShort
            )}
          </p>
        )}
      </div>
      {chatting && <EndChat session={session} texts={texts} />}
      {isFramed() && (
        <button
          type="button"
          className="c-icon"
          aria-label={texts.close}
          title={texts.close}
          onClick={() => tellFrame({ nayose: 'close' })}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M4 7l6 6 6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
          </svg>
        </button>
      )}
    </header>
  );
}

function Body({ session, state, texts, language }: PartProps & { language: Language }) {
  if (state.phase === 'loading') return <p className="c-centre c-quiet">{texts.loading}</p>;
  if (state.phase === 'closed' || state.phase === 'unreachable') {
    const unreachable = state.phase === 'unreachable';
    return (
      <div className="c-centre" role="alert">
        <h2>{unreachable ? texts.noAnswer : texts.closedTitle}</h2>
        {!unreachable && <p className="c-quiet">{texts.closed}</p>}
        <button type="button" className="s-button" onClick={() => void session.open()}>
          {texts.tryAgain}
        </button>
      </div>
    );
  }
  if (state.phase === 'form' || state.phase === 'starting') {
    return (
      <StartForm
        state={state}
        texts={texts}
        onStart={(wish) => void session.start(wish)}
        onGoOn={() => void session.goOn()}
      />
    );
  }
  return (
    <>
      <LinkState state={state} texts={texts} />
      <Conversation session={session} state={state} texts={texts} language={language} />
      {state.phase === 'ended' ? (
        <div className="c-ended">
          <button type="button" className="s-button s-primary" onClick={() => session.again()}>
            {texts.again}
          </button>
          <button type="button" className="s-button" onClick={() => void session.goOn()}>
            {texts.goOn}
          </button>
        </div>
      ) : (
        <Composer texts={texts} onSay={(text) => session.say(text)} onTyping={() => session.typing()} />
      )}
    </>
  );
}

function LinkState({ state, texts }: Pick<PartProps, 'state' | 'texts'>) {
  const online = useOnline();
  const lost = state.phase === 'chat' && (state.link === 'lost' || !online);
  return (
    <div role="status" aria-live="polite">
      {lost && <p className="c-lost">{online ? texts.lost : texts.offline}</p>}
    </div>
  );
}

/** Whether the browser knows of a network. */
function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}
