import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAtLeast } from '../access/permissions.ts';
import type { Session } from '../access/session.ts';
import type { Role } from '../wire/call.ts';
import { accessDenied, badRequest } from '../wire/refusal.ts';
import { notSignedIn, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import type { HouseEvent } from './events.ts';
import { sessionOf } from './sessionDoor.ts';

const heartbeatMillis = 4_000;
/** A session checked this recently is not asked for again before a push. */
const freshMillis = 1_000;
const topicsAtMost = 20;
/** A screen that reads slower than this is disconnected; it comes back and resumes. */
const bufferedAtMost = 1_000_000;

/** Kinds of topics, and from which role on they may be followed. An agent's own topic is for that agent and supervisors. */
const neededRole: Record<string, Role> = {
  import: 'supervisor',
  resolution: 'supervisor',
  board: 'supervisor',
  profile: 'agent',
  profileCases: 'agent',
  profileContacts: 'agent',
  case: 'agent',
  contact: 'agent',
  agent: 'agent',
  domain: 'agent',
};

/**
 * `GET /api/events?topics=a,b`: server-sent events with ids, resumed by Last-Event-ID. Each message is JSON with the
 * member `topic`. When some may have been missed, an event `reset` says so: read everything again.
 */
export function registerEvents(server: FastifyInstance, deps: AppDeps): void {
  const open = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of open) end();
  });
  deps.metrics.gauge('nayose_event_streams', 'Screens that follow events.', () => [{ value: open.size }]);
  server.get<{ Querystring: { topics?: string } }>('/api/events', async (request, reply) => {
    const session = await sessionOf(deps, request);
    if (!session) return sendFailure(reply, notSignedIn);
    const topics = readTopics(request.query.topics, session);
    const end = stream(deps, request, reply, session, topics);
    open.add(end);
    request.raw.once('close', () => {
      end();
      open.delete(end);
    });
    return reply;
  });
}

function readTopics(text: string | undefined, session: Session): Set<string> {
  const topics = new Set((text ?? '').split(',').filter(Boolean));
  if (topics.size === 0 || topics.size > topicsAtMost) {
    throw badRequest(`topics has to name 1 to ${topicsAtMost} topics, separated by commas.`);
  }
  for (const topic of topics) {
    const [kind, id] = topic.split(':', 2);
    const needed = Object.hasOwn(neededRole, kind!) ? neededRole[kind!] : undefined;
    if (!needed || !id)
      throw badRequest(`A topic is <kind>:<id>, of a kind among ${Object.keys(neededRole).join(', ')}.`);
    if (!isAtLeast(session.role, needed)) throw accessDenied(`The topic ${kind} needs the role ${needed}.`);
    if (kind === 'agent' && id !== session.userId && !isAtLeast(session.role, 'supervisor'))
      throw accessDenied('An agent follows the own topic only.');
  }
  return topics;
}

function stream(
  deps: AppDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  topics: Set<string>,
): () => void {
  const { bus } = deps;
  const lastEventId = request.headers['last-event-id'];
  const missed = typeof lastEventId === 'string' ? bus.since(lastEventId, topics) : [];
  const guard = sessionGuard(deps, request, session);
  let ended = false;
  let sending = Promise.resolve();
  reply.hijack();
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  const send = (text: string) => {
    sending = sending.then(async () => {
      if (ended) return;
      if (!(await guard())) return end();
      if (reply.raw.writableLength > bufferedAtMost) return end();
      reply.raw.write(text);
    });
  };
  const end = () => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    unsubscribe();
    reply.raw.end();
  };
  const asText = (event: HouseEvent) =>
    `id: ${bus.idOf(event.number)}\ndata: ${JSON.stringify({ ...event.data, topic: event.topic })}\n\n`;
  // Told as an event, for a page cannot hear comments: a connection that has died silently is noticed by its silence.
  const timer = setInterval(() => send('event: beat\ndata: {}\n\n'), heartbeatMillis);
  const unsubscribe = bus.subscribe(topics, (event) => send(asText(event)));
  // The id tells a browser that reconnects before the first event where to resume.
  reply.raw.write(`retry: 2000\nid: ${bus.idOf(bus.latest())}\nevent: hello\ndata: {}\n\n`);
  if (missed) for (const event of missed) send(asText(event));
  else send('event: reset\ndata: {}\n\n');
  return end;
}

/** Asks again who is signed in, at most once a second; a lost session, another person or role ends the stream. */
function sessionGuard(deps: AppDeps, request: FastifyRequest, session: Session): () => Promise<boolean> {
  let checkedAt = performance.now();
  return async () => {
    if (performance.now() - checkedAt < freshMillis) return true;
    const now = await sessionOf(deps, request).catch(() => undefined);
    checkedAt = performance.now();
    return now?.sessionId === session.sessionId && now.role === session.role;
  };
}
