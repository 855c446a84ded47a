import { createLog } from '../app/log.ts';
import type { Config } from '../config.ts';
import { type RunningServer, startServer } from '../main.ts';
import { buildWebApp } from './buildWebApp.ts';
import { readVersion } from './package.ts';

/** A second signal this soon after the first is the same Ctrl-C, passed on by npm or a launcher. */
const sameSignalMillis = 1_000;

/** Runs the server until a signal ends it. Resolves to the exit code. */
export async function serve(config: Config, { demo }: { demo: boolean }): Promise<number> {
  const log = createLog((line) => process.stderr.write(line));
  // A promise nobody waited for is a bug worth a line in the log, not worth everybody's server.
  process.on('unhandledRejection', (cause) =>
    log.error('a promise was rejected and nobody waited for it', cause),
  );
  const stop = waitForSignal();
  const starting = start(config, { demo, log });
  const first = await Promise.race([starting, stop]);
  if (first === 'stop') process.stdout.write('Stopping as soon as the start has finished …\n');
  const server = await starting;
  if (first !== 'stop') {
    process.stdout.write(welcome(server, config));
    await stop;
  }
  process.stdout.write('Stopping …\n');
  await server.close();
  process.stdout.write('Stopped.\n');
  return 0;
}

async function start(config: Config, { demo, log }: { demo: boolean; log: ReturnType<typeof createLog> }) {
  const [version, webDir] = await Promise.all([readVersion(), buildWebApp(log)]);
  return startServer(config, { log, version, webDir, demo });
}

/** Resolves at the first signal; the second one ends the process at once. */
function waitForSignal(): Promise<'stop'> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = () => {
      if (firstAt === undefined) {
        firstAt = performance.now();
        resolve('stop');
      } else if (performance.now() - firstAt > sameSignalMillis) {
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    // Started by the launcher under an older Node: when that dies, so do we.
    process.on('disconnect', onSignal);
  });
}

function welcome({ url, access, staff }: RunningServer, config: Config): string {
  const { made, credentials } = access;
  const lines = ['', `Nayose is running at ${url}`, ''];
  if (made && credentials) {
    lines.push(
      `  Sign in as       ${credentials.adminEmail}`,
      `  with password    ${credentials.adminPassword}`,
      '',
      '  AWS clients need:',
      `  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1`,
      `  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
      `  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
      '',
      `  This is shown once and kept in ${config.dataDir}/credentials.json`,
    );
  } else if (credentials) {
    lines.push(
      `  Sign in as ${credentials.adminEmail}; the password is in ${config.dataDir}/credentials.json`,
    );
  } else {
    lines.push('  Sign in with your e-mail and password.');
  }
  if (staff.length > 0 && credentials) {
    lines.push('', '  People of the demo, with the same password:');
    lines.push(...staff.map(({ email, role }) => `    ${email.padEnd(24)} ${role}`));
  }
  return `${[...lines, '', '  Ctrl-C stops it.', ''].join('\n')}\n`;
}
