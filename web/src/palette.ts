/** Our colours, light and dark: the one place they are written. */
export const palette = {
  accent: { light: '#0b6472', dark: '#5cc8bd' },
  accentStrong: { light: '#084b56', dark: '#8addd4' },
  onAccent: { light: '#ffffff', dark: '#06282d' },
  page: { light: '#f4f6f7', dark: '#10161b' },
  surface: { light: '#ffffff', dark: '#182027' },
  raised: { light: '#ffffff', dark: '#1f2a32' },
  input: { light: '#ffffff', dark: '#12191f' },
  border: { light: '#d6dce0', dark: '#34424c' },
  borderInput: { light: '#87929a', dark: '#6b7a85' },
  text: { light: '#1a2126', dark: '#dfe6ea' },
  heading: { light: '#0f1417', dark: '#f3f6f8' },
  quiet: { light: '#54616a', dark: '#a3b0b9' },
  dim: { light: '#6a7680', dark: '#8b98a2' },
  hover: { light: '#eef2f3', dark: '#26323b' },
  selected: { light: '#e3f2f1', dark: '#12343a' },
  error: { light: '#c4161c', dark: '#ff8a80' },
  warning: { light: '#855900', dark: '#f2c14e' },
  success: { light: '#1a7a34', dark: '#5bd083' },
  bar: { light: '#0c2b33', dark: '#0a1a20' },
} as const;

/** A colour scheme. */
export type Mode = 'light' | 'dark';

/** The colours of a scheme as variables of a style sheet (`--n-accent`, …). */
export const variables = (mode: Mode): string =>
  Object.entries(palette)
    .map(([name, value]) => `--n-${name}:${value[mode]};`)
    .join('');

/** Style sheet of the pages that go without the component library: what the browser asks for, unless `data-mode` says. */
export const paletteStyles = (): string =>
  `:root{${variables('light')}}\n:root[data-mode=dark]{${variables('dark')}}\n` +
  `@media (prefers-color-scheme: dark){:root:not([data-mode=light]){${variables('dark')}}}\n`;
