import { generateThemeStylesheet } from '@cloudscape-design/components/theming';
import { palette, variables } from './palette.ts';

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
  colorBackgroundSegmentActive: palette.accent,
  colorTextSegmentActive: palette.onAccent,
  colorTextSegmentHover: palette.accentStrong,
  colorBackgroundLayoutToggleDefault: palette.quiet,
  colorBackgroundLayoutToggleSelectedDefault: palette.accent,
  colorBackgroundLayoutToggleSelectedHover: palette.accentStrong,
  colorBackgroundLayoutToggleSelectedActive: palette.accentStrong,
};
