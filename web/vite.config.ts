import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { paletteStyles } from './src/palette.ts';

const root = import.meta.dirname;

/** The component library's style sheet carries its own typeface inside (170 KB, compressed); ours is used instead. */
const withoutLibraryTypeface: Plugin = {
  name: 'without-library-typeface',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('global-styles/index.css') ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : undefined;
  },
};

/** `virtual:theme.css`: what src/theme.ts makes, made here and now instead of in every browser. */
const themeStyles: Plugin = {
  name: 'theme-styles',
  resolveId: (id) => (id === 'virtual:theme.css' ? '/__theme.css' : undefined),
  load: (id) => (id === '/__theme.css' ? makeTheme() : undefined),
};

/** `virtual:palette.css`: the colours alone, for the pages that go without the component library. */
const paletteSheet: Plugin = {
  name: 'palette-styles',
  resolveId: (id) => (id === 'virtual:palette.css' ? '/__palette.css' : undefined),
  load: (id) => (id === '/__palette.css' ? paletteStyles() : undefined),
};

async function makeTheme(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: join(root, 'src/theme.ts'), write: false },
    ssr: { noExternal: true },
  });
  const [entry] = (built as Rolldown.RolldownOutput).output;
  const code = Buffer.from(entry.code).toString('base64');
  const theme = (await import(`data:text/javascript;base64,${code}`)) as { themeStyles: () => string };
  return theme.themeStyles();
}

/** Builds the web app into web/dist; `npx vite web` serves it for development against a server on port 8080. */
export default defineConfig({
  root,
  plugins: [withoutLibraryTypeface, themeStyles, paletteSheet, react()],
  // Subsets of the typeface stay files of their own: a page fetches the few it needs.
  build: {
    ...{ outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
    // Customers load the chat on their way, agents the handset beside their work: each page brings what it shows.
    rolldownOptions: {
      input: {
        index: join(root, 'index.html'),
        chat: join(root, 'chat.html'),
        phone: join(root, 'phone.html'),
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/public', '/participant'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
});
