import { urlOf } from '../../database/connection.ts';
import type { RunFound, RunInput } from './desk.ts';
import type { FoundGroup, Resolution, ResolutionInput } from './resolution.ts';
import { divideProfiles, exportSnapshot } from './store.ts';
import { Team } from './team.ts';

/**
 * Finds who is who among all profiles of a domain, by rules and by the model, in worker threads; this thread only passes
 * messages. Everything is read from one snapshot of the database, and what comes out depends on it and the input alone.
 * Rejects with the reason of `signal` when it is given, and with an Error when a thread dies or the database fails; the
 * threads are gone then. Otherwise they hold the groups until `close`.
 */
export async function resolveAll(input: ResolutionInput): Promise<Resolution> {
  input.signal?.throwIfAborted();
  const team = new Team('worker', 1);
  const abort = () => team.close(input.signal?.reason);
  input.signal?.addEventListener('abort', abort);
  const close = async () => {
    input.signal?.removeEventListener('abort', abort);
    await team.close();
  };
  try {
    const found = await run(input, team);
    const { profiles, candidates, matches, model, reliability, guarded, blocking, seconds } = found;
    const report = { seconds, ...(blocking ? { blocking } : {}) };
    const told = { profiles, candidates, matches, reliability, guarded, report };
    return { ...told, ...(model ? { model } : {}), groups: () => groupsOf(team), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function run(input: ResolutionInput, team: Team): Promise<RunFound> {
  const { domainId, country, sql, model, rules, judgements, progress } = input;
  const told = { domainId, country, model, rules, judgements, url: urlOf(sql) };
  await sql.begin('isolation level repeatable read read only', async (tx) => {
    const snapshot = await exportSnapshot(tx);
    const { profiles } = await divideProfiles(tx, domainId, 1);
    const loaded = (done: number) => progress?.('PREPROCESSING', done, profiles);
    await team.ask<number>(0, 'load', { ...told, snapshot } satisfies RunInput, loaded);
  });
  return team.ask<RunFound>(0, 'find', { ...told, snapshot: '' } satisfies RunInput);
}

async function* groupsOf(team: Team): AsyncGenerator<FoundGroup[]> {
  for (;;) {
    const batch = await team.ask<FoundGroup[] | undefined>(0, 'batch', undefined);
    if (!batch) return;
    yield batch;
  }
}
