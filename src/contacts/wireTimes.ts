/** Dates as seconds since 1970, absent members left out: what our operations answer in, for events too. */
export function toWireTimes(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000;
  if (Array.isArray(value)) return value.map(toWireTimes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === undefined ? [] : [[name, toWireTimes(inner)]],
    ),
  );
}
