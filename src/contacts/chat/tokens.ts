import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Tokens of participants: `<kind>.<domain, base 36>.<body>.<mac>`. The mac tells a forged one apart before the database
 * is asked; the domain in it is where the rows lie.
 *
 * - `p`, participant token: the body is the participant's id. Valid until the participant leaves.
 * - `c`, connection token: the body is random and only its hash is stored. Expires.
 *
 * A ticket opens a websocket: `w.<domain>.<participant>.<moment it was made, base 36>.<mac>`. It stands in an address and
 * so in logs of others, and is worth nothing soon after.
 */
export interface Token {
  kind: 'participant' | 'connection';
  domainId: number;
  body: string;
}

const letters = { participant: 'p', connection: 'c' } as const;

/** Makes and reads tokens under a key of this installation. */
export interface Tokens {
  participant(domainId: number, participantId: string): string;
  /** A new connection token and what is stored of it. */
  connection(domainId: number): { token: string; hash: Buffer };
  /** Undefined for whatever was not made here. */
  read(token: string): Token | undefined;
  ticket(ticket: Ticket): string;
  /** Undefined for whatever was not made here; how old it may be is for others to say. */
  readTicket(text: string): Ticket | undefined;
}

/** Who may open a websocket, and since when. */
export interface Ticket {
  domainId: number;
  participantId: string;
  madeAt: Date;
}

/** `key`: a secret of this installation, for this purpose only. */
export function createTokens(key: string): Tokens {
  const mac = (text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 18);
  const seal = (kind: Token['kind'], domainId: number, body: string) => {
    const text = `${letters[kind]}.${domainId.toString(36)}.${body}`;
    return `${text}.${mac(text).toString('base64url')}`;
  };
  const genuine = (token: string) => {
    const at = token.lastIndexOf('.');
    return timingSafeEqual(Buffer.from(token.slice(at + 1), 'base64url'), mac(token.slice(0, at)));
  };
  return {
    participant: (domainId, participantId) => seal('participant', domainId, participantId),
    connection(domainId) {
      const body = randomBytes(24).toString('base64url');
      return { token: seal('connection', domainId, body), hash: hashOf(body) };
    },
    read(token) {
      const found = /^([pc])\.([0-9a-z]{1,6})\.([0-9A-Za-z_-]{32})\.([0-9A-Za-z_-]{24})$/.exec(token);
      if (!found || !genuine(token)) return undefined;
      const kind = found[1] === 'p' ? 'participant' : 'connection';
      return { kind, domainId: Number.parseInt(found[2]!, 36), body: found[3]! };
    },
    ticket({ domainId, participantId, madeAt }) {
      const text = `w.${domainId.toString(36)}.${participantId}.${madeAt.getTime().toString(36)}`;
      return `${text}.${mac(text).toString('base64url')}`;
    },
    readTicket(text) {
      const found = /^w\.([0-9a-z]{1,6})\.([0-9a-f]{32})\.([0-9a-z]{1,9})\.[0-9A-Za-z_-]{24}$/.exec(text);
      if (!found || !genuine(text)) return undefined;
      const [domain, madeAt] = [found[1]!, found[3]!].map((part) => Number.parseInt(part, 36));
      return { domainId: domain!, participantId: found[2]!, madeAt: new Date(madeAt!) };
    },
  };
}

/** What is stored of a connection token. */
export const hashOf = (body: string): Buffer => createHash('sha256').update(body).digest();
