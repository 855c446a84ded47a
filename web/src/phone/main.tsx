import 'virtual:palette.css';
import '../small/small.css';
import './phone.css';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../small/language.ts';
import { loadTypeface } from '../small/typeface.ts';
import { PhonePage } from './PhonePage.tsx';
import { phoneTexts } from './texts.ts';

/** The language and colours chosen in the app, which belong to the same browser. */
function chosen(): { language?: unknown; mode?: unknown } {
  try {
    return JSON.parse(localStorage.getItem('nayose.preferences') ?? '{}') as {
      language?: unknown;
      mode?: unknown;
    };
  } catch {
    return {};
  }
}

const { language: wanted, mode } = chosen();
const asked = new URLSearchParams(location.search).get('lang');
const language = languageOf(asked ?? (typeof wanted === 'string' ? wanted : null), navigator.languages);
document.documentElement.lang = language;
if (mode === 'light' || mode === 'dark') document.documentElement.dataset['mode'] = mode;
await loadTypeface(Object.values(phoneTexts[language]).join(''));
createRoot(document.getElementById('root')!).render(<PhonePage language={language} />);
