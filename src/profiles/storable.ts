/**
 * Whether a value can be stored: no text in it, names of members included, holds NUL or half of a surrogate pair, which
 * PostgreSQL has no place for. Lists and objects are looked through to the depth that a value of the API can have.
 */
export function isStorable(value: unknown, depth = 4): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner, depth - 1));
}
