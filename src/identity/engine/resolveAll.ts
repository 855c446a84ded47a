import { urlOf } from '../../database/connection.ts';
import { firstOfPart } from '../matchGroups.ts';
import type { LeaderTasks, RunProgress } from './messages.ts';
import { unpackGroups } from './packedGroups.ts';
import type { KeptGroups, Resolution, ResolutionInput } from './resolution.ts';
import { RowNames } from './rowNames.ts';
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
    return { ...found, keep: (jobId) => keep(team, jobId, close), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The groups come at once, so that deciding can begin while the threads put them into words. */
async function keep(team: Team<LeaderTasks>, jobId: string, close: () => Promise<void>): Promise<KeptGroups> {
  const { identity, packs } = await team.ask(0, 'groups', undefined);
  // The threads have nothing more to tell then; what their memory holds would only be in the way.
  const written = team.ask(0, 'write', { jobId }).then(close);
  // Whoever waits for it hears of a failure; until then nobody does.
  written.catch(() => undefined);
  const groups = packs.flatMap((pack, number) =>
    unpackGroups(pack, jobId, firstOfPart({ number, of: packs.length })),
  );
  return { groups, names: new RowNames(identity), written };
}
