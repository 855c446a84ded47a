/** Writes what operators need to know, one line each, never values of customers. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void;
  error(message: string, cause?: unknown, facts?: Record<string, unknown>): void;
}

/** A log of JSON lines. Newlines and control characters of untrusted text are escaped by JSON. */
export function createLog(write: (line: string) => void): Log {
  const line = (level: string, message: string, facts: Record<string, unknown>) =>
    write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts })}\n`);
  return {
    info: (message, facts = {}) => line('info', message, facts),
    error: (message, cause, facts = {}) => line('error', message, { ...facts, cause: describe(cause) }),
  };
}

/** The log in the form in which the doors report bugs. */
export const wireLog = (log: Log) => ({
  error: ({ err, ...facts }: Record<string, unknown>, message: string) => log.error(message, err, facts),
});

function describe(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause === undefined ? undefined : String(cause);
  const { code } = cause as { code?: unknown };
  const inner = cause.cause === undefined ? {} : { cause: describe(cause.cause) };
  // A driver's error carries the query's parameters in other members; only these are safe to keep.
  return { name: cause.name, message: cause.message, code, stack: cause.stack, ...inner };
}
