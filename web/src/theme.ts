import { generateThemeStylesheet } from '@cloudscape-design/components/theming';

/** Our colours, light and dark: the one place they are written. The component library and our style sheet get them from here. */
const palette = {
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

const fontFamily =
  "'Noto Sans JP Variable', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif";

/**
 * The style sheet that gives the component library our typeface and colours, and our own rules their variables
 * (`--n-accent`, …). Made once, when the web app is built: the library's theming code weighs as much as all screens.
 */
export function themeStyles(): string {
  const onBar = '#d5f1ee';
  const library = generateThemeStylesheet({
    theme: {
      tokens: { fontFamilyBase: fontFamily, ...surfaces, ...accents },
      contexts: {
        'top-navigation': {
          tokens: {
            colorBackgroundContainerContent: palette.bar,
            colorTextButtonNormalDefault: onBar,
            colorTextButtonNormalHover: '#ffffff',
            colorTextButtonNormalActive: '#ffffff',
            colorBorderButtonNormalDefault: '#4d7680',
            colorBorderButtonNormalHover: onBar,
            colorBorderButtonNormalActive: onBar,
            colorBackgroundButtonNormalDefault: 'transparent',
            colorBackgroundButtonNormalHover: '#17414b',
            colorBackgroundButtonNormalActive: '#17414b',
          },
        },
      },
    },
  });
  return `${library}\nbody{${variables('light')}}\nbody.awsui-dark-mode{${variables('dark')}}\n`;
}

const variables = (mode: 'light' | 'dark') =>
  Object.entries(palette)
    .map(([name, value]) => `--n-${name}:${value[mode]};`)
    .join('');

const surfaces = {
  colorBackgroundLayoutMain: palette.page,
  colorBackgroundContainerContent: palette.surface,
  colorBackgroundContainerHeader: palette.surface,
  colorBackgroundLayoutPanel: palette.surface,
  colorBackgroundPopover: palette.raised,
  colorBackgroundDropdownItemDefault: palette.raised,
  colorBackgroundDropdownItemHover: palette.hover,
  colorBackgroundInputDefault: palette.input,
  colorBorderDividerDefault: palette.border,
  colorBorderDividerSecondary: palette.border,
  colorTextBodyDefault: palette.text,
  colorTextBodySecondary: palette.quiet,
  colorTextHeadingDefault: palette.heading,
};

const accents = {
  colorBackgroundButtonPrimaryDefault: palette.accent,
  colorBackgroundButtonPrimaryHover: palette.accentStrong,
  colorBackgroundButtonPrimaryActive: palette.accentStrong,
  colorTextButtonPrimaryDefault: palette.onAccent,
  colorTextButtonPrimaryHover: palette.onAccent,
  colorTextButtonPrimaryActive: palette.onAccent,
  colorTextAccent: palette.accent,
  colorTextLinkDefault: palette.accent,
  colorTextLinkHover: palette.accentStrong,
  colorTextButtonNormalDefault: palette.accent,
  colorTextButtonNormalHover: palette.accentStrong,
  colorTextButtonNormalActive: palette.accentStrong,
  colorBorderButtonNormalDefault: palette.accent,
  colorBorderButtonNormalHover: palette.accentStrong,
  colorBorderButtonNormalActive: palette.accentStrong,
  colorBorderItemFocused: palette.accent,
  colorBorderItemSelected: palette.accent,
  colorBorderInputFocused: palette.accent,
  colorBackgroundControlChecked: palette.accent,
  colorBackgroundProgressBarValueDefault: palette.accent,
  colorBackgroundItemSelected: palette.selected,
  colorBackgroundLayoutToggleDefault: palette.quiet,
  colorBackgroundLayoutToggleSelectedDefault: palette.accent,
  colorBackgroundLayoutToggleSelectedHover: palette.accentStrong,
  colorBackgroundLayoutToggleSelectedActive: palette.accentStrong,
};
