/** Codes of the driver and the network, and of PostgreSQL when it shuts down, has crashed, starts or is full. */
const away = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** Whether an error says that the database cannot be reached just now; what failed may be tried again. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  // Class 08 is PostgreSQL's own for lost connections.
  if (typeof code === 'string' && (away.has(code) || /^08\w{3}$/.test(code))) return true;
  if (Array.isArray(errors) && errors.some((one) => isUnavailable(one, depth + 1))) return true;
  return isUnavailable(cause, depth + 1);
}
