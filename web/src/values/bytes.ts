const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `1.4 MB`, decimal units, as file managers show them. */
export function showBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Share of the file read, 0–100, whole; an empty file counts as read. */
export function percent(part: number, whole: number): number {
  return whole <= 0 ? 100 : Math.min(100, Math.max(0, Math.floor((part / whole) * 100)));
}
