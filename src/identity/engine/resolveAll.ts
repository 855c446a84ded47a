import { urlOf } from '../../database/connection.ts';
import type { LeaderTasks, RunProgress } from './messages.ts';
import type { FoundGroup, Resolution, ResolutionInput } from './resolution.ts';
import { Team, workerFile } from './team.ts';

/**
 * Finds who is who among all profiles of a domain, by rules and by the model, in worker threads; this thread only passes
 * messages on. Everything is read from one snapshot of the database, and what comes out depends on it and the input alone.
 * Rejects with the reason of `signal` when it is given, and with an Error when a thread dies or the database fails; the
 * threads are gone then. Otherwise they hold the groups until `close`.
 */
export async function resolveAll(input: ResolutionInput): Promise<Resolution> {
  const { domainId, country, sql, model, rules, judgements, progress, signal } = input;
  signal?.throwIfAborted();
  const team = new Team<LeaderTasks>(workerFile('leader'), 1);
  const abort = () => team.close(signal?.reason);
  signal?.addEventListener('abort', abort);
  const close = async () => {
    signal?.removeEventListener('abort', abort);
    await team.close();
  };
  try {
    const told = { domainId, country, model, rules, judgements, url: urlOf(sql) };
    const found = await team.ask(0, 'run', told, {
      progress: (value) => {
        const { stage, done, total } = value as RunProgress;
        progress?.(stage, done, total);
      },
    });
    return { ...found, groups: () => groupsOf(team, close), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The threads put the next groups into words while the last ones are being used. */
async function* groupsOf(team: Team<LeaderTasks>, close: () => Promise<void>): AsyncGenerator<FoundGroup[]> {
  const next = () => {
    const batches = team.ask(0, 'batches', undefined);
    batches.catch(() => undefined);
    return batches;
  };
  let coming = next();
  for (;;) {
    const batches = await coming;
    // The threads have nothing more to tell; what their memory holds would only be in the way.
    if (batches.length === 0) return close();
    coming = next();
    for (const batch of batches) yield JSON.parse(batch) as FoundGroup[];
  }
}
