import { Refusal } from '../../wire/refusal.ts';
import type { WantedConnection } from './connect.ts';

/**
 * What a list of connection types asks for; none: a connection token. Refuses (400) what is not there, and a websocket
 * where the address of this house is not known.
 *
 * @param base address of this house as the client reached it
 */
export function wantedConnection(types: readonly string[] = [], base: string | undefined): WantedConnection {
  const socket = types.includes('WEBSOCKET');
  const credentials = types.length === 0 || types.includes('CONNECTION_CREDENTIALS');
  if (!socket && !credentials) {
    throw invalid('Type has to include CONNECTION_CREDENTIALS or WEBSOCKET; nothing else is here');
  }
  if (socket && base === undefined) {
    throw invalid(
      'A websocket needs to know the address of this server; send the request with a Host header',
    );
  }
  return { credentials, ...(socket ? { socketAt: base! } : {}) };
}

const invalid = (message: string) => new Refusal('ValidationException', message);
