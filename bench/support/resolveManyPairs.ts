import { Run } from '../../src/identity/engine/run.ts';
import { usualBands } from '../../src/identity/kernel/clusters.ts';
import type { PlannedKey } from '../../src/identity/kernel/plan.ts';

/** What scoring a great many pairs took. */
export interface ManyPairsFigures {
  pairs: number;
  /** Finding the pairs by their keys and scoring them. */
  seconds: number;
  cpu: number;
  /** Of that, sorting the rows by every key. */
  indexing: number;
  keys: string;
  megabytes: number;
}

/** Loose keys, far beyond what a plan would choose: each brings some twenty million pairs of strangers. */
const loose: readonly (readonly string[])[] = [['birth'], ['postal']];

/** Scores the residents under a plan of loose keys, with a model learnt from them. */
export async function measureManyPairs(told: { domainId: number; url: string }): Promise<ManyPairsFigures> {
  const model = { customFields: [], distinctIdFields: [], bands: usualBands };
  const judgements = { together: [], apart: [] };
  const run = new Run({ ...told, country: 'JP', model, rules: undefined, judgements }, () => undefined);
  await run.load();
  const learnt = await run.learn();
  const plan = loose.map((bases): PlannedKey => ({ bases, gain: 0, pairs: 0 }));
  const before = process.cpuUsage();
  const started = performance.now();
  const scored = await run.score({ ...learnt, plan: [...learnt.plan, ...plan] });
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(before);
  const pairs = scored.reduce((sum, { candidates }) => sum + candidates, 0);
  await run.close();
  return {
    pairs,
    seconds,
    cpu: (used.user + used.system) / 1e6,
    indexing: run.report.seconds.index ?? 0,
    keys: run.report.blocking?.keys.map(({ name, pairs }) => `${name} ${pairs}`).join(', ') ?? '',
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}
