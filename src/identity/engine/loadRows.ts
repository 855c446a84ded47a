import type { TransactionSql } from '../../database/connection.ts';
import type { FoldTypes } from '../../profiles/fold.ts';
import type { FieldValue } from '../../profiles/mapping.ts';
import { ByteEncoder } from '../kernel/byteEncoder.ts';
import type { MatchField } from '../kernel/fields.ts';
import type { CompiledRules } from '../rules/compileRules.ts';
import { RowIdentity } from './rowIdentity.ts';
import { leadingColumns, RowReader, timeOf } from './rowReader.ts';
import { RuleKeys } from './ruleKeys.ts';
import { copyProfiles, type IdRange } from './store.ts';
import { tupleReader } from './tuples.ts';

/** What a run reads of each profile. */
export interface RowsWanted {
  domainId: number;
  /** ISO 3166 alpha-2. */
  country: string;
  range: IdRange;
  /** How many there are, and memory for their codes, where that is known. */
  room?: { rows: number; codes: Int32Array };
  /** Fields of the model by flat name; empty when it is off. */
  fields: readonly MatchField[];
  types: FoldTypes;
  rules: CompiledRules | undefined;
}

/** Profiles in encoded form; row numbers go up with the ids. */
export interface LoadedRows {
  encoder: ByteEncoder;
  identity: RowIdentity;
  ruleKeys: RuleKeys;
}

/** Loads profiles, in memory that grows with what is kept of them only. `loaded` hears of every some thousand rows. */
export async function loadRows(
  tx: TransactionSql,
  wanted: RowsWanted,
  loaded: (rows: number) => void = () => undefined,
): Promise<LoadedRows> {
  const { fields, rules } = wanted;
  const model = fields.map(({ name }) => name);
  const forRules = rules?.fields ?? [];
  const names = [...new Set([...model, ...forRules])];
  const places = new Map(names.map((name, place) => [name, place]));
  const encoder = new ByteEncoder(fields, { defaultCountry: wanted.country, codes: wanted.room?.codes });
  const identity = new RowIdentity();
  const ruleKeys = new RuleKeys(rules?.levels ?? 0);
  encoder.columns.reserve(wanted.room?.rows ?? 0);
  identity.reserve(wanted.room?.rows ?? 0);
  const reader = new RowReader(names, wanted.types);
  const visit = tupleReader(leadingColumns + names.length, (tuple) => {
    const row = identity.add(tuple.bytes, tuple.starts[0]!, timeOf(tuple, 1));
    const source = reader.take(tuple);
    if (reader.isPlain) encoder.add(Object.assign(tuple, { first: leadingColumns }), source & 0xff);
    else encoder.addTexts(reader.texts(), source & 0xff);
    if (rules) ruleKeys.add(row, rules.keysOf(valuesOf(forRules, places, reader.texts())));
    if ((row & 4095) === 4095) loaded(row + 1);
  });
  await copyProfiles(tx, wanted.domainId, wanted.range, names, visit);
  loaded(identity.size);
  return { encoder, identity, ruleKeys };
}

function valuesOf(
  fields: readonly string[],
  places: ReadonlyMap<string, number>,
  texts: readonly string[],
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const text = texts[places.get(field)!]!;
    if (text !== '') values[field] = text;
  }
  return values;
}
