import { refusalOf } from '../wire/answer.ts';

/** What a failed request is answered with, the same at each of our own routes. */
export interface Failure {
  status: number;
  /** Name of the exception, as in the API. */
  name: string;
  message: string;
}

/** Turns whatever was thrown into an answer; undefined for a bug, which nobody is told about. */
export function failureOf(error: unknown): Failure | undefined {
  const refusal = refusalOf(error);
  return refusal && { status: refusal.status, name: refusal.exception, message: refusal.message };
}
