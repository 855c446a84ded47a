import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { createLog } from '../../src/app/log.ts';
import { buildWebApp } from '../../src/cli/buildWebApp.ts';
import { readConfig } from '../../src/config.ts';
import { type RunningServer, startServer } from '../../src/main.ts';
import en from '../../web/src/locales/en.json' with { type: 'json' };
import ja from '../../web/src/locales/ja.json' with { type: 'json' };
import { testDatabase } from '../helpers/database.ts';

/** What the screens say, by language. */
export const texts = { ja, en };
export type Language = keyof typeof texts;
export const languages: readonly Language[] = ['ja', 'en'];

const password = 'a password for tests';

/** The whole house with its web app, on a database of its own; stopped when the test ends. */
export async function testWebApp(t: TestContext, { demo }: { demo: boolean }): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nayose-e2e-'));
  let server: RunningServer | undefined;
  // Registered before the database's own: the server lets go of it first.
  t.after(async () => {
    await server?.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const { url } = await testDatabase(t);
  const log = createLog((line) => process.stderr.write(line));
  const settings = {
    PORT: '0',
    NAYOSE_DATA_DIR: dataDir,
    DATABASE_URL: url,
    NAYOSE_ADMIN_PASSWORD: password,
  };
  const webDir = await buildWebApp(log);
  server = await startServer(readConfig(settings), { log, version: 'test', webDir, demo });
  return server.url;
}

/** Signs in, as the first admin unless somebody else is named, and waits for the first screen. */
export async function signIn(
  page: Page,
  base: string,
  language: Language,
  email = 'admin@nayose.local',
): Promise<void> {
  const { signIn: words } = texts[language];
  await page.goto(base);
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole('button', { name: words.submit, exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Calls an operation with the page's session, to prepare what a test is not about. */
export async function callAs(
  page: Page,
  service: string,
  operation: string,
  input: object,
): Promise<unknown> {
  const answer = await page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path!, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body!,
      });
      return { status: response.status, body: (await response.json()) as unknown };
    },
    [`/api/${service}/${operation}`, JSON.stringify(input)],
  );
  if (answer.status !== 200) throw new Error(`${operation}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
