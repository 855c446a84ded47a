/** One sentence that the caller hears. */
export interface Heard {
  Text: string;
  /** `ja` or `en`. */
  Lang: string;
  /** Seconds since 1970. */
  At: number;
}

/** How a call stands. */
export interface CallStatus {
  Hears: Heard[];
  State: string;
}

/** An outbound call that rings at the far end. */
export interface Ringing {
  ContactId: string;
  PhoneNumber: string;
  StartedAt: number;
}

/** A customer with a number, for suggestions. */
export interface Suggestion {
  ProfileId: string;
  LastName?: string;
  FirstName?: string;
  PhoneNumber?: string;
}

/** A refusal, or no answer at all (status 0). */
export class PhoneError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function fetchJson<Output>(path: string, init?: RequestInit): Promise<Output> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch(() => {
    throw new PhoneError(0, '');
  });
  const body = (await response.json().catch(() => ({}))) as { Message?: string };
  if (!response.ok) throw new PhoneError(response.status, body.Message ?? '');
  return body as Output;
}

/** Calls one of our own operations with the session of this browser. */
export const callOperation = <Output>(operation: string, input: object): Promise<Output> =>
  fetchJson<Output>(`/api/nayose/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });

/** The domains of who is signed in; rejects with 401 when nobody is. */
export const readDomains = async (): Promise<string[]> =>
  (await fetchJson<{ Domains: string[] }>('/api/session')).Domains;
