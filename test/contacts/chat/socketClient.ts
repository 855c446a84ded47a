import type { TestContext } from 'node:test';
import { CreateParticipantConnectionCommand } from '@aws-sdk/client-connectparticipant';
import { WebSocket } from 'ws';
import { until } from '../../helpers/until.ts';
import type { ChatServer } from './chatServer.ts';

/** A websocket's address for the holder of a participant token. */
export async function addressOf(
  server: Pick<ChatServer, 'participant'>,
  ParticipantToken: string,
): Promise<string> {
  const { Websocket } = await server.participant.send(
    new CreateParticipantConnectionCommand({ ParticipantToken, Type: ['WEBSOCKET'] }),
  );
  return Websocket!.Url!;
}

/** A websocket whose frames and closing are kept. */
export function openSocket(t: TestContext, url: string) {
  const socket = new WebSocket(url);
  t.after(() => socket.terminate());
  const frames: Record<string, unknown>[] = [];
  const end: { code?: number; reason?: string } = {};
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  socket.on('close', (code, reason) => Object.assign(end, { code, reason: String(reason) }));
  socket.on('error', () => undefined);
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  /** Items of the chat topic, in the order they came. */
  const items = () =>
    frames.flatMap((frame) =>
      frame['topic'] === 'aws/chat' ? [JSON.parse(String(frame['content'])) as Record<string, unknown>] : [],
    );
  return {
    ...{ socket, frames, end, say, items },
    texts: () => items().flatMap((item) => (item['Type'] === 'MESSAGE' ? [item['Content']] : [])),
    opened: () => until('the websocket is open', () => socket.readyState === WebSocket.OPEN),
    closed: () => until('the websocket is closed', () => end.code !== undefined),
    async subscribe() {
      await until('the websocket is open', () => socket.readyState === WebSocket.OPEN);
      const before = frames.length;
      say({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
      await until('the subscription', () =>
        frames.slice(before).some((frame) => frame['topic'] === 'aws/subscribe'),
      );
    },
  };
}

/** Opens a websocket and subscribes to the chat. */
export async function chatSocket(
  t: TestContext,
  server: Pick<ChatServer, 'participant'>,
  participantToken: string,
) {
  const socket = openSocket(t, await addressOf(server, participantToken));
  await socket.subscribe();
  return socket;
}
