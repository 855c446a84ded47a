import { connect } from '../../database/connection.ts';
import { listCustomFields } from '../../profiles/store/customFields.ts';
import { listObjectTypes } from '../../profiles/store/objectTypes.ts';
import type { BlockingReport } from '../kernel/blockIndex.ts';
import { cluster, type Group } from '../kernel/clusters.ts';
import { type Contradictions, contradictionsIn } from '../kernel/contradictions.ts';
import { noJudgements } from '../kernel/judgements.ts';
import { type ScoredPairs, scoreCandidates } from '../kernel/resolve.ts';
import { confidenceOf, type Scorer, scorerOf } from '../kernel/score.ts';
import { type Model, train } from '../kernel/train.ts';
import { type CompiledRules, compileRules } from '../rules/compileRules.ts';
import { type LevelGroup, LevelGroups } from '../rules/levelGroups.ts';
import { usualGuard } from '../rules/ruleGroups.ts';
import { modelGroup, ruleGroup } from './foundGroups.ts';
import { type LoadedRows, loadRows } from './loadRows.ts';
import { flatField, matchFieldsOf } from './matchFields.ts';
import { reliabilityOf } from './reliability.ts';
import type { FoundGroup, Guarded, Reliability, ResolutionInput } from './resolution.ts';
import { ruleBlocks } from './ruleBlocks.ts';
import { useSnapshot } from './store.ts';

/** What a worker is told of a run. */
export type RunInput = Pick<ResolutionInput, 'domainId' | 'country' | 'model' | 'rules' | 'judgements'> & {
  url: string;
  snapshot: string;
};

/** What a worker found, but for the groups. */
export interface RunFound {
  profiles: number;
  candidates: number;
  matches: number;
  model: Model | undefined;
  reliability: Reliability[];
  guarded: Guarded[];
  blocking: BlockingReport | undefined;
  seconds: Record<string, number>;
}

const batchSize = 1000;

/** What a worker thread holds of a run, and the questions it answers. */
export class Desk {
  private rows: LoadedRows | undefined;
  private compiled: CompiledRules | undefined;
  private batches: Iterator<FoundGroup[]> | undefined;
  private readonly seconds: Record<string, number> = {};

  /** Answers one question; throws an Error in words. */
  answer(task: string, input: unknown, progress: (done: number) => void): Promise<unknown> | unknown {
    if (task === 'load') return this.load(input as RunInput, progress);
    if (task === 'find') return this.find(input as RunInput);
    if (task === 'batch') return this.batches?.next().value;
    throw new Error(`No task ${task}.`);
  }

  private async load(input: RunInput, progress: (done: number) => void): Promise<number> {
    const started = performance.now();
    const { domainId, country, model, rules } = input;
    const sql = connect(input.url, { max: 1 });
    try {
      await sql.begin('isolation level repeatable read read only', async (tx) => {
        await useSnapshot(tx, input.snapshot);
        const types = await listObjectTypes(tx, domainId);
        const known = model ? (await listCustomFields(tx, domainId)).map(({ name }) => name) : [];
        const foldTypes = new Map(
          types.map((type) => [type.typeId, { name: type.name, priority: type.definition.SourcePriority }]),
        );
        this.compiled = rules && compileRules(rules, country);
        const fields = model ? matchFieldsOf(known, model) : [];
        const wanted = { domainId, country, range: {}, fields, types: foldTypes, rules: this.compiled };
        this.rows = await loadRows(tx, wanted, progress);
      });
    } finally {
      await sql.end({ timeout: 5 });
    }
    this.time('load', started);
    return this.rows?.identity.size ?? 0;
  }

  private find(input: RunInput): RunFound {
    const { identity, encoder } = this.rows!;
    const { columns } = encoder;
    const judgements = rowsOf(input.judgements, (id) => identity.find(id));
    const found: RunFound = {
      profiles: identity.size,
      candidates: 0,
      matches: 0,
      model: undefined,
      reliability: [],
      guarded: [],
      blocking: undefined,
      seconds: this.seconds,
    };
    const rules = this.findByRules(judgements.apart, found);
    let groups: Group[] = [];
    let words: { scorer: Scorer; contradictions: Contradictions } | undefined;
    if (input.model && columns.size > 1) {
      let from = performance.now();
      const model = train(columns);
      from = this.time('train', from);
      const scorer = scorerOf(columns, model);
      const pairs = scoreCandidates(columns, model, scorer);
      from = this.time('score', from);
      const distinctIds = input.model.distinctIdFields.map(flatField);
      const { bands } = input.model;
      groups = cluster(columns, scorer, pairs, { bands, judgements, distinctIds });
      this.time('cluster', from);
      const contradictions = contradictionsIn(columns, scorer, distinctIds);
      words = { scorer, contradictions };
      const { candidates, blocking } = pairs;
      const matches = matchesOf(pairs, bands.match);
      const reliability = reliabilityOf(pairs, scorer, judgements);
      Object.assign(found, { model, candidates, matches, blocking, reliability });
    }
    this.batches = this.inBatches(rules, groups, words);
    return found;
  }

  private findByRules(
    apart: readonly (readonly [number, number])[],
    found: RunFound,
  ): { groups: LevelGroup[]; rowAt: Uint32Array } {
    const { identity, ruleKeys } = this.rows!;
    if (!this.compiled) return { groups: [], rowAt: new Uint32Array(0) };
    const from = performance.now();
    const placeOf = identity.places();
    const blocks = ruleKeys.levels.map((keys, at) => {
      const { blocks, guarded } = ruleBlocks(keys, placeOf, usualGuard);
      if (guarded > 0) found.guarded.push({ level: at + 1, profiles: guarded });
      return blocks;
    });
    const pins = apart.map(([a, b]): [number, number] => [placeOf[a]!, placeOf[b]!]);
    const groups = new LevelGroups(identity.size, blocks, this.compiled.mergeLevels, pins).found();
    const rowAt = new Uint32Array(identity.size);
    for (let row = 0; row < identity.size; row++) rowAt[placeOf[row]!] = row;
    this.time('rules', from);
    return { groups, rowAt };
  }

  private *inBatches(
    rules: { groups: LevelGroup[]; rowAt: Uint32Array },
    groups: readonly Group[],
    words: { scorer: Scorer; contradictions: Contradictions } | undefined,
  ): Generator<FoundGroup[]> {
    const { identity } = this.rows!;
    let batch: FoundGroup[] = [];
    for (const group of rules.groups) {
      batch.push(ruleGroup(group, (place) => rules.rowAt[place]!, identity));
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    for (const group of groups) {
      batch.push(modelGroup(group, words!.scorer, words!.contradictions, identity));
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  private time(step: string, from: number): number {
    const now = performance.now();
    this.seconds[step] = (now - from) / 1000;
    return now;
  }
}

/** Decisions by row; those about profiles that are not there any more are left out. */
function rowsOf(judgements: ResolutionInput['judgements'], find: (id: string) => number) {
  const rows = (pairs: readonly (readonly [string, string])[]) =>
    pairs
      .map(([one, other]): [number, number] => [find(one), find(other)])
      .filter(([one, other]) => one >= 0 && other >= 0 && one !== other);
  const [together, apart] = [rows(judgements.together), rows(judgements.apart)];
  return together.length + apart.length === 0 ? noJudgements : { together, apart };
}

function matchesOf({ bits, count }: ScoredPairs, confidence: number): number {
  let matches = 0;
  for (let at = 0; at < count; at++) if (confidenceOf(bits[at]!) >= confidence) matches += 1;
  return matches;
}
