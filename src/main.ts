import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAuth } from './access/auth.ts';
import { createCredentials } from './access/credentials.ts';
import { prepareAccess } from './access/firstStart.ts';
import { createAuthorise } from './access/permissions.ts';
import { openSecrets } from './access/secrets.ts';
import { bucketFiles } from './app/bucketFiles.ts';
import { createBus } from './app/events.ts';
import { type Log, wireLog } from './app/log.ts';
import { createMetrics } from './app/metrics.ts';
import { observe } from './app/observe.ts';
import { composeOperations } from './app/operations.ts';
import { watchProcess } from './app/processMetrics.ts';
import { createServer } from './app/server.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/open.ts';
import { openHouse } from './profiles/house.ts';
import { listDomains } from './profiles/store/domains.ts';
import { folderBuckets } from './sources/buckets/folder.ts';
import { createAwsDoor } from './wire/awsDoor.ts';
import { createInvoke } from './wire/invoke.ts';
import { openApi } from './wire/openApi.ts';

/** A server that is up. */
export interface RunningServer {
  /** Address of the web app and of both doors, for example http://127.0.0.1:8080. */
  url: string;
  /** How the first admin gets in; `made` when this start made it. Undefined when the file has been removed. */
  access: Awaited<ReturnType<typeof prepareAccess>>;
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
  const { sql } = database;
  const { log, version, webDir } = options;
  const clock = () => new Date();
  const secrets = await openSecrets(config.dataDir);
  const access = await prepareAccess({ sql, secrets, clock, dataDir: config.dataDir }, config);
  const auth = createAuth(sql, secrets, (message) => log.error(message));
  const credentials = createCredentials(sql, secrets);
  const metrics = createMetrics();
  const stopWatching = watchProcess(metrics, sql);
  const bus = createBus();
  const house = openHouse(sql, { defaultCountry: config.defaultCountry, clock });
  const operations = observe(composeOperations(house, { sql, secrets, credentials, clock }), {
    sql,
    metrics,
  });
  const authorise = createAuthorise(operations.nayose);
  const server = await createServer({
    ...{ sql, auth, credentials, clock, log, bus, metrics, version, webDir },
    files: bucketFiles(folderBuckets(join(config.dataDir, 'buckets'))),
    aws: createAwsDoor({ operations, credentials, authorise, clock, log: wireLog(log) }),
    invoke: createInvoke({ operations, authorise, log: wireLog(log) }),
    openApi: () => openApi(operations.nayose, version),
    domainNames: async (accountId) => (await listDomains(sql, accountId, '', 1_000)).map((row) => row.name),
  });
  await server.listen({ port: config.port, host: config.host });
  const url = addressOf(server.server.address() as AddressInfo);
  const serverFile = join(config.dataDir, 'server.json');
  await writeFile(serverFile, `${JSON.stringify({ url, pid: process.pid })}\n`);
  const close = async () => {
    await rm(serverFile, { force: true });
    await server.close();
    stopWatching();
    await database.close();
  };
  return { url, access, close };
}

/** An address a browser on this machine can open, also when the server listens on all of them. */
function addressOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
