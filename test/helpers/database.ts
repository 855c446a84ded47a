import { randomBytes } from 'node:crypto';
import { after, type TestContext } from 'node:test';
import { connect, type Pool } from '../../src/database/connection.ts';
import { startTestServer } from './postgresServer.ts';

let shared: Promise<string> | undefined;
let stopOwnServer: (() => Promise<void>) | undefined;

after(() => stopOwnServer?.());

/** The run's PostgreSQL, or one of this file's own when it is run alone. */
function serverUrl(): Promise<string> {
  shared ??= process.env.NAYOSE_TEST_DATABASE_URL
    ? Promise.resolve(process.env.NAYOSE_TEST_DATABASE_URL)
    : startTestServer().then((server) => {
        stopOwnServer = server.stop;
        return server.url;
      });
  return shared;
}

/** A migrated database for one test, dropped when the test has ended. */
export async function testDatabase(t: TestContext): Promise<{ sql: Pool; url: string }> {
  const template = await serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = connect(template, { max: 1, database: 'postgres' });
  await cloneWithRetry(admin, name);
  const url = template.replace(/\/nayose$/, `/${name}`);
  const sql = connect(url, { max: 12 });
  t.after(async () => {
    await sql.end({ timeout: 5 });
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return { sql, url };
}

/** Cloning fails while somebody else is reading the template; that passes in milliseconds. */
async function cloneWithRetry(admin: Pool, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.unsafe(`create database ${name} template nayose`);
      return;
    } catch (cause) {
      if (attempt === 20) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 25 * attempt));
    }
  }
}
