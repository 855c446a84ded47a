import type { FastifyRequest } from 'fastify';

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

/** Address of this house as the client reached it, such as `https://nayose.example`; undefined when it did not say. */
export function baseOf({ protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>): string | undefined {
  const known = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host ?? '');
  return known && URL.canParse(`${protocol}://${host}`) ? `${protocol}://${host}` : undefined;
}
