import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Tokens of participants: `<kind>.<domain, base 36>.<body>.<mac>`. The mac tells a forged one apart before the database
 * is asked; the domain in it is where the rows lie.
 *
 * - `p`, participant token: the body is the participant's id. Valid until the participant leaves.
 * - `c`, connection token: the body is random and only its hash is stored. Expires.
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
}

/** `key`: a secret of this installation, for this purpose only. */
export function createTokens(key: string): Tokens {
  const mac = (text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 18);
  const seal = (kind: Token['kind'], domainId: number, body: string) => {
    const text = `${letters[kind]}.${domainId.toString(36)}.${body}`;
    return `${text}.${mac(text).toString('base64url')}`;
  };
  return {
    participant: (domainId, participantId) => seal('participant', domainId, participantId),
    connection(domainId) {
      const body = randomBytes(24).toString('base64url');
      return { token: seal('connection', domainId, body), hash: hashOf(body) };
    },
    read(token) {
      const found = /^([pc])\.([0-9a-z]{1,6})\.([0-9A-Za-z_-]{32})\.([0-9A-Za-z_-]{24})$/.exec(token);
      if (!found) return undefined;
      const given = Buffer.from(found[4]!, 'base64url');
      if (!timingSafeEqual(given, mac(token.slice(0, token.lastIndexOf('.'))))) return undefined;
      const kind = found[1] === 'p' ? 'participant' : 'connection';
      return { kind, domainId: Number.parseInt(found[2]!, 36), body: found[3]! };
    },
  };
}

/** What is stored of a connection token. */
export const hashOf = (body: string): Buffer => createHash('sha256').update(body).digest();
