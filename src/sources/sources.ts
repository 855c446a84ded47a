import { newId } from '../database/ids.ts';
import type { Jobs } from '../database/jobs.ts';
import type { House } from '../profiles/house.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import type { Buckets } from './buckets/bucket.ts';
import { createImportQueue, type ImportQueue } from './importQueue.ts';
import { integrationOperations } from './operations/awsIntegrations.ts';
import { fileOperations } from './operations/files.ts';
import { importOperations } from './operations/imports.ts';
import { ownIntegrationOperations } from './operations/integrations.ts';
import { toImport } from './operations/shapes.ts';
import type { ImportRow } from './store/imports.ts';
import { runDue } from './watch.ts';

/** What the room needs from the roof. */
export interface SourcesDeps {
  house: House;
  buckets: Buckets;
  jobs: Jobs;
  /** Tells open screens: topic `import:<id>`, the import as GetImport shows it. */
  publish?: (topic: string, data: Record<string, unknown>) => void;
  /** Hears of what goes wrong in the background. */
  log?: (message: string) => void;
  /** Milliseconds after which an import whose process says nothing counts as abandoned. */
  silence?: number;
}

/** The room: files, imports, integrations. */
export interface Sources {
  operations: NayoseOperation[];
  awsOperations: ReturnType<typeof integrationOperations>;
  /** Begins to run imports, those left behind by a killed process first, and to watch integrations. */
  start(): Promise<void>;
  /** Ends after the batch at hand; the next start goes on from there. */
  stop(): Promise<void>;
}

/** Puts the room together. Operations answer before `start`; imports wait for it. */
export function createSources({
  house,
  buckets,
  jobs,
  publish,
  log = () => undefined,
  silence = 3_000,
}: SourcesDeps): Sources {
  const report = (row: ImportRow) => publish?.(`import:${row.importId}`, eventOf(row));
  const queue: ImportQueue = createImportQueue({
    sql: house.sql,
    jobs,
    deps: { house, buckets, owner: newId(), report },
    silence,
    everyMinute: () => runDue({ house, buckets, queue, log }),
    log,
  });
  const deps = { house, buckets, queue, report, log };
  return {
    operations: [...fileOperations(deps), ...importOperations(deps), ...ownIntegrationOperations(deps)],
    awsOperations: integrationOperations(house, buckets),
    start: () => queue.start(),
    stop: () => queue.stop(),
  };
}

/** The import as JSON carries it: times in seconds since 1970, as GetImport answers. */
function eventOf(row: ImportRow): Record<string, unknown> {
  const members = Object.entries(toImport(row)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    members.map(([name, value]) => [name, value instanceof Date ? value.getTime() / 1_000 : value]),
  );
}
