import { applyTheme } from '@cloudscape-design/components/theming';
import * as tokens from '@cloudscape-design/design-tokens';

/** Our own style sheet's names for the design tokens, whose CSS names carry a build hash. */
const ours: Record<string, string> = {
  surface: tokens.colorBackgroundContainerContent,
  page: tokens.colorBackgroundLayoutMain,
  input: tokens.colorBackgroundInputDefault,
  border: tokens.colorBorderDividerDefault,
  'border-input': tokens.colorBorderInputDefault,
  focus: tokens.colorBorderItemFocused,
  text: tokens.colorTextBodyDefault,
  'text-heading': tokens.colorTextHeadingDefault,
  'text-quiet': tokens.colorTextBodySecondary,
  accent: tokens.colorTextAccent,
  hover: tokens.colorBackgroundDropdownItemHover,
  selected: tokens.colorBackgroundItemSelected,
  error: tokens.colorTextStatusError,
  warning: tokens.colorTextStatusWarning,
  success: tokens.colorTextStatusSuccess,
  radius: tokens.borderRadiusContainer,
  'radius-small': tokens.borderRadiusInput,
};

const fontFamily =
  "'Noto Sans JP Variable', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif";

/** Gives the component library our typeface and accent, and our style sheet the library's tokens. */
export function applyTokens(): void {
  for (const [name, value] of Object.entries(ours)) document.body.style.setProperty(`--n-${name}`, value);
  const accent = { light: '#0b6472', dark: '#5cc8bd' };
  const accentHover = { light: '#084b56', dark: '#86dcd2' };
  const onAccent = { light: '#ffffff', dark: '#06282d' };
  applyTheme({
    theme: {
      tokens: {
        fontFamilyBase: fontFamily,
        colorBackgroundButtonPrimaryDefault: accent,
        colorBackgroundButtonPrimaryHover: accentHover,
        colorBackgroundButtonPrimaryActive: accentHover,
        colorTextButtonPrimaryDefault: onAccent,
        colorTextButtonPrimaryHover: onAccent,
        colorTextButtonPrimaryActive: onAccent,
        colorTextAccent: accent,
        colorTextLinkDefault: accent,
        colorTextLinkHover: accentHover,
        colorTextButtonNormalDefault: accent,
        colorTextButtonNormalHover: accentHover,
        colorTextButtonNormalActive: accentHover,
        colorBorderButtonNormalDefault: accent,
        colorBorderButtonNormalHover: accentHover,
        colorBorderButtonNormalActive: accentHover,
        colorBorderItemFocused: accent,
        colorBorderItemSelected: accent,
        colorBorderInputFocused: accent,
        colorBackgroundControlChecked: accent,
        colorBackgroundProgressBarValueDefault: accent,
        colorBackgroundItemSelected: { light: '#e6f4f3', dark: '#0f2f33' },
      },
    },
  });
}
