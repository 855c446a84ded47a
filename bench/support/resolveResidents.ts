import { randomUUID } from 'node:crypto';
import type { Pool } from '../../src/database/connection.ts';
import { decide } from '../../src/identity/decide.ts';
import type { KeptGroups } from '../../src/identity/engine/resolution.ts';
import { resolveAll } from '../../src/identity/engine/resolveAll.ts';
import { groupRows } from '../../src/identity/groupRows.ts';
import { modelSettings, usualSettings } from '../../src/identity/settings.ts';
import { copyManyGroups } from '../../src/identity/store/manyGroups.ts';
import { deleteGroupsOfJobs } from '../../src/identity/store/oldGroups.ts';
import { openHouse } from '../../src/profiles/house.ts';
import { agreement } from './accuracyTruth.ts';
import { residentAccount, residentDomain, residentRows, rowOfResident } from './residents.ts';

/** What a run over all residents took and how right it was. */
export interface RunFigures {
  /** Seconds until the profiles are encoded in memory, from there until every decision is written, and both. */
  loading: number;
  afterLoading: number;
  total: number;
  /** Processor seconds of the process, its threads included, without those of PostgreSQL. */
  cpu: { loading: number; total: number };
  /** Highest resident set of the process, in MB. */
  megabytes: number;
  profiles: number;
  pairs: number;
  groups: number;
  steps: Record<string, number>;
  cpuSteps: Record<string, number>;
  /** Of the pairs within what would be merged without asking. */
  precisionAtMerge: number;
  recallAtMerge: number;
  plan: string;
}

const seconds = (from: number) => (performance.now() - from) / 1000;
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Takes the time of one step after the other. */
class Stopwatch {
  readonly seconds: Record<string, number> = {};
  /** Of the whole process. */
  readonly cpuSeconds: Record<string, number> = {};
  private since = performance.now();
  private cpuSince = cpuSeconds();

  note(step: string): void {
    const [now, cpu] = [performance.now(), cpuSeconds()];
    this.seconds[step] = (now - this.since) / 1000;
    this.cpuSeconds[step] = cpu - this.cpuSince;
    [this.since, this.cpuSince] = [now, cpu];
  }
}

/** A run from the database to the written decisions, as a preview makes them: nothing is merged, everything is told. */
export async function measureRun({
  sql,
  domainId,
  rows,
}: {
  sql: Pool;
  domainId: number;
  rows: number;
}): Promise<RunFigures> {
  const house = openHouse(sql, { defaultCountry: 'JP' });
  const domain = await house.domains.get(residentAccount, residentDomain(rows));
  const jobId = randomUUID().replaceAll('-', '');
  const settings = {
    Matching: { Enabled: true, AutoMerging: { Enabled: true } },
    Nayose: usualSettings('JP'),
  };
  const word = { together: [], apart: [] };
  const started = performance.now();
  const cpuBefore = cpuSeconds();
  let loaded = { at: 0, cpu: 0 };
  const resolution = await resolveAll({
    domainId,
    country: 'JP',
    sql,
    model: modelSettings(settings),
    judgements: word,
    progress: (stage) => {
      if (stage === 'FIND_MATCHING' && loaded.at === 0) loaded = { at: performance.now(), cpu: cpuSeconds() };
    },
  });
  const watch = new Stopwatch();
  const kept = await resolution.keep(jobId);
  const { groups, names } = kept;
  watch.note('keep');
  const input = { groups, names, word, live: [], settings };
  const { desired: _decided, ...decision } = await decide(sql, domain, input);
  watch.note('decide');
  const of = { ...kept, job: { jobId, kind: 'PREVIEW' as const }, decision, undone: [], at: new Date() };
  const { found } = await groupRows(sql, domainId, of);
  await sql.begin(async (tx) => {
    await copyManyGroups(tx, domainId, names.ids, found());
    await kept.written;
  });
  watch.note('publish');
  const [total, afterLoading] = [seconds(started), seconds(loaded.at)];
  const cpu = { loading: loaded.cpu - cpuBefore, total: cpuSeconds() - cpuBefore };
  const megabytes = process.resourceUsage().maxRSS / 1024;
  await resolution.close();
  await deleteGroupsOfJobs(sql, domainId, [jobId]);
  const { profiles, candidates: pairs, report } = resolution;
  const right = rightness(kept, rows);
  return {
    loading: total - afterLoading,
    afterLoading,
    total,
    cpu,
    megabytes,
    profiles,
    pairs,
    groups: groups.length,
    steps: { ...report.seconds, ...watch.seconds },
    cpuSteps: { ...report.cpuSeconds, ...watch.cpuSeconds },
    precisionAtMerge: right.precision,
    recallAtMerge: right.recall,
    plan: report.blocking?.keys.map(({ name, pairs }) => `${name} ${pairs}`).join(', ') ?? '',
  };
}

/** Pairs within the parts that merge without asking, against the truth. */
function rightness({ groups, names }: KeptGroups, rows: number) {
  const persons = new Int32Array(rows);
  const counts = new Int32Array(rows);
  let row = 0;
  for (const { person } of residentRows(rows)) {
    persons[row++] = person;
    counts[person]! += 1;
  }
  const wanted = counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  let [right, given] = [0, 0];
  for (const part of groups.flatMap(({ parts }) => parts)) {
    const own = part.map((row) => persons[rowOfResident(names.idOf(row))]!);
    for (const [at, one] of own.entries()) {
      for (const other of own.slice(at + 1)) {
        given += 1;
        if (one === other) right += 1;
      }
    }
  }
  return agreement(right, given, wanted);
}
