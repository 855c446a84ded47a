import { connect, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

/** A wire to a database or server that can be cut and mended. */
export interface BrokenWire {
  /** The other end's URL by way of the wire. */
  url: string;
  /** Ends every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Listens again, on the same port. */
  mend(): Promise<void>;
  /** Ends every connection; new ones are made as before. */
  drop(): void;
}

/** Puts a wire before the database or server at `url`. */
export async function brokenWire(t: TestContext, url: string): Promise<BrokenWire> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const mend = () =>
    new Promise<void>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const socket of [near, far]) {
          sockets.add(socket);
          socket.on('error', () => undefined);
          socket.on('close', () => {
            sockets.delete(socket);
            near.destroy();
            far.destroy();
          });
        }
        near.pipe(far).pipe(near);
      }).listen(port, '127.0.0.1', () => {
        port = (server!.address() as { port: number }).port;
        resolve();
      });
    });
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = () =>
    new Promise<void>((resolve) => {
      server!.close(() => resolve());
      drop();
    });
  await mend();
  t.after(cut);
  const wired = new URL(url);
  wired.port = String(port);
  return { url: wired.href, cut, mend, drop };
}
