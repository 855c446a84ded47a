import 'virtual:palette.css';
import '../small/small.css';
import './chat.css';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../small/language.ts';
import { ChatPage } from './ChatPage.tsx';
import { ChatSession } from './session.ts';

const asked = new URLSearchParams(location.search);
const language = languageOf(asked.get('lang'), navigator.languages);
const mode = asked.get('mode');
const root = document.documentElement;
root.lang = language;
if (mode === 'light' || mode === 'dark') root.dataset['mode'] = mode;
root.dataset['framed'] = String(window.parent !== window);
const session = new ChatSession(asked.get('domain') ?? 'demo', language);
void session.open();
createRoot(document.getElementById('root')!).render(<ChatPage session={session} language={language} />);
// Only where the machine has no Japanese typeface of its own is one fetched, and after everything else.
void import('@fontsource-variable/noto-sans-jp/index.css');
