/** Identity resolution of a million customers: a run, scoring, resolving on write, merging and undoing. */

import { measureInChild } from './support/child.ts';
import { printFigure, say } from './support/line.ts';
import type { MergeFigures } from './support/mergeAndUndo.ts';
import { million } from './support/million.ts';
import { openResidents } from './support/residents.ts';
import type { ManyPairsFigures } from './support/resolveManyPairs.ts';
import type { OnWriteFigures } from './support/resolveOnWrite.ts';
import type { RunFigures } from './support/resolveResidents.ts';

/** Parts of the bench may be named; all of them by default. */
const wanted = process.argv.slice(2);
const isWanted = (part: string) => wanted.length === 0 || wanted.includes(part);
/** A run is measured so often, each in a process of its own; the one in the middle counts. */
const runs = 3;
const base = { bench: 'resolution', better: 'lower' as const };

const residents = await openResidents(million);
const measure = <Figures>(what: string) => {
  say(`measuring ${what}`);
  return measureInChild<Figures>('resolutionChild.ts', [what, residents.database.url, String(million)]);
};

try {
  if (isWanted('run')) {
    const all: RunFigures[] = [];
    while (all.length < runs) {
      // Between two nights PostgreSQL tidies up after the groups of the former run.
      await residents.sql`vacuum match_group, match_member, match_pair`;
      await residents.sql`checkpoint`;
      all.push(await measure<RunFigures>('run'));
    }
    printRuns(all);
  }
  if (isWanted('manyPairs')) printManyPairs(await measure<ManyPairsFigures>('manyPairs'));
  if (isWanted('onWrite')) printOnWrite(await measure<OnWriteFigures>('onWrite'));
  if (isWanted('mergeAndUndo')) printMerges(await measure<MergeFigures>('mergeAndUndo'));
} finally {
  await residents.database.close();
}

function printRuns(all: readonly RunFigures[]): void {
  const inOrder = all.toSorted((one, other) => one.afterLoading - other.afterLoading);
  const { loading, afterLoading, total, cpu, megabytes, precisionAtMerge, recallAtMerge, ...detail } =
    inOrder[Math.floor(runs / 2)]!;
  printFigure({
    ...base,
    metric: 'loading',
    value: loading,
    unit: 's',
    goal: null,
    detail: { cpu: cpu.loading, all: all.map((run) => run.loading) },
  });
  const told = {
    ...{ ...detail, cpu: cpu.total - cpu.loading },
    all: all.map((run) => run.afterLoading),
  };
  printFigure({ ...base, metric: 'after loading', value: afterLoading, unit: 's', goal: 8, detail: told });
  const totals = { cpu: cpu.total, all: all.map((run) => run.total) };
  printFigure({ ...base, metric: 'run', value: total, unit: 's', goal: 20, detail: totals });
  const peak = Math.max(...all.map((run) => run.megabytes));
  printFigure({ ...base, metric: 'peak RSS', value: peak, unit: 'MB', goal: 1000 });
  const [bench, better] = ['resolution', 'higher' as const];
  printFigure({
    bench,
    metric: 'precision at merge',
    value: precisionAtMerge,
    unit: 'ratio',
    goal: 0.99,
    better,
    detail: { recall: recallAtMerge },
  });
}

function printManyPairs({ seconds, ...detail }: ManyPairsFigures): void {
  const metric = 'scoring 40 M pairs';
  printFigure({
    ...base,
    metric,
    value: (seconds * 40e6) / detail.pairs,
    unit: 's',
    goal: 12,
    detail: { seconds, ...detail },
  });
}

function printOnWrite({ p99, ...detail }: OnWriteFigures): void {
  printFigure({
    ...base,
    metric: 'resolve on write, p99',
    value: p99,
    unit: 'ms',
    goal: 10,
    detail: { ...detail },
  });
}

function printMerges({ merge, undo, objects }: MergeFigures): void {
  for (const [metric, { p50, p99 }] of [
    ['merge, p99', merge],
    ['undo, p99', undo],
  ] as const)
    printFigure({ ...base, metric, value: p99, unit: 'ms', goal: 100, detail: { p50, objects } });
}
