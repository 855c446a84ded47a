import { setTimeout as sleep } from 'node:timers/promises';
import type { Customer } from '../../demo/customerColumns.ts';
import { asJson } from '../../src/database/connection.ts';
import { copyRows } from '../../src/database/copy.ts';
import { resolveAll } from '../../src/identity/engine/resolveAll.ts';
import { createFollower } from '../../src/identity/follow/createFollower.ts';
import { usualBands } from '../../src/identity/kernel/clusters.ts';
import type { RuleBasedMatching } from '../../src/identity/rules/compileRules.ts';
import { rulesHash } from '../../src/identity/settings.ts';
import { saveModel, setRuleStatus } from '../../src/identity/store/settings.ts';
import { say } from './line.ts';
import { profileColumns, profileOf, type Residents, residentId, residentRows } from './residents.ts';

/** Milliseconds from the commit of a write to the commit of what was decided on it, as the writer sees both. */
export interface OnWriteTimes {
  writes: number;
  p50: number;
  p90: number;
  p99: number;
  worst: number;
}

/** What resolving on write took. */
export interface OnWriteFigures extends OnWriteTimes {
  /** Writes that nobody resembles, those that were merged, and those that wait for people. */
  alone: OnWriteTimes;
  merged: OnWriteTimes;
  listed: OnWriteTimes;
  /** CPU milliseconds of a write: the writer's part and the follower's, without the database. */
  cpu: number;
  /** Seconds until all profiles were resident. */
  loadSeconds: number;
  /** Memory of the process before and after, in MB: the difference is the resident set. */
  megabytesBefore: number;
  megabytes: number;
}

/** The usual two: one e-mail address, or one name and telephone. */
const rules: RuleBasedMatching = {
  Enabled: true,
  MatchingRules: [
    { Rule: ['EmailAddress'] },
    { Rule: ['LastName', 'FirstName', 'PhoneNumber'] },
    { Rule: ['LastName', 'FirstName', 'BirthDate', 'Address.PostalCode'] },
  ],
  MaxAllowedRuleLevelForMatching: 3,
  MaxAllowedRuleLevelForMerging: 2,
  AttributeTypesSelector: {
    AttributeMatchingModel: 'MANY_TO_MANY',
    PhoneNumber: ['PhoneNumber', 'MobilePhoneNumber'],
    EmailAddress: ['EmailAddress'],
    Address: ['Address'],
  },
};

const megabytes = () => process.memoryUsage.rss() / 2 ** 20;

/** Writes customers one by one beside `count` resident ones, a fifth of them people who are there, and times the decisions. */
export async function resolveOnWrite(
  { sql, domainId, typeId }: Omit<Residents, 'database'>,
  count: number,
  writes: number,
): Promise<OnWriteFigures> {
  await reset(sql, domainId, count);
  await prepare(sql, domainId);
  const megabytesBefore = megabytes();
  const waiting = new Map<number, () => void>();
  const early = new Set<number>();
  const house = { sql, defaultCountry: 'JP', clock: () => new Date() };
  const follower = createFollower({
    house,
    publish: () => undefined,
    log: say,
    followed: (_domainId, sequences) => {
      for (const sequence of sequences) {
        early.add(sequence);
        waiting.get(sequence)?.();
      }
    },
  });
  const started = performance.now();
  await follower.start();
  while ((await follower.status(domainId)).profiles < count) await sleep(200);
  const loadSeconds = (performance.now() - started) / 1000;
  const rows = newRows(count, writes);
  const times = new Map<string, number>();
  let used = process.cpuUsage();
  for (const [at, { customer, row }] of rows.entries()) {
    if (at === 50) {
      // The first ones warm up what is compiled when first used.
      times.clear();
      used = process.cpuUsage();
    }
    const profile = profileOf(domainId, typeId, row, customer);
    const sequence = await write(sql, domainId, profile);
    const committed = performance.now();
    if (!early.has(sequence)) await new Promise<void>((resolve) => waiting.set(sequence, resolve));
    times.set(String(profile[1]), performance.now() - committed);
  }
  const { user, system } = process.cpuUsage(used);
  const figures = { loadSeconds, megabytesBefore, megabytes: megabytes() };
  await follower.stop();
  const classes = await classify(sql, domainId, times);
  const cpu = (user + system) / 1000 / times.size;
  return { ...timesOf([...times.values()]), ...classes, cpu, ...figures };
}

function timesOf(times: number[]): OnWriteTimes {
  times.sort((a, b) => a - b);
  const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { writes: times.length, p50: share(0.5), p90: share(0.9), p99: share(0.99), worst: share(1) };
}

/** Times of the written profiles by what was decided on them: each was the newest of what it was found to belong to. */
async function classify(sql: Residents['sql'], domainId: number, times: ReadonlyMap<string, number>) {
  const newest = async (table: string, column: string) => {
    const rows = await sql`
      select max(id::text) as newest from ${sql(table)}, unnest(${sql(column)}) as id
      where domain_id = ${domainId} group by ${sql(table === 'merge' ? 'merge_id' : 'match_id')}`;
    return new Set(rows.map((row) => row.newest.replaceAll('-', '')));
  };
  const merged = await newest('merge', 'absorbed_ids');
  const grouped = await newest('match_group', 'profile_ids');
  const classes: Record<'alone' | 'merged' | 'listed', number[]> = { alone: [], merged: [], listed: [] };
  for (const [id, time] of times) {
    const name = merged.has(id) ? 'merged' : grouped.has(id) ? 'listed' : 'alone';
    classes[name].push(time);
  }
  const { alone, listed } = classes;
  return { alone: timesOf(alone), merged: timesOf(classes.merged), listed: timesOf(listed) };
}

/** Takes away what an earlier run has left. */
async function reset(sql: Residents['sql'], domainId: number, count: number): Promise<void> {
  for (const table of ['match_pair', 'match_member', 'match_group', 'merge', 'history', 'outbox'])
    await sql`delete from ${sql(table)} where domain_id = ${domainId}`;
  await sql`delete from profile where domain_id = ${domainId} and profile_id > ${residentId(count - 1)}`;
  await sql`
    update profile set survivor_id = profile_id where domain_id = ${domainId} and survivor_id <> profile_id`;
  // Only this domain is to be resident.
  await sql`update domain set settings = settings - 'Matching' - 'RuleBasedMatching'`;
  await sql`update resolution_state set sequence = null where domain_id = ${domainId}`;
}

/** Switches everything on, with a model learnt from what is there. */
async function prepare(sql: Residents['sql'], domainId: number): Promise<void> {
  const Matching = { Enabled: true, AutoMerging: { Enabled: true } };
  await sql`
    update domain set settings = settings || ${asJson(sql, { Matching, RuleBasedMatching: rules })}
    where domain_id = ${domainId}`;
  await setRuleStatus(sql, domainId, 'ACTIVE', rulesHash(rules), new Date());
  const [known] =
    await sql`select 1 as one from resolution_state where domain_id = ${domainId} and model is not null`;
  if (known) return;
  say('learning');
  const model = { customFields: [], distinctIdFields: [], bands: usualBands };
  const judgements = { together: [], apart: [] };
  const resolution = await resolveAll({ domainId, country: 'JP', sql, model, judgements });
  await saveModel(sql, domainId, resolution.model, new Date());
  await resolution.close();
}

/** Customers who come after those that are there. */
function newRows(count: number, writes: number) {
  const rows: { customer: Customer; row: number }[] = [];
  let at = 0;
  for (const { customer } of residentRows(count + writes)) {
    if (at >= count) rows.push({ customer, row: at });
    at += 1;
  }
  return rows;
}

/** One write as the house makes it: the profile and its announcement in one transaction. */
async function write(
  sql: Residents['sql'],
  domainId: number,
  row: ReturnType<typeof profileOf>,
): Promise<number> {
  return sql.begin(async (tx) => {
    await copyRows(tx, 'profile', profileColumns, [row]);
    const [announced] = await tx`
      insert into outbox (domain_id, at, profile_ids) values (${domainId}, now(), ${[String(row[1])]}::uuid[])
      returning sequence`;
    await tx`select pg_notify('nayose_outbox', ${String(domainId)})`;
    return Number(announced?.sequence);
  });
}
