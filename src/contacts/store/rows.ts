/** `waitingSince` → `waiting_since`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

const names = new Map<string, string>();

/** A row of the driver with names as code has them, and absent for NULL. */
export function camelRow<Row>(row: Record<string, unknown>): Row {
  const result: Record<string, unknown> = {};
  for (const key in row) {
    let name = names.get(key);
    if (name === undefined) {
      name = camel(key);
      names.set(key, name);
    }
    result[name] = row[key] ?? undefined;
  }
  return result as Row;
}
