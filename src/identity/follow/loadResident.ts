import type { Pool } from '../../database/connection.ts';
import type { Domain } from '../../profiles/domain.ts';
import { listCustomFields } from '../../profiles/store/customFields.ts';
import { collectGarbage } from '../engine/collectGarbage.ts';
import { loadRows } from '../engine/loadRows.ts';
import { matchFieldsOf } from '../engine/matchFields.ts';
import type { Model } from '../kernel/train.ts';
import { compileRules } from '../rules/compileRules.ts';
import { modelSettings, type ResolutionSettings, rulesOn } from '../settings.ts';
import { type Method, ResidentSet } from './residentSet.ts';
import { latestOfDomain, listSequences } from './store.ts';

/** A set as loaded, and the latest announcements that were made before. */
export interface LoadedSet {
  set: ResidentSet;
  /** Of the latest announcement that is in it; 0 when there is none. */
  sequence: number;
  /** Those of the last `overlap` announcements that are in it; others may commit yet. */
  seen: number[];
}

/** Loads all profiles of a domain in one look at the database. */
export async function loadResident(
  sql: Pool,
  domain: Domain,
  settings: ResolutionSettings,
  learnt: Model | undefined,
  overlap: number,
): Promise<LoadedSet> {
  const { domainId, country, foldTypes } = domain;
  const model = settings.Nayose.OnWrite ? modelSettings(settings) : undefined;
  const rules = rulesOn(settings) ? compileRules(settings.RuleBasedMatching!, country) : undefined;
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const sequence = await latestOfDomain(tx, domainId);
    const seen = await listSequences(tx, domainId, sequence - overlap);
    const known = model && learnt ? (await listCustomFields(tx, domainId)).map(({ name }) => name) : [];
    const fields = model && learnt ? matchFieldsOf(known, model) : [];
    const rows = await loadRows(tx, { domainId, country, range: {}, fields, types: foldTypes, rules });
    const method: Method = { fields, rules };
    if (model && learnt) method.model = { settings: model, learnt };
    const { encoder, identity, ruleKeys } = rows;
    const add = (texts: readonly string[], source: number) => encoder.addTexts(texts, source);
    const set = new ResidentSet({ columns: encoder.columns, identity, levels: ruleKeys.levels, add }, method);
    // What only loading needed is much, and would stay until the set is in need of room itself.
    collectGarbage();
    return { set, sequence, seen };
  });
}
