import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import type { Bucket, Buckets } from '../sources/buckets/bucket.ts';
import { neutraliseCell } from '../sources/formula.ts';
import { badRequest, Refusal } from '../wire/refusal.ts';
import type { Resolution } from './engine/resolution.ts';
import type { GroupRow, PairRow } from './matchGroups.ts';
import type { ResolutionSettings } from './settings.ts';
import { listGroupsOfJob } from './store/groupLists.ts';
import { listPairs } from './store/groups.ts';
import type { JobRow, JobStats } from './store/jobs.ts';

/** Where results go (AWS: S3ExportingConfig). */
export interface ExportPlace {
  bucket: string;
  /** Folder within the bucket, without slashes at its ends; may be empty. */
  folder: string;
}

type Exporting = {
  S3Exporting?: { S3BucketName?: string | undefined; S3KeyName?: string | undefined } | undefined;
};

/** The place that an ExportingConfig names; undefined without one. */
export function placeOf(config: Exporting | undefined): ExportPlace | undefined {
  const { S3BucketName, S3KeyName = '' } = config?.S3Exporting ?? {};
  return S3BucketName ? { bucket: S3BucketName, folder: S3KeyName.replace(/^\/+|\/+$/g, '') } : undefined;
}

const keyIn = ({ folder }: ExportPlace, name: string) => (folder ? `${folder}/${name}` : name);

/** Whether folders of buckets may be made, besides the buckets themselves. */
export interface BucketDeps {
  buckets: Buckets;
  createBuckets: boolean;
}

/** Refuses (400) a place that cannot be written to, by writing a note there (AWS: the API answers with an exception). */
export async function checkPlace({ buckets, createBuckets }: BucketDeps, place: ExportPlace): Promise<void> {
  const note = 'Nayose writes the results of identity resolution here.\n';
  try {
    const bucket = await buckets.open(place.bucket, { create: createBuckets });
    await bucket.write(keyIn(place, 'README.txt'), bytes([note]));
  } catch (error) {
    const why = error instanceof Refusal ? ` (${error.message})` : '';
    throw badRequest(
      `The bucket "${place.bucket}" of ExportingConfig cannot be written to${why}. Name one that exists and lets this server write.`,
    );
  }
}

/**
 * Writes decisions.csv, decisions.jsonl and run.json of a run into the configured buckets: groups of the model where
 * Matching says, those of the rules where RuleBasedMatching says. Undefined when no place is configured.
 */
export async function exportRun(
  deps: BucketDeps & { house: House },
  domain: Domain,
  job: JobRow,
  settings: ResolutionSettings,
  done: { stats: JobStats; resolution: Resolution },
): Promise<JobRow['export']> {
  const model = settings.Matching?.Enabled ? placeOf(settings.Matching.ExportingConfig) : undefined;
  const rules = settings.RuleBasedMatching?.Enabled
    ? placeOf(settings.RuleBasedMatching.ExportingConfig)
    : undefined;
  const places: { place: ExportPlace; method?: 'MODEL' | 'RULE' }[] =
    model && rules && model.bucket === rules.bucket && model.folder === rules.folder
      ? [{ place: model }]
      : [
          ...(model ? [{ place: model, method: 'MODEL' as const }] : []),
          ...(rules ? [{ place: rules, method: 'RULE' as const }] : []),
        ];
  const keys: string[] = [];
  for (const { place, method } of places) {
    const bucket = await deps.buckets.open(place.bucket, { create: deps.createBuckets });
    const read = () => decisions(deps.house, domain, job, method);
    keys.push(
      await write(bucket, keyIn(place, `${job.jobId}/decisions.csv`), csv(read())),
      await write(bucket, keyIn(place, `${job.jobId}/decisions.jsonl`), jsonLines(read())),
      await write(bucket, keyIn(place, `${job.jobId}/run.json`), [
        `${JSON.stringify(runLog(domain, job, done), null, 2)}\n`,
      ]),
    );
  }
  const [first] = places;
  return first && { Bucket: first.place.bucket, Keys: keys };
}

async function write(
  bucket: Bucket,
  key: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<string> {
  await bucket.write(key, bytes(lines));
  return key;
}

/** Lines in pieces of some size. */
async function* bytes(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const line of lines) {
    held += line;
    if (held.length < 65_536) continue;
    yield Buffer.from(held);
    held = '';
  }
  if (held) yield Buffer.from(held);
}

/** What was decided about one pair. */
interface Decision {
  MatchId: string;
  LeftProfileId: string;
  RightProfileId: string;
  Method: string;
  RuleLevel: number | undefined;
  ConfidenceScore: number | undefined;
  GroupConfidenceScore: number | undefined;
  Band: string;
  Decision: string;
  GroupSize: number;
  GroupReasons: string[];
  Reasons: { Field: string; Level: string; Weight: number }[];
}

const page = 1_000;

async function* decisions(
  house: House,
  domain: Domain,
  job: JobRow,
  method: string | undefined,
): AsyncGenerator<Decision> {
  let after: string | undefined;
  do {
    const groups = await listGroupsOfJob(house.sql, domain.domainId, job.jobId, {
      method,
      after,
      limit: page,
    });
    const pairs = await listPairs(
      house.sql,
      domain.domainId,
      groups.map(({ matchId }) => matchId),
    );
    for (const group of groups)
      for (const pair of pairs.get(group.matchId) ?? []) yield decisionOf(group, pair);
    after = groups.length === page ? groups.at(-1)?.matchId : undefined;
  } while (after);
}

function decisionOf(group: GroupRow, pair: PairRow): Decision {
  const isSure = group.parts.some((part) => part.includes(pair.leftId) && part.includes(pair.rightId));
  const decision = group.state === 'MERGED' ? 'MERGED' : pair.contradicts ? 'CONTRADICTS' : 'REVIEW';
  return {
    MatchId: group.matchId,
    LeftProfileId: pair.leftId,
    RightProfileId: pair.rightId,
    Method: group.method,
    RuleLevel: pair.ruleLevel,
    ConfidenceScore: pair.confidence,
    GroupConfidenceScore: group.confidence,
    Band: isSure ? 'MERGE' : group.band,
    Decision: decision,
    GroupSize: group.profileIds.length,
    GroupReasons: group.reasons,
    Reasons: pair.reasons.map(({ field, level, weight }) => ({ Field: field, Level: level, Weight: weight })),
  };
}

async function* jsonLines(rows: AsyncIterable<Decision>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

const header: readonly (keyof Decision)[] = [
  'MatchId',
  'LeftProfileId',
  'RightProfileId',
  'Method',
  'RuleLevel',
  'ConfidenceScore',
  'GroupConfidenceScore',
  'Band',
  'Decision',
  'GroupSize',
  'GroupReasons',
  'Reasons',
];

async function* csv(rows: AsyncIterable<Decision>): AsyncGenerator<string> {
  // The mark tells spreadsheets that this is UTF-8.
  yield `\ufeff${header.join(',')}\r\n`;
  for await (const row of rows) {
    const reasons = row.Reasons.map(({ Field, Level, Weight }) => `${Field}:${Level}:${Weight}`).join(' ');
    const cells = { ...row, GroupReasons: row.GroupReasons.join(' '), Reasons: reasons };
    yield `${header.map((name) => cell(cells[name])).join(',')}\r\n`;
  }
}

function cell(value: unknown): string {
  const text =
    value === undefined ? '' : typeof value === 'number' ? String(value) : neutraliseCell(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function runLog(
  domain: Domain,
  job: JobRow,
  { stats, resolution }: { stats: JobStats; resolution: Resolution },
) {
  return {
    DomainName: domain.name,
    JobId: job.jobId,
    Kind: job.kind,
    StartedBy: job.startedBy,
    StartedAt: job.startedAt?.toISOString(),
    Settings: job.settings,
    Stats: stats,
    Comparison: job.comparison,
    Reliability: job.reliability,
    Guarded: job.guarded,
    Report: resolution.report,
  };
}
