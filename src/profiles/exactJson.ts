/** Where a number may stand that does not survive being read: sixteen digits or more, or a power of ten. */
const mayBeRounded = /[:,[\s]-?[\d.]*(?:\d[eE]|[\d.]{16})/;

/**
 * As JSON.parse, but a number that a double cannot hold stays as it was written, as text: ids such as 9007199254740993
 * and 9007199254740992 would become one otherwise.
 */
export const parseExactly = (text: string): unknown =>
  mayBeRounded.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);

/** Any decimal number of so many digits is told from its neighbours by a double. */
const certainDigits = 15;

function keepExact(_name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !context?.source) return value;
  const digits = context.source.replace(/[eE].*$/, '').replace(/\D/g, '').length;
  return Number.isFinite(value) && digits <= certainDigits ? value : context.source;
}
