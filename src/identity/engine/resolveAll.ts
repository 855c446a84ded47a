import { availableParallelism } from 'node:os';
import { urlOf } from '../../database/connection.ts';
import type { SharedColumns } from '../kernel/columns.ts';
import { divideDictionaries, joinColumns } from '../kernel/mergeColumns.ts';
import type { Model } from '../kernel/train.ts';
import type { LoadedPart, RunInput } from './messages.ts';
import type { FoundGroup, Resolution, ResolutionInput } from './resolution.ts';
import { RowIdentity } from './rowIdentity.ts';
import { divideProfiles, exportSnapshot } from './store.ts';
import { Team } from './team.ts';

/** More threads would be of little use and each costs memory. */
const mostThreads = 2;
/** Below so many profiles for each, a further thread takes longer to start than it saves. */
const leastForThread = 10_000;

/**
 * Finds who is who among all profiles of a domain, by rules and by the model, in worker threads; this thread only passes
 * messages. Everything is read from one snapshot of the database, and what comes out depends on it and the input alone.
 * Rejects with the reason of `signal` when it is given, and with an Error when a thread dies or the database fails; the
 * threads are gone then. Otherwise they hold the groups until `close`.
 */
export async function resolveAll(input: ResolutionInput): Promise<Resolution> {
  input.signal?.throwIfAborted();
  const run = new Run(input);
  try {
    await run.load();
    if (input.model && run.profiles > 1) await run.findByModel();
    else await run.findByRules();
    return run.resolution();
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** One run: what the threads are asked, in which order. */
class Run {
  profiles = 0;
  private readonly input: ResolutionInput;
  private team: Team | undefined;
  private model: Model | undefined;
  private readonly found: Pick<Resolution, 'candidates' | 'matches' | 'reliability' | 'guarded' | 'report'> =
    {
      candidates: 0,
      matches: 0,
      reliability: [],
      guarded: [],
      report: { seconds: {} },
    };
  private since = performance.now();

  constructor(input: ResolutionInput) {
    this.input = input;
    input.signal?.addEventListener('abort', this.abort);
  }

  /** Reads the profiles, each thread a range of them, and puts their columns together. */
  async load(): Promise<void> {
    const { domainId, country, sql, model, rules, judgements } = this.input;
    const told: RunInput = { domainId, country, model, rules, judgements, url: urlOf(sql) };
    const parts = await sql.begin('isolation level repeatable read read only', async (tx) => {
      const snapshot = await exportSnapshot(tx);
      const threads = Math.min(mostThreads, availableParallelism());
      const { profiles, ranges } = await divideProfiles(tx, domainId, threads, leastForThread);
      this.input.signal?.throwIfAborted();
      this.profiles = profiles;
      this.team = new Team('worker', ranges.length);
      const done = ranges.map(() => 0);
      const progress = (worker: number, rows: number) => {
        done[worker] = rows;
        const all = done.reduce((sum, some) => sum + some, 0);
        this.input.progress?.('PREPROCESSING', all, profiles);
      };
      const load = ({ number }: { number: number }) => ({ ...told, range: ranges[number]!, snapshot });
      return this.team.askAll('load', load, progress);
    });
    this.time('load');
    const identity = RowIdentity.of(parts.map((part) => part.identity)).toShared();
    const ruleKeys = withRows(parts);
    const columns =
      parts.length > 1 && model ? await this.merge(parts.map((part) => part.columns)) : undefined;
    await this.workers.askAll('adopt', () => ({ columns, identity, ruleKeys }));
    this.time('merge');
  }

  private async merge(sets: SharedColumns[]): Promise<SharedColumns> {
    const numbers = divideDictionaries(sets);
    const merged = await this.workers.askAll('merge', ({ number }) => ({
      sets,
      place: number,
      numbers: numbers[number]!,
    }));
    return joinColumns(sets, merged.flat());
  }

  async findByRules(): Promise<void> {
    // The last thread has the least to do while the model is learnt.
    this.found.guarded = await this.workers.ask(this.workers.size - 1, 'rules', undefined);
    this.time('rules');
  }

  async findByModel(): Promise<void> {
    const { workers, found } = this;
    this.progress(0);
    const drawn = await workers.askAll('draw', (part) => part);
    const pairs = await workers.ask(0, 'pairs', drawn);
    const compared = await workers.askAll('compare', (part) => ({ drawn, pairs, part }));
    const rules = workers.ask(workers.size - 1, 'rules', undefined);
    const model = await workers.ask(0, 'model', { drawn, pairs, compared });
    found.guarded = await rules;
    this.model = model;
    this.time('train');
    this.progress(0.4);
    const indexes = await workers.askAll('index', (part) => ({ model, part }));
    const indexed = model.plan.map((_key, at) => indexes.find((some) => some[at])![at]!);
    this.time('index');
    const scored = await workers.askAll('score', (part) => ({ indexed, part }));
    this.time('score');
    this.progress(0.8);
    const reliability = workers.ask(0, 'reliability', scored);
    const clustered = await workers.askAll('cluster', (part) => ({ pairs: scored, part }));
    found.reliability = await reliability;
    found.candidates = scored.reduce((sum, { candidates }) => sum + candidates, 0);
    found.matches = clustered.reduce((sum, { matches }) => sum + matches, 0);
    const [first] = scored;
    const keys = first!.blocking.keys.map(({ name }, at) => ({
      name,
      pairs: scored.reduce((sum, { blocking }) => sum + blocking.keys[at]!.pairs, 0),
    }));
    found.report.blocking = { ...first!.blocking, keys };
    this.time('cluster');
    this.progress(1);
  }

  resolution(): Resolution {
    const { profiles, model, found } = this;
    return {
      profiles,
      ...(model ? { model } : {}),
      ...found,
      groups: () => this.groups(),
      close: () => this.close(),
    };
  }

  /** The threads put one batch each into words while the last ones are being used. */
  private async *groups(): AsyncGenerator<FoundGroup[]> {
    const next = this.workers.askAll.bind(this.workers);
    let coming = next('batch', () => undefined);
    for (;;) {
      const batches = await coming;
      if (batches.every((batch) => batch === undefined)) return;
      coming = next('batch', () => undefined);
      coming.catch(() => undefined);
      for (const batch of batches) if (batch) yield batch;
    }
  }

  async close(): Promise<void> {
    this.input.signal?.removeEventListener('abort', this.abort);
    await this.team?.close();
  }

  private readonly abort = () => {
    void this.team?.close(this.input.signal?.reason);
  };

  private get workers(): Team {
    return this.team!;
  }

  private progress(part: number): void {
    this.input.progress?.('FIND_MATCHING', Math.round(this.profiles * part), this.profiles);
  }

  private time(step: string): void {
    const now = performance.now();
    this.found.report.seconds[step] = (now - this.since) / 1000;
    this.since = now;
  }
}

/** Rule keys of all parts, with the rows counted through. */
function withRows(parts: readonly LoadedPart[]) {
  let before = 0;
  return parts.map(({ ruleKeys, identity }) => {
    for (const level of ruleKeys) for (let at = 0; at < level.count; at++) level.rows[at]! += before;
    before += identity.size;
    return ruleKeys;
  });
}
