import { connect } from '../../database/connection.ts';
import { listObjectTypes } from '../../profiles/store/objectTypes.ts';
import { calibrate, type Decided } from '../kernel/calibrate.ts';
import { fillRowHashes, hashBases, indexKeys, sharedIndexes } from '../kernel/candidates.ts';
import { eachGroup, type Group } from '../kernel/clusters.ts';
import { Columns } from '../kernel/columns.ts';
import { partOfComponents } from '../kernel/components.ts';
import { contradictionsIn } from '../kernel/contradictions.ts';
import { noJudgements } from '../kernel/judgements.ts';
import { dictionarySizes, giveFeatures, mergeFeatures } from '../kernel/mergeColumns.ts';
import { plannedKeys } from '../kernel/plannedKeys.ts';
import { scoreIndexed } from '../kernel/resolve.ts';
import { bitsAt, remembering, type Scorer, scorerOf } from '../kernel/score.ts';
import { hashForTraining, type Model, Training } from '../kernel/train.ts';
import { firstOfPart } from '../matchGroups.ts';
import { type CompiledRules, compileRules } from '../rules/compileRules.ts';
import { type LevelGroup, LevelGroups, usualGuard } from '../rules/levelGroups.ts';
import { collectGarbage } from './collectGarbage.ts';
import { explainedPair, modelGroup, pairsOfModel, ruleGroup, sureness } from './foundGroups.ts';
import { type LoadedRows, loadRows } from './loadRows.ts';
import { flatField } from './matchFields.ts';
import type { RunInput, Tasks } from './messages.ts';
import { type PackableGroup, type PackedGroups, packGroups, unpackGroups } from './packedGroups.ts';
import { reliabilityOf } from './reliability.ts';
import type { Guarded, KeptGroup, ResolutionInput } from './resolution.ts';
import { RowIdentity } from './rowIdentity.ts';
import { ruleBlocks } from './ruleBlocks.ts';
import type { LevelKeys } from './ruleKeys.ts';
import { useSnapshot } from './store.ts';
import { type ToldGroup, writeGroups } from './writeGroups.ts';

/** Input and answer of each task; `progress` may be told how far it is. */
type Answers = {
  [Task in keyof Tasks]: (
    input: Tasks[Task][0],
    progress: (done: number) => void,
  ) => Tasks[Task][1] | Promise<Tasks[Task][1]>;
};

/** What one thread holds of a run, and its answers. */
export class Desk implements Answers {
  private input: RunInput | undefined;
  private compiled: CompiledRules | undefined;
  private loaded: LoadedRows | undefined;
  private columns: Columns | undefined;
  private identity = new RowIdentity();
  private ruleKeys: LevelKeys[][] = [];
  private training: Training | undefined;
  private model_: Model | undefined;
  private scorer: Scorer | undefined;
  private byRules: { groups: LevelGroup[]; rowAt: Uint32Array } | undefined;
  private packed: PackedGroups | undefined;

  /** Answers one question. */
  async answer<Task extends keyof Tasks>(
    task: Task,
    input: Tasks[Task][0],
    progress: (done: number) => void,
  ): Promise<Tasks[Task][1]> {
    return this[task](input as never, progress) as Tasks[Task][1] | Promise<Tasks[Task][1]>;
  }

  async load(input: Tasks['load'][0], progress: (done: number) => void): Promise<Tasks['load'][1]> {
    const { domainId, country, rules, range, fields, codes } = input;
    this.input = input;
    this.compiled = rules && compileRules(rules, country);
    const sql = connect(input.url, { max: 1 });
    try {
      await sql.begin('isolation level repeatable read read only', async (tx) => {
        await useSnapshot(tx, input.snapshot);
        const types = await listObjectTypes(tx, domainId);
        const foldTypes = new Map(
          types.map((type) => [type.typeId, { name: type.name, priority: type.definition.SourcePriority }]),
        );
        const room = { rows: range.rows, codes };
        const wanted = { domainId, country, range, room, fields, types: foldTypes, rules: this.compiled };
        this.loaded = await loadRows(tx, wanted, progress);
      });
    } finally {
      await sql.end({ timeout: 5 });
    }
    const { encoder, identity, ruleKeys } = this.loaded!;
    const { columns } = encoder;
    return {
      names: [...columns.features.keys()],
      sizes: dictionarySizes(columns),
      sources: columns.sources.slice(0, columns.size),
      identity: identity.data(),
      ruleKeys: ruleKeys.levels,
    };
  }

  give(numbers: Tasks['give'][0]): Tasks['give'][1] {
    return numbers.map((number) => giveFeatures(this.loaded!.encoder.columns, number));
  }

  merge({ dictionaries, codes, ranges }: Tasks['merge'][0]): Tasks['merge'][1] {
    const own = this.loaded!.encoder.columns;
    return dictionaries.map((some) => mergeFeatures(own, some, codes, ranges));
  }

  adopt({ columns, identity, ruleKeys }: Tasks['adopt'][0]): undefined {
    this.columns = columns ? Columns.of(columns) : this.loaded!.encoder.columns;
    this.identity = RowIdentity.of(identity);
    this.ruleKeys = ruleKeys;
    this.loaded = undefined;
    collectGarbage();
    return undefined;
  }

  sample(part: Tasks['sample'][0]): Tasks['sample'][1] {
    return hashForTraining(this.columns!, part);
  }

  draw({ hashed, part }: Tasks['draw'][0]): Tasks['draw'][1] {
    this.training = new Training(this.columns!, hashed);
    return this.training.draw(part);
  }

  pairs(drawn: Tasks['pairs'][0]): Tasks['pairs'][1] {
    return this.training!.pairsOf(drawn);
  }

  compare({ drawn, pairs, part }: Tasks['compare'][0]): Tasks['compare'][1] {
    return this.training!.compare(drawn, pairs, part);
  }

  model({ drawn, pairs, compared }: Tasks['model'][0]): Tasks['model'][1] {
    const model = this.training!.model(drawn, pairs, compared);
    const calibration = calibrate(this.decided(scorerOf(this.columns!, model)));
    return calibration ? { ...model, calibration } : model;
  }

  rules(): Tasks['rules'][1] {
    const { identity, compiled } = this;
    if (!compiled) return [];
    const guarded: Guarded[] = [];
    const placeOf = identity.places();
    const blocks = Array.from({ length: compiled.levels }, (_none, at) => {
      const found = ruleBlocks(
        this.ruleKeys.map((levels) => levels[at]!),
        placeOf,
        usualGuard,
      );
      if (found.guarded > 0) guarded.push({ level: at + 1, profiles: found.guarded });
      return found.blocks;
    });
    const { apart } = this.judgements();
    const pins = apart.map(([a, b]): [number, number] => [placeOf[a]!, placeOf[b]!]);
    const groups = new LevelGroups(identity.size, blocks, compiled.mergeLevels, pins).found();
    const rowAt = new Uint32Array(identity.size);
    for (let row = 0; row < identity.size; row++) rowAt[placeOf[row]!] = row;
    this.byRules = { groups, rowAt };
    this.ruleKeys = [];
    return guarded;
  }

  hash({ model, part }: Tasks['hash'][0]): Tasks['hash'][1] {
    this.training = undefined;
    this.model_ = model;
    this.scorer = scorerOf(this.columns!, model);
    const { bases, keys } = plannedKeys(this.columns!, model);
    return hashBases(this.columns!, bases, keys, part);
  }

  index({ hashed, part }: Tasks['index'][0]): Tasks['index'][1] {
    const { bases, keys } = plannedKeys(this.columns!, this.model_!);
    return indexKeys(bases, keys, hashed, part).map((found) => found && sharedIndexes(found));
  }

  arrange({ indexed, byRow, part }: Tasks['arrange'][0]): undefined {
    fillRowHashes(byRow, indexed, part);
    return undefined;
  }

  score({ indexed, part }: Tasks['score'][0]): Tasks['score'][1] {
    return scoreIndexed(this.columns!, indexed, this.model_!, this.scorer!, { part });
  }

  cluster({ pairs, part }: Tasks['cluster'][0]): Tasks['cluster'][1] {
    // Nobody needs the indexes any more, and there is little else to look through yet.
    collectGarbage();
    const { bands } = this.input!.model!;
    const scorer = remembering(this.scorer!);
    const least = bitsAt(bands.support);
    const own = partOfComponents(this.identity.size, pairs, least, this.judgements(), part);
    const options = { bands, judgements: own.judgements, distinctIds: this.distinctIds() };
    const groups = eachGroup(this.columns!, scorer, own.pairs, options);
    this.packed = packGroups(this.foundGroups(groups, scorer));
    const match = bitsAt(bands.match);
    let matches = 0;
    for (let at = 0; at < own.pairs.count; at++) if (own.pairs.bits[at]! >= match) matches += 1;
    return { matches };
  }

  reliability(pairs: Tasks['reliability'][0]): Tasks['reliability'][1] {
    return reliabilityOf(pairs, this.scorer!, this.judgements());
  }

  groups(): Tasks['groups'][1] {
    return this.packedGroups();
  }

  async write({ jobId, part }: Tasks['write'][0]): Promise<undefined> {
    const { identity } = this;
    const { url, domainId } = this.input!;
    const groups = unpackGroups(this.packedGroups(), jobId, firstOfPart(part));
    const sql = connect(url, { max: 1 });
    try {
      await writeGroups(sql, { domainId, jobId, part, identity }, this.told(groups));
    } finally {
      await sql.end({ timeout: 5 });
    }
    return undefined;
  }

  /** Those that were clustered; where the model is off, rules alone have found some. */
  private packedGroups(): PackedGroups {
    this.packed ??= packGroups(this.groupsOfRules());
    return this.packed;
  }

  private *foundGroups(byModel: Iterable<Group>, scorer: Scorer): Generator<PackableGroup> {
    yield* this.groupsOfRules();
    const { identity } = this;
    const contradictions = contradictionsIn(this.columns!, scorer, this.distinctIds());
    for (const found of byModel) {
      const group = modelGroup(found, identity);
      // Of two profiles there is nothing to say that the group does not say.
      const pairs = found.rows.length < 3 ? [] : pairsOfModel(found, scorer, contradictions, identity);
      yield { group, pairs: pairs.map((pair) => sureness(scorer, pair)) };
    }
  }

  private *groupsOfRules(): Generator<PackableGroup> {
    const { byRules } = this;
    for (const found of byRules?.groups ?? []) {
      const { pairs, ...group } = ruleGroup(found, (place) => byRules!.rowAt[place]!);
      yield { group, pairs };
    }
  }

  /** Groups with their pairs in words. */
  private *told(groups: Iterable<KeptGroup>): Generator<ToldGroup> {
    for (const { method, profileIds, reasons, pairs } of groups) {
      if (method === 'RULE')
        yield { profileIds, reasons, pairs: pairs.map((pair) => ({ ...pair, reasons: [] })) };
      else {
        const [one, other] = profileIds;
        const links = pairs.length > 0 ? pairs : [{ left: one!, right: other! }];
        yield { profileIds, reasons, pairs: links.map((pair) => explainedPair(this.scorer!, pair)) };
      }
    }
  }

  /** What people decided, with the evidence of the model as learnt. */
  private decided({ bits }: Scorer): Decided[] {
    const { together, apart } = this.judgements();
    return [
      ...together.map(([a, b]) => ({ bits: bits(a, b), isSame: true })),
      ...apart.map(([a, b]) => ({ bits: bits(a, b), isSame: false })),
    ];
  }

  private distinctIds(): string[] {
    return this.input!.model!.distinctIdFields.map(flatField);
  }

  private judgements() {
    return rowsOf(this.input!.judgements, (id) => this.identity.find(id));
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
