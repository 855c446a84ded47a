import { hash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { signedHeaders } from '../../src/cli/sign.ts';
import { percentile } from './line.ts';

/** What a run of requests measured. */
export interface Load {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  failures: number;
}

/**
 * Sends prepared requests over kept-open connections, one under way on each, for a time; each connection takes the next.
 * `once`: none is sent again, and the run ends when all are sent.
 */
export async function hammer(
  url: string,
  requests: readonly Buffer[],
  options: { connections: number; seconds: number; once?: boolean },
): Promise<Load> {
  const { hostname, port } = new URL(url);
  const latencies: number[] = [];
  let failures = 0;
  let next = 0;
  const end = performance.now() + options.seconds * 1000;
  const start = performance.now();
  const run = async () => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const exchange = exchanger(socket);
    while (performance.now() < end) {
      const request = requests[options.once ? next : next % requests.length];
      next += 1;
      if (!request) break;
      const sent = performance.now();
      const status = await exchange(request);
      latencies.push(performance.now() - sent);
      if (status !== 200) failures += 1;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: options.connections }, run));
  const seconds = (performance.now() - start) / 1000;
  return {
    requests: latencies.length,
    perSecond: latencies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failures,
  };
}

/** Writes a request and resolves to the status of its answer; answers carry Content-Length. */
function exchanger(socket: Socket): (request: Buffer) => Promise<number> {
  let held: Buffer = Buffer.alloc(0);
  let settle: ((status: number) => void) | undefined;
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const head = held.indexOf('\r\n\r\n');
    if (head < 0) return;
    const text = held.toString('latin1', 0, head);
    const length = Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    if (held.length < head + 4 + length) return;
    held = held.subarray(head + 4 + length);
    settle?.(Number(text.slice(9, 12)));
  });
  socket.on('error', () => settle?.(0));
  socket.on('close', () => settle?.(0));
  return (request) =>
    new Promise((resolve) => {
      settle = resolve;
      socket.write(request);
    });
}

/** Bytes of a request with a JSON body, unsigned. */
export function plainRequest(
  url: string,
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Buffer {
  const text = JSON.stringify(body);
  const all = {
    host: new URL(url).host,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
}

/** Bytes of a request signed for a service; good for five minutes. */
export function signedRequest(
  target: { url: string; service: string; credentials: { accessKeyId: string; secretAccessKey: string } },
  path: string,
  body: object,
  method = 'POST',
): Buffer {
  const payloadSha256 = hash('sha256', JSON.stringify(body));
  const request = { method, url: new URL(path, target.url), headers: {}, payloadSha256 };
  const headers = signedHeaders(request, target.credentials, new Date(), target.service);
  return plainRequest(target.url, method, path, body, headers);
}
