import { noteServerDate } from './clock.ts';

/** A refusal of the server, or no answer at all (status 0). `name` is the exception's name. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, name: string, message: string) {
    super(message);
    this.status = status;
    this.name = name;
  }
}

/** The services of the session door. */
export type Service = 'profile' | 'cases' | 'connect' | 'nayose';

/** Calls one operation through the session door. Throws ApiError. */
export function call<Output>(
  service: Service,
  operation: string,
  input: object,
  signal?: AbortSignal,
): Promise<Output> {
  return request<Output>(`/api/${service}/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: signal ?? null,
  });
}

/** Fetches JSON with the session cookie. Throws ApiError for every answer that is not 2xx. */
export async function request<Output>(path: string, init: RequestInit = {}): Promise<Output> {
  const sentAt = Date.now();
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'NetworkError', '');
  });
  noteServerDate(response.headers.get('date'), sentAt, Date.now());
  const text = await response.text();
  if (!response.ok) throw errorFrom(response.status, response.headers.get('x-amzn-errortype'), text);
  return (text ? JSON.parse(text) : {}) as Output;
}

/** Reads the exception's name and message from any of the spellings that doors use. */
export function errorFrom(status: number, typeHeader: string | null, text: string): ApiError {
  const body = parseObject(text);
  const name = typeHeader ?? asText(body['__type']) ?? asText(body['code']) ?? `Http${status}`;
  const message = asText(body['Message']) ?? asText(body['message']) ?? '';
  return new ApiError(status, name.replace(/^.*#/, '').replace(/:.*$/, ''), message);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const asText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** Address of a file in a bucket, each part of the key percent-encoded. */
export function fileUrl(bucket: string, key: string): string {
  return `/api/files/${encodeURIComponent(bucket)}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Address of a file of a case: to put it there its name stands last, to fetch it the item that stands for it. */
export const caseFileUrl = (domain: string, caseId: string, last: string): string =>
  `/api/files/_case/${domain}/${caseId}/${encodeURIComponent(last)}`;

/** Streams a file to an address and tells how many bytes have left; abort by the signal. Throws ApiError. */
export function upload(
  url: string,
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  // fetch cannot report the progress of a request body.
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open('PUT', url);
    sender.setRequestHeader('content-type', file.type || 'application/octet-stream');
    sender.upload.onprogress = (event) => onProgress(event.loaded);
    sender.onerror = () => reject(new ApiError(0, 'NetworkError', ''));
    sender.onabort = () => reject(new ApiError(0, 'Cancelled', ''));
    sender.onload = () => {
      if (sender.status >= 200 && sender.status < 300) resolve();
      else
        reject(errorFrom(sender.status, sender.getResponseHeader('x-amzn-errortype'), sender.responseText));
    };
    signal.addEventListener('abort', () => sender.abort());
    sender.send(file);
  });
}
