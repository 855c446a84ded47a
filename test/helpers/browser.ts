import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** What a page is opened with. */
export interface PageOptions {
  language?: 'ja' | 'en';
  width?: number;
  height?: number;
  colours?: 'light' | 'dark';
}

/** A browser for one test: closed when the test ends. `CHROMIUM_PATH` names another Chromium than the bundled one. */
export async function testBrowser(t: TestContext): Promise<Browser> {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  return browser;
}

/** A Chromium that needs nothing installed. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return chromium.launch({ executablePath: named, args: flags });
  const folder = await unpack();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: flags,
    env: { ...process.env, ...surroundings(folder) } as Record<string, string>,
  });
}

/** A page in a context of its own, with a language and colours that a person could have set in the browser. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const { language = 'ja', width = 1440, height = 900, colours = 'light' } = options;
  const context = await browser.newContext({
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    viewport: { width, height },
    colorScheme: colours,
    acceptDownloads: true,
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

/**
 * Unpacks the bundled Chromium once per user and version. It is unpacked beside its place and moved there whole,
 * for test files run at the same time and may be stopped at any moment.
 */
async function unpack(): Promise<string> {
  const root = packageFolder();
  const { version } = createRequire(import.meta.url)(join(root, 'package.json')) as { version: string };
  const folder = join(tmpdir(), `nayose-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  const outer = process.env['TMPDIR'];
  // The package unpacks into the folder for temporary files, whichever that is at the time.
  process.env['TMPDIR'] = fresh;
  try {
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(names.map((name) => inflate(join(root, 'bin', name))));
  } finally {
    if (outer === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = outer;
  }
  await writeFile(join(fresh, 'fonts.conf'), fontSettings(folder));
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
  return folder;
}

const fontSettings = (folder: string) =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
  <dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;

/** The entry is <package>/build/index.js; package.json itself is not exported. */
const packageFolder = () => dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));

/** The libraries and fonts that a bare machine lacks; what the machine has of its own is preferred. */
function surroundings(folder: string): Record<string, string> {
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: folder };
  const runs = spawnSync(join(folder, 'chromium'), ['--version'], { timeout: 20_000 }).status === 0;
  return runs ? fonts : { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
}
