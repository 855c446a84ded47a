import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the web app into web/dist; `npx vite web` serves it for development against a server on port 8080. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
