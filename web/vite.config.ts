import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The component library's style sheet carries its own typeface inside (170 KB, compressed); ours is used instead. */
const withoutLibraryTypeface: Plugin = {
  name: 'without-library-typeface',
  enforce: 'pre',
  transform(code, id) {
    return id.includes('global-styles/index.css') ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : undefined;
  },
};

/** Builds the web app into web/dist; `npx vite web` serves it for development against a server on port 8080. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutLibraryTypeface, react()],
  // Subsets of the typeface stay files of their own: a page fetches the few it needs.
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
