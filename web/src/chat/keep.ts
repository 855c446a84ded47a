/** A message on its way. */
export interface Pending {
  clientToken: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  state: 'sending' | 'sent' | 'failed';
  /** Known once it is accepted. */
  id?: string;
}

/** What a page keeps of its chat while it is reloaded: enough to go on, gone with the tab. */
export interface Kept {
  participantToken: string;
  name: string;
  outbox: Pending[];
}

const keyOf = (domain: string) => `nayose.chat.${domain}`;

/** What was kept; undefined when nothing was, or the browser forbids it (a frame of another site may not store). */
export function readKept(domain: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(domain)) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it, or forgets it. Where the browser forbids storing, the chat lives as long as the page. */
export function writeKept(domain: string, kept: Kept | undefined): void {
  try {
    if (kept) sessionStorage.setItem(keyOf(domain), JSON.stringify(kept));
    else sessionStorage.removeItem(keyOf(domain));
  } catch {
    // Nothing is lost but a reload.
  }
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Kept).participantToken === 'string' &&
  typeof (value as Kept).name === 'string' &&
  Array.isArray((value as Kept).outbox);
