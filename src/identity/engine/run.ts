import { availableParallelism } from 'node:os';
import { connect } from '../../database/connection.ts';
import { listCustomFields } from '../../profiles/store/customFields.ts';
import { shared, sharedInt32, uint8 } from '../kernel/arrays.ts';
import { joinHashed, withoutRowHashes } from '../kernel/candidates.ts';
import { type SharedColumns, strideOf } from '../kernel/columns.ts';
import { featuresOf } from '../kernel/features.ts';
import type { MatchField } from '../kernel/fields.ts';
import { dealDictionaries, type GivenFeatures, joinColumns } from '../kernel/mergeColumns.ts';
import type { ScoredPairs } from '../kernel/resolve.ts';
import type { Model } from '../kernel/train.ts';
import { Crew } from './crew.ts';
import { matchFieldsOf } from './matchFields.ts';
import type { LeaderTasks, LoadedPart, RunFound, RunInput, RunProgress } from './messages.ts';
import type { RunReport } from './resolution.ts';
import { joinIds, type RowIds } from './rowIdentity.ts';
import type { LevelKeys } from './ruleKeys.ts';
import { type CountedRange, countProfiles, divideProfiles, exportSnapshot } from './store.ts';

/** More threads would be of little use, and each costs memory. */
const mostThreads = 2;
/** Below so many profiles for each, a further thread takes longer to start than it saves. */
const leastForThread = 10_000;

/** One run: which threads there are and what they are asked, in which order. */
export class Run {
  private readonly input: RunInput;
  private readonly tell: (progress: RunProgress) => void;
  private crew: Crew | undefined;
  private readonly found: RunFound = {
    profiles: 0,
    candidates: 0,
    matches: 0,
    reliability: [],
    guarded: [],
    report: { seconds: {}, cpuSeconds: {} },
  };
  private identity: RowIds | undefined;
  private fields: MatchField[] = [];
  /** Codes of all rows. */
  private codes: Int32Array = new Int32Array(0);
  private ranges: CountedRange[] = [];
  private since = performance.now();
  private usedBefore = process.cpuUsage();

  constructor(input: RunInput, tell: (progress: RunProgress) => void) {
    this.input = input;
    this.tell = tell;
  }

  /** All of it. */
  async find(): Promise<RunFound> {
    await this.load();
    if (this.input.model && this.found.profiles > 1) {
      const model = await this.learn();
      await this.group(await this.score(model));
    } else this.found.guarded = await this.threads.ask(0, 'rules', undefined);
    return this.found;
  }

  /** The groups of every thread. */
  async groups(): Promise<LeaderTasks['groups'][1]> {
    return { identity: this.identity!, packs: await this.threads.askAll('groups', () => undefined) };
  }

  /** Writes the pairs and members of all groups. */
  async write(jobId: string): Promise<void> {
    await this.threads.askAll('write', (part) => ({ jobId, part }));
  }

  /** Reads the profiles, each thread a range of them, and puts their columns together. */
  async load(): Promise<void> {
    const parts = await this.read();
    this.time('load');
    const identity = joinIds(parts.map((part) => part.identity));
    this.identity = identity;
    const ruleKeys = withRows(parts);
    const columns = parts.length > 1 && this.input.model ? await this.merge(parts) : undefined;
    await this.threads.askAll('adopt', () => ({ columns, identity, ruleKeys }));
    this.time('merge');
  }

  private async read(): Promise<LoadedPart[]> {
    const { input, found } = this;
    const sql = connect(input.url, { max: 1 });
    try {
      return await sql.begin('isolation level repeatable read read only', async (tx) => {
        const snapshot = await exportSnapshot(tx);
        const profiles = await countProfiles(tx, input.domainId);
        found.profiles = profiles;
        const threads = Math.min(mostThreads, availableParallelism(), Math.floor(profiles / leastForThread));
        // The threads start while the database counts to where their parts begin.
        this.crew = new Crew(Math.max(1, threads));
        const ranges = await divideProfiles(tx, input.domainId, profiles, this.crew.size);
        const done = ranges.map(() => 0);
        const progress = (worker: number, rows: unknown) => {
          done[worker] = Number(rows);
          const all = done.reduce((sum, some) => sum + some, 0);
          this.tell({ stage: 'PREPROCESSING', done: all, total: profiles });
        };
        this.ranges = ranges;
        const known = input.model ? (await listCustomFields(tx, input.domainId)).map(({ name }) => name) : [];
        this.fields = input.model ? matchFieldsOf(known, input.model) : [];
        const stride = strideOf(featuresOf(this.fields));
        this.codes = sharedInt32(profiles * stride);
        const told = ({ number }: { number: number }) => {
          const range = ranges[number]!;
          const codes = this.codes.subarray(range.first * stride, (range.first + range.rows) * stride);
          return { ...input, range, fields: this.fields, codes, snapshot };
        };
        return await this.threads.askAll('load', told, { progress });
      });
    } finally {
      await sql.end({ timeout: 5 });
    }
  }

  /** Each thread puts some dictionaries together, of what the others give it. */
  private async merge(parts: readonly LoadedPart[]): Promise<SharedColumns> {
    const { threads } = this;
    const sizes = parts[0]!.sizes.map((_size, at) => parts.reduce((sum, part) => sum + part.sizes[at]!, 0));
    const owned = dealDictionaries(sizes, threads.size);
    const foreign = owned.map((_own, thread) =>
      owned.flatMap((numbers, owner) => (owner === thread ? [] : numbers)),
    );
    const given = await threads.askAll('give', ({ number }) => foreign[number]!);
    const givenBy = (thread: number, number: number): GivenFeatures =>
      given[thread]![foreign[thread]!.indexOf(number)]!;
    const merged = await threads.askAll(
      'merge',
      ({ number: place }) => ({
        codes: this.codes,
        ranges: this.ranges,
        dictionaries: owned[place]!.map((number) => ({
          number,
          place,
          given: parts.flatMap((_part, thread) => (thread === place ? [] : [givenBy(thread, number)])),
        })),
      }),
      { isMoved: true },
    );
    const sources = uint8(this.found.profiles);
    let row = 0;
    for (const part of parts) {
      sources.set(part.sources, row);
      row += part.sources.length;
    }
    const { fields, codes } = this;
    const stride = strideOf(featuresOf(fields));
    return joinColumns(parts[0]!.names, { fields, sources: shared(sources), codes, stride }, merged.flat());
  }

  /** Learns the model from the rows, and finds what rules find. */
  async learn(): Promise<Model> {
    const { threads, found } = this;
    this.progress(0);
    const hashed = await threads.askAll('sample', (part) => part);
    const drawn = await threads.askAll('draw', (part) => ({ hashed, part }));
    const pairs = await threads.ask(0, 'pairs', drawn);
    const compared = await threads.askAll('compare', (part) => ({ drawn, pairs, part }));
    // The last thread has nothing to do while the model is learnt.
    const rules = threads.ask(threads.size - 1, 'rules', undefined);
    const model = await threads.ask(0, 'model', { drawn, pairs, compared });
    found.guarded = await rules;
    found.model = model;
    this.time('train');
    return model;
  }

  /** Compares every pair that shares a key of the model; the pairs worth keeping, by thread. */
  async score(model: Model): Promise<ScoredPairs[]> {
    const { threads, found } = this;
    this.progress(0.4);
    const hashed = joinHashed(await threads.askAll('hash', (part) => ({ model, part })));
    const indexes = await threads.askAll('index', (part) => ({ hashed, part }));
    const keys = model.plan.map((_key, at) => indexes.find((some) => some[at])![at]!);
    const byRow = { hashes: sharedInt32(this.found.profiles * keys.length), keys: keys.length };
    await threads.askAll('arrange', (part) => ({ indexed: keys, byRow, part }));
    const indexed = { keys: withoutRowHashes(keys), byRow };
    this.time('index');
    const scored = await threads.askAll('score', (part) => ({ indexed, part }));
    const { blocking } = scored[0]!;
    const byKey = blocking.keys.map(({ name }, at) => ({
      name,
      pairs: scored.reduce((sum, part) => sum + part.blocking.keys[at]!.pairs, 0),
    }));
    found.candidates = scored.reduce((sum, { candidates }) => sum + candidates, 0);
    found.report.blocking = { ...blocking, keys: byKey };
    this.time('score');
    this.progress(0.8);
    return scored;
  }

  /** Groups the rows; the threads keep the groups. */
  async group(scored: readonly ScoredPairs[]): Promise<void> {
    const { threads, found } = this;
    const pairs = [...scored];
    const grouped = await threads.askAll('cluster', (part) => ({ pairs, part }));
    found.matches = grouped.reduce((sum, { matches }) => sum + matches, 0);
    found.reliability = await threads.ask(0, 'reliability', pairs);
    this.time('cluster');
    this.progress(1);
  }

  /** How long the steps took so far. */
  get report(): RunReport {
    return this.found.report;
  }

  /** Ends the threads beside this one. */
  close(): Promise<void> {
    return this.threads.close();
  }

  private get threads(): Crew {
    return this.crew!;
  }

  private progress(part: number): void {
    const { profiles } = this.found;
    this.tell({ stage: 'FIND_MATCHING', done: Math.round(profiles * part), total: profiles });
  }

  private time(step: string): void {
    const [now, used] = [performance.now(), process.cpuUsage(this.usedBefore)];
    this.found.report.seconds[step] = (now - this.since) / 1000;
    this.found.report.cpuSeconds[step] = (used.user + used.system) / 1e6;
    this.since = now;
    this.usedBefore = process.cpuUsage();
  }
}

/** Rule keys of all parts, with the rows counted through. */
function withRows(parts: readonly LoadedPart[]): LevelKeys[][] {
  let before = 0;
  return parts.map(({ ruleKeys, sources }) => {
    for (const { rows, count } of ruleKeys) for (let at = 0; at < count; at++) rows[at]! += before;
    before += sources.length;
    return ruleKeys;
  });
}
