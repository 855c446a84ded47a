/** A refusal of the server, or no answer at all (status 0). */
export class ChatError extends Error {
  readonly status: number;
  /** Seconds to wait, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, name: string, retryAfter?: number) {
    super(name);
    this.name = name;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** One line of the conversation, as the participant service gives it. */
export interface ChatItem {
  Id: string;
  Type: 'MESSAGE' | 'EVENT';
  AbsoluteTime: string;
  ContentType: string;
  Content?: string;
  ParticipantRole: 'CUSTOMER' | 'AGENT' | 'SYSTEM';
  DisplayName?: string;
  /** Said in an earlier chat, which this one goes on with. */
  RelatedContactId?: string;
}

/** What opens a chat. */
export interface StartInput {
  DisplayName: string;
  EmailAddress?: string;
  PhoneNumber?: string;
  Message?: string;
  Language: 'ja' | 'en';
  ClientToken: string;
  /** Participant token of the ended chat that this one goes on with. */
  Continue?: string;
}

async function request<Output>(path: string, init: RequestInit): Promise<Output> {
  const response = await fetch(path, { credentials: 'omit', cache: 'no-store', ...init }).catch(() => {
    throw new ChatError(0, 'NetworkError');
  });
  if (!response.ok) throw errorOf(response);
  return (await response.json().catch(() => ({}))) as Output;
}

const errorOf = (response: Response) =>
  new ChatError(
    response.status,
    response.headers.get('x-amzn-errortype') ?? 'Refused',
    Number(response.headers.get('retry-after')) || undefined,
  );

const post = <Output>(path: string, body: object, token?: string) =>
  request<Output>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { 'x-amz-bearer': token } : {}) },
    body: JSON.stringify(body),
  });

/** Resolves when customers may chat in this domain; rejects with 404 when they may not. */
export const checkOpen = (domain: string) =>
  request<{ Enabled: boolean }>(`/public/chat/${encodeURIComponent(domain)}`, {});

/** Opens a chat. */
export const startChat = (domain: string, input: StartInput) =>
  post<{ ContactId: string; ParticipantToken: string }>(
    `/public/chat/${encodeURIComponent(domain)}/start`,
    input,
  );

/** A connection for the holder of a participant token. */
export async function connect(participantToken: string): Promise<string> {
  const { ConnectionCredentials } = await post<{ ConnectionCredentials: { ConnectionToken: string } }>(
    '/participant/connection',
    { Type: ['CONNECTION_CREDENTIALS'] },
    participantToken,
  );
  return ConnectionCredentials.ConnectionToken;
}

/** Sends a message; the same client token is the same message. Resolves to its id. */
export async function sendMessage(token: string, text: string, clientToken: string): Promise<string> {
  const message = { ContentType: 'text/plain', Content: text, ClientToken: clientToken };
  return (await post<{ Id: string }>('/participant/message', message, token)).Id;
}

/** Tells the other side that somebody writes, or what was read. */
export const sendEvent = (token: string, kind: 'typing' | 'message.read', messageId?: string) =>
  post(
    '/participant/event',
    {
      ContentType: `application/vnd.amazonaws.connect.event.${kind}`,
      ...(messageId ? { Content: JSON.stringify({ messageId }) } : {}),
    },
    token,
  );

/** Ends the chat. */
export const disconnect = (token: string) => post('/participant/disconnect', {}, token);

/** Opens the stream of events after the item with this place. */
export async function openStream(
  token: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { 'x-amz-bearer': token, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) };
  const response = await fetch('/public/chat-events', {
    ...{ headers, signal, credentials: 'omit', cache: 'no-store' },
  }).catch(() => {
    throw new ChatError(0, 'NetworkError');
  });
  if (!response.ok) throw errorOf(response);
  return response;
}
