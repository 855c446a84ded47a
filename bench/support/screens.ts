import { type ClientRequest, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchServer } from './server.ts';

const password = 'a long password of a bench';

/** An agent who is signed in. */
export interface BenchAgent {
  userId: string;
  cookie: string;
}

/** An event of a stream with the moment it was read. */
export interface Heard {
  at: number;
  data: Record<string, unknown>;
}

/** Calls an operation of our own at the session door. */
export async function own<Answer>(
  server: BenchServer,
  agent: BenchAgent,
  operation: string,
  input: object,
): Promise<Answer> {
  const response = await fetch(`${server.url}/api/nayose/${operation}`, {
    method: 'POST',
    headers: { cookie: agent.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Answer;
  if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}

/** Signs agents in, making those that are not there yet; each comes from an address of its own. */
export async function signInAgents(server: BenchServer, count: number): Promise<BenchAgent[]> {
  const { Users } = await server.client.call<{ Users: { Email: string; UserId: string }[] }>('ListUsers', {});
  const known = new Map(Users.map((user) => [user.Email, user.UserId]));
  const agents: BenchAgent[] = [];
  const one = async (index: number) => {
    const Email = `bench-agent-${index}@example.jp`;
    const wanted = { Name: `Agent ${index}`, Email, Role: 'agent', Password: password };
    let userId = known.get(Email);
    if (!userId) {
      const { User } = await server.client.call<{ User: { UserId: string } }>('CreateUser', wanted);
      userId = User.UserId;
    }
    const address = `10.${index >> 8}.${index & 255}.1`;
    const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email: Email, password }),
    });
    if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    agents[index] = { userId, cookie };
  };
  for (let index = 0; index < count; index += 4)
    await Promise.all([0, 1, 2, 3].filter((more) => index + more < count).map((more) => one(index + more)));
  return agents;
}

/** A stream of events that is open; `alive` tells whether it still is. */
export interface Stream {
  alive: () => boolean;
  close: () => void;
}

/** Follows topics as a screen would. Resolves when the server has answered. */
export function follow(
  server: BenchServer,
  agent: BenchAgent,
  topics: string,
  heard: (event: Heard) => void,
): Promise<Stream> {
  return new Promise((resolve, reject) => {
    let alive = true;
    const url = `${server.url}/api/events?topics=${topics}`;
    const asked: ClientRequest = request(
      url,
      { headers: { cookie: agent.cookie }, agent: false },
      (response) => {
        if (response.statusCode !== 200)
          return reject(new Error(`the stream answered ${response.statusCode}`));
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          const at = performance.now();
          rest += text;
          const blocks = rest.split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks) {
            if (block.includes('event: ') || !block.includes('data: ')) continue;
            const data = block.slice(block.indexOf('data: ') + 6);
            heard({ at, data: JSON.parse(data) as Record<string, unknown> });
          }
        });
        response.on('close', () => {
          alive = false;
        });
        resolve({ alive: () => alive, close: () => asked.destroy() });
      },
    );
    asked.on('error', (cause) => {
      alive = false;
      reject(cause);
    });
    asked.end();
  });
}

/** Runs steps at even distances, whatever the earlier ones take, and waits for all. */
export async function atRate(
  count: number,
  perSecond: number,
  step: (index: number) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const wait = began + (index * 1_000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    under.push(step(index));
  }
  await Promise.all(under);
}
