import type { IncomingMessage } from 'node:http';

/** What the origin check looks at. */
export interface OriginFacts {
  method: string;
  /** Header Sec-Fetch-Site, which pages cannot forge. */
  fetchSite: string | undefined;
  /** Header Origin. */
  origin: string | undefined;
  /** Host (and port) the request was made to, as the browser saw it. */
  host: string | undefined;
}

/**
 * Whether a request may act with the session cookie. A page of another site can make a browser send requests, but not
 * without these headers telling on it. A client that sends neither is no browser and holds no cookie by accident.
 */
export function isOwnOrigin({ method, fetchSite, origin, host }: OriginFacts): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return false;
  if (origin === undefined) return true;
  if (!host || !URL.canParse(origin)) return false;
  // Behind `vite` the browser's own header vouches where the host names differ.
  return new URL(origin).host === host.toLowerCase() || fetchSite === 'same-origin';
}

/**
 * Address of this house as the client reached it, such as `https://nayose.example`; undefined when it did not say. What a
 * proxy says of it is believed when the proxy is on this machine.
 */
export function baseOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string | undefined {
  const proxied = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  const told = (name: string) => (proxied ? lastOf(headers[name]) : undefined);
  const protocol = told('x-forwarded-proto') ?? ('encrypted' in socket ? 'https' : 'http');
  const host = told('x-forwarded-host') ?? headers.host ?? '';
  const known =
    /^https?$/.test(protocol) && /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host);
  return known ? `${protocol}://${host}` : undefined;
}

/** The last of several values: the one that the nearest proxy added. */
const lastOf = (value: string | string[] | undefined) => value?.toString().split(',').at(-1)?.trim();
