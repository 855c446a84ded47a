import { Refusal } from '../wire/refusal.ts';

/** True for an error of our own database: it says nothing about the place that was looked at. */
export function isOfDatabase(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: unknown };
  return name === 'PostgresError' || /^CONNECTION_/.test(String(code ?? ''));
}

/** Why the files of a bucket could not be looked at, and what to do about it, for people. */
export function lookProblem(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  const { name, code } = error as { name?: string; code?: unknown };
  const cause = String(code ?? name ?? 'unknown').slice(0, 60);
  if (/^(?:EACCES|EPERM|AccessDenied|Forbidden|403|InvalidAccessKeyId|SignatureDoesNotMatch)/.test(cause))
    return `The bucket may not be read (${cause}). Give the credentials of the server the right to list and read it; then look again.`;
  return `The bucket could not be read (${cause}). Check that its store runs and answers; then look again.`;
}
