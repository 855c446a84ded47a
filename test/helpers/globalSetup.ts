import { startTestServer } from './postgresServer.ts';

let server: { url: string; stop(): Promise<void> } | undefined;

/** One PostgreSQL for the whole run; every test clones its own database from the template. */
export async function globalSetup(): Promise<void> {
  server = await startTestServer();
  process.env.NAYOSE_TEST_DATABASE_URL = server.url;
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}
