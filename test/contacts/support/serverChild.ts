/** The whole server in a process of its own, to be killed: arguments are the database's URL and the data directory. */
import { readConfig } from '../../../src/config.ts';
import { startServer } from '../../../src/main.ts';

const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const config = readConfig({
  DATABASE_URL: databaseUrl,
  NAYOSE_DATA_DIR: dataDir,
  PORT: '0',
  NAYOSE_ADMIN_PASSWORD: 'a long password',
});
const log = {
  info: () => undefined,
  error: (...facts: unknown[]) => console.error(...facts),
};
const server = await startServer(config, { log, version: '0.0.0', webDir: undefined, demo: false });
process.send?.(server.url);
process.on('disconnect', () => process.exit(0));
