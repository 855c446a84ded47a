/** Characters that steer the direction or hide: they can make a value read as another one. */
const unseen =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

/**
 * Text for a log, a report or a screen in which control, bidirectional and invisible characters show: C0 controls as
 * their pictures (␀ ␉ ␊), the others as `⟦U+202E⟧`, lone surrogates too. Everything else stays.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `⟦U+${code.toString(16).toUpperCase().padStart(4, '0')}⟧`;
  });
}
