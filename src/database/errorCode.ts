/** The code of an error: of PostgreSQL (SQLSTATE), the driver or the network. Undefined where there is none. */
export const errorCode = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
