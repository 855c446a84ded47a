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
const base = { bench: 'resolution', better: 'lower' as const };

const residents = await openResidents(million);
const measure = <Figures>(what: string) => {
  say(`measuring ${what}`);
  return measureInChild<Figures>('resolutionChild.ts', [what, residents.database.url, String(million)]);
};

try {
  if (isWanted('run')) printRun(await measure<RunFigures>('run'));
  if (isWanted('manyPairs')) printManyPairs(await measure<ManyPairsFigures>('manyPairs'));
  if (isWanted('onWrite')) printOnWrite(await measure<OnWriteFigures>('onWrite'));
  if (isWanted('mergeAndUndo')) printMerges(await measure<MergeFigures>('mergeAndUndo'));
} finally {
  await residents.database.close();
}

function printRun(run: RunFigures): void {
  const { loading, afterLoading, total, cpu, megabytes, precisionAtMerge, recallAtMerge, ...detail } = run;
  printFigure({
    ...base,
    metric: 'loading',
    value: loading,
    unit: 's',
    goal: null,
    detail: { cpu: cpu.loading },
  });
  const told = { ...detail, cpu: cpu.total - cpu.loading };
  printFigure({ ...base, metric: 'after loading', value: afterLoading, unit: 's', goal: 8, detail: told });
  printFigure({ ...base, metric: 'run', value: total, unit: 's', goal: 20, detail: { cpu: cpu.total } });
  printFigure({ ...base, metric: 'peak RSS', value: megabytes, unit: 'MB', goal: 1000 });
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
