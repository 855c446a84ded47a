import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChatDoor } from '../contacts/chat/door.ts';
import { socketLimits } from '../contacts/chat/limits.ts';
import type { SocketEars } from '../contacts/chat/socket.ts';
import { sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';

/** Where CreateParticipantConnection sends participants. */
const path = '/public/chat-socket';

/** Every half of this the other end is asked whether it is there; one that does not answer in time is dropped. */
const silenceMillis = 30_000;
/** How long one that was asked to close may take. */
const closeMillis = 5_000;
/** The same when the process ends. */
const lastMillis = 500;

/**
 * Whether a request becomes a websocket. For every other one the wish to change protocols is passed over, as HTTP has it:
 * some clients ask for HTTP/2 that way and take the plain answer.
 */
export const isChatSocket = (request: Pick<IncomingMessage, 'url' | 'headers'>): boolean =>
  request.headers.upgrade?.toLowerCase() === 'websocket' && request.url?.split('?')[0] === path;

/**
 * `GET /public/chat-socket?ticket=…`: websockets of participants. The ticket alone says who it is, as the participant's
 * token does for requests: there is no cookie that a page of another site could use.
 */
export function registerChatSocket(server: FastifyInstance, { chat, log }: AppDeps): void {
  if (!chat) return;
  const sockets = new WebSocketServer({
    ...{
      noServer: true,
      perMessageDeflate: false,
      maxPayload: socketLimits.frameBytes,
      closeTimeout: closeMillis,
    },
  });
  server.server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    admit(sockets, chat, request, stream, head).catch((cause: Error) => {
      log.error('a websocket could not be opened', cause);
      stream.end(
        'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      );
    });
  });
  server.get(path, async (_, reply) =>
    sendFailure(reply.header('upgrade', 'websocket'), {
      ...{ status: 426, name: 'BadRequestException', message: 'This address is for websockets.' },
    }),
  );
  const present = new WeakSet<WebSocket>();
  sockets.on('connection', (socket) => {
    present.add(socket);
    for (const sign of ['message', 'ping', 'pong'] as const) socket.on(sign, () => present.add(socket));
  });
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!present.delete(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, silenceMillis / 2);
  timer.unref();
  server.addHook('preClose', async () => {
    clearInterval(timer);
    chat.stop();
    const deadline = Date.now() + lastMillis;
    while (sockets.clients.size > 0 && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 10));
    for (const socket of sockets.clients) socket.terminate();
  });
}

async function admit(
  sockets: WebSocketServer,
  chat: ChatDoor,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): Promise<void> {
  const query = new URLSearchParams(request.url?.split('?')[1]);
  const admission = await chat.admit(query.get('ticket') ?? '');
  if (stream.destroyed) return;
  sockets.handleUpgrade(request, stream, head, (socket) => {
    // A frame that is too long or broken closes the socket by itself, with the code that says so.
    socket.on('error', () => undefined);
    sockets.emit('connection', socket, request);
    attach(
      socket,
      admission({
        send: (text) => socket.send(text),
        buffered: () => socket.bufferedAmount,
        close: (code, reason) => socket.close(code, reason),
      }),
    );
  });
}

function attach(socket: WebSocket, ears: SocketEars): void {
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) ears.binary();
    else ears.text(data.toString());
  });
  socket.on('ping', ears.ping);
  socket.on('close', ears.gone);
  socket.on('error', ears.gone);
}
