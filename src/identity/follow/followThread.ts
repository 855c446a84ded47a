import { parentPort, workerData } from 'node:worker_threads';
import { connect } from '../../database/connection.ts';
import type { FollowLimits } from './domainFollower.ts';
import { Following } from './following.ts';

/** What the thread is started with. */
export interface ThreadInput {
  url: string;
  defaultCountry: string;
  /** How far the clock of the house is ahead of the machine's, in milliseconds. */
  ahead: number;
  /** Say which announcements have been dealt with. */
  tellsFollowed: boolean;
  limits?: Partial<FollowLimits>;
}

/** What the thread is told. */
export type ToThread =
  | { kind: 'settings'; domainId: number }
  | { kind: 'model'; domainId: number; since: Date }
  | { kind: 'status'; domainId: number; question: number }
  | { kind: 'stop' };

/** What the thread says. */
export type FromThread =
  | { kind: 'ready' }
  | { kind: 'stopped' }
  | { kind: 'publish'; topic: string; data: Record<string, unknown> }
  | { kind: 'log'; message: string }
  | { kind: 'followed'; domainId: number; sequences: number[] }
  | { kind: 'status'; question: number; status: unknown };

const port = parentPort!;
const say = (message: FromThread) => port.postMessage(message);
const { url, defaultCountry, ahead, tellsFollowed, limits } = workerData as ThreadInput;

// Two: what a step reads at once, and the connection that listens is a third of its own.
const sql = connect(url, {
  max: 2,
  parameters: {
    // What was decided is decided again after a crash: the place in the outbox is written later, so it cannot be ahead.
    synchronous_commit: 'off',
    // A plan made while a table was empty would read all of it later, once for each row of another.
    enable_seqscan: 'off',
  },
});
const following = new Following({
  sql,
  defaultCountry,
  publish: (topic, data) => say({ kind: 'publish', topic, data }),
  log: (message) => say({ kind: 'log', message }),
  followed: tellsFollowed
    ? (domainId, sequences) => say({ kind: 'followed', domainId, sequences })
    : undefined,
  now: () => new Date(Date.now() + ahead),
  ...(limits ? { limits } : {}),
});

port.on('message', async (message: ToThread) => {
  if (message.kind === 'settings') following.settingsChanged(message.domainId);
  if (message.kind === 'model') following.modelChanged(message.domainId, message.since);
  if (message.kind === 'status') {
    const { question, domainId } = message;
    say({ kind: 'status', question, status: following.status(domainId) });
  }
  if (message.kind !== 'stop') return;
  await following.stop();
  await sql.end({ timeout: 5 }).catch(() => undefined);
  say({ kind: 'stopped' });
  port.close();
});

await following.start();
say({ kind: 'ready' });
