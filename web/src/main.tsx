import '@cloudscape-design/global-styles/index.css';
import '@fontsource-variable/noto-sans-jp/index.css';
import 'virtual:theme.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { restWhileHidden } from './api/events.ts';
import { App } from './app/App.tsx';
import { applyPreferences, readPreferences } from './app/preferences.tsx';
import { startTexts } from './i18n.ts';

const preferences = readPreferences();
applyPreferences(preferences);
restWhileHidden();
await startTexts(preferences.language);
createRoot(document.getElementById('root')!).render(<App preferences={preferences} />);
