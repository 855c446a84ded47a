import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { accountId } from './access/account.ts';
import { createAuth } from './access/auth.ts';
import { createCredentials } from './access/credentials.ts';
import { prepareAccess } from './access/firstStart.ts';
import { createAuthorise } from './access/permissions.ts';
import { openSecrets } from './access/secrets.ts';
import { bucketFiles } from './app/bucketFiles.ts';
import { demoName, prepareDemo } from './app/demo.ts';
import { type CentreWords, prepareCentre } from './app/demoCentre.ts';
import { type Bus, createBus } from './app/events.ts';
import { followProfiles } from './app/followProfiles.ts';
import { watchImports } from './app/importMetrics.ts';
import { type Log, wireLog } from './app/log.ts';
import { createMetrics, type Metrics } from './app/metrics.ts';
import { observe } from './app/observe.ts';
import { composeOperations } from './app/operations.ts';
import { watchProcess } from './app/processMetrics.ts';
import { createServer } from './app/server.ts';
import { createCases } from './cases/cases.ts';
import { countCases } from './cases/store/cases.ts';
import type { Config } from './config.ts';
import { createContacts } from './contacts/contacts.ts';
import { contactFacts, countContacts } from './contacts/forOtherRooms.ts';
import type { Pool } from './database/connection.ts';
import { createJobs } from './database/jobs.ts';
import { type Database, openDatabase } from './database/open.ts';
import { createIdentity } from './identity/identity.ts';
import { type House, openHouse } from './profiles/house.ts';
import { maintain } from './profiles/maintain.ts';
import { listDomains } from './profiles/store/domains.ts';
import type { Buckets } from './sources/buckets/bucket.ts';
import { folderBuckets } from './sources/buckets/folder.ts';
import { s3Buckets } from './sources/buckets/s3.ts';
import { createSources } from './sources/sources.ts';
import { createAwsDoor } from './wire/awsDoor.ts';
import { createInvoke } from './wire/invoke.ts';
import { openApi } from './wire/openApi.ts';
import type { Operations } from './wire/operations.ts';

/** A server that is up. */
export interface RunningServer {
  /** Address of the web app and of both doors, for example http://127.0.0.1:8080. */
  url: string;
  /** How the first admin gets in; `made` when this start made it. Undefined when the file has been removed. */
  access: Awaited<ReturnType<typeof prepareAccess>>;
  /** People of the demo beside the admin; they have the admin's first password. */
  staff: readonly { email: string; role: string }[];
  /** Answers what is under way, stops the jobs and the database. */
  close(): Promise<void>;
}

/** What the roof adds to the settings. */
export interface StartOptions {
  log: Log;
  version: string;
  /** Folder of the built web app, if any. */
  webDir: string | undefined;
  /** Make the demo domain with its customers, unless it is there. */
  demo: boolean;
}

/** Starts everything in this process. Throws an Error that says what to do when it cannot. */
export async function startServer(config: Config, options: StartOptions): Promise<RunningServer> {
  const database = await openDatabase(config);
  try {
    return await wireRooms(config, database, options);
  } catch (cause) {
    await database.close();
    throw cause;
  }
}

async function wireRooms(config: Config, database: Database, options: StartOptions): Promise<RunningServer> {
  const { sql, lookups } = database;
  const { log, version, webDir } = options;
  const clock = () => new Date();
  const secrets = await openSecrets(config.dataDir);
  const access = await prepareAccess({ sql, secrets, clock, dataDir: config.dataDir }, config);
  const auth = createAuth(sql, secrets, (message) => log.error(message));
  const credentials = createCredentials(sql, secrets);
  const metrics = createMetrics();
  const bus = createBus();
  const house = openHouse(sql, { defaultCountry: config.defaultCountry, clock, lookups });
  const buckets = config.s3 ? s3Buckets(config.s3) : folderBuckets(join(config.dataDir, 'buckets'));
  const publish = publisher(bus, metrics);
  const rooms = openRooms({ config, sql, log, secrets, bus, publish, house, buckets });
  const { sources, identity, cases, contacts } = rooms;
  const accessDeps = { sql, secrets, credentials, clock };
  const composed = composeOperations(house, accessDeps, sources, identity, cases, contacts);
  const operations = observe(composed, { sql, metrics });
  const authorise = createAuthorise(operations.nayose);
  const server = await createServer({
    ...{ sql, auth, credentials, clock, log, bus, metrics, version, webDir },
    files: bucketFiles(buckets),
    caseFiles: cases.files,
    aws: createAwsDoor({
      ...{ operations, credentials, authorise, clock, log: wireLog(log) },
      participants: contacts.participants,
    }),
    ...{ chat: contacts.chat, hooks: contacts.hooks },
    invoke: createInvoke({ operations, authorise, log: wireLog(log) }),
    openApi: () => openApi(operations.nayose, version),
    domainNames: async (accountId) => (await listDomains(sql, accountId, '', 1_000)).map((row) => row.name),
  });
  const background: (() => unknown)[] = [
    watchProcess(metrics, sql),
    everyHour(() => maintain(house), log),
    () => server.close(),
    () => rooms.stop(),
  ];
  const stop = async () => {
    for (const end of background) await end();
  };
  const makeDemo = async (all: Operations) => {
    await prepareDemo(all, buckets, makeDemoFile);
    const words = await readCentreWords();
    const domain = await house.domains.get(accountId, demoName);
    // Somebody else may have the file with the first password; the demo's people then get one that nobody knows.
    const password = access.credentials?.adminPassword ?? randomBytes(24).toString('base64url');
    const { pastCases } = rooms;
    const centre = { sql, operations: all, domain, past: contacts.past, pastCases, password, clock };
    // The house is worth opening without it.
    await prepareCentre(centre, words).catch((cause) =>
      log.error('the contact centre of the demo is not complete; the next start goes on with it', cause),
    );
    return words.staff.map(({ email, role }) => ({ email, role }));
  };
  try {
    await rooms.start();
    background.unshift(await followProfiles(sql, bus, log));
    await server.listen({ port: config.port, host: config.host });
    const staff = options.demo ? await makeDemo(operations) : [];
    const url = addressOf(server.server.address() as AddressInfo);
    const takeAway = await putUpAddress(config.dataDir, url);
    return { url, access, staff, close: () => takeAway().then(stop).then(database.close) };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

interface RoomDeps {
  config: Config;
  sql: Pool;
  log: Log;
  secrets: Awaited<ReturnType<typeof openSecrets>>;
  bus: Bus;
  publish: (topic: string, data: Record<string, unknown>) => void;
  house: House;
  buckets: Buckets;
}

/** The rooms that work in the background too, in the order in which they start and stop. */
function openRooms({ config, sql, log, secrets, bus, publish, house, buckets }: RoomDeps) {
  const say = (message: string, cause?: unknown) => log.error(message, cause);
  const jobs = createJobs(sql, say);
  const sources = createSources({ house, buckets, jobs, publish, log: say });
  const identity = createIdentity({
    ...{ house, buckets, jobs, publish, log: say },
    createBuckets: config.s3 === undefined,
    companions: async (domainId, profileIds) => {
      const [cases, contacts] = await Promise.all([
        countCases(sql, domainId, profileIds),
        countContacts(sql, domainId, [...profileIds]),
      ]);
      const countsOf = (id: string) => ({ cases: cases.get(id) ?? 0, contacts: contacts.get(id) ?? 0 });
      return new Map(profileIds.map((id) => [id, countsOf(id)]));
    },
  });
  const contactOf = (accountId: string, named: string) => contactFacts(sql, accountId, named);
  const cases = createCases({ house, publish, contactOf });
  const contacts = createContacts({ house, secrets, publish, followers: bus, log: say });
  const rooms = [sources, identity, contacts];
  return {
    ...{ sources, identity, cases, contacts },
    /** Cases by another clock, for what was before. */
    pastCases: (clock: () => Date) => createCases({ house: { ...house, clock }, publish, contactOf }),
    async start() {
      for (const room of rooms) await room.start();
    },
    async stop() {
      for (const room of rooms.toReversed()) await room.stop();
      await jobs.stop();
    },
  };
}

/** Events go to open screens, and those of imports into the metrics too. */
function publisher(bus: Bus, metrics: Metrics) {
  const countImports = watchImports(metrics);
  return (topic: string, data: Record<string, unknown>) => {
    bus.publish(topic, data);
    if (topic.startsWith('import:')) countImports(data);
  };
}

/** Tells the command line where the server is; the file goes when the server stops. */
async function putUpAddress(dataDir: string, url: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'server.json');
  await writeFile(path, `${JSON.stringify({ url, pid: process.pid })}\n`);
  return () => rm(path, { force: true });
}

/** The demo's word lists are read when they are needed only. */
async function makeDemoFile(): Promise<Buffer> {
  const { demoFile } = await import('../demo/writeDemoFile.ts');
  return demoFile();
}

/** So are the words of its contact centre. */
async function readCentreWords(): Promise<CentreWords> {
  const [plan, staff] = await Promise.all([
    import('../demo/centre/plan.ts'),
    import('../demo/centre/staff.ts'),
  ]);
  return { ...plan, ...staff };
}

function everyHour(work: () => Promise<unknown>, log: Log): () => void {
  const run = () => void work().catch((cause) => log.error('hourly work failed', cause));
  const timer = setInterval(run, 3_600_000);
  run();
  return () => clearInterval(timer);
}

/** An address a browser on this machine can open, also when the server listens on all of them. */
function addressOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
