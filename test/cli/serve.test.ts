import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateDomainCommand,
  CreateProfileCommand,
  CustomerProfilesClient,
  ListDomainsCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { cookieFor } from '../app/testApp.ts';
import { until } from '../helpers/until.ts';
import { credentialsOf, dataFolder, lives, postgresPid, runCommand, startProcess } from './serverProcess.ts';

async function clientOf(dataDir: string, url: string) {
  const { accessKeyId, secretAccessKey } = await credentialsOf(dataDir);
  return new CustomerProfilesClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}

test('first start, sign-in, clean stop, second start with the same data', async (t) => {
  const dataDir = await dataFolder(t);
  const first = await startProcess(t, dataDir);
  const { adminEmail, adminPassword } = await credentialsOf(dataDir);
  assert.ok(first.output().includes(adminPassword));
  const cookie = await cookieFor(first.url, adminEmail, adminPassword);
  const client = await clientOf(dataDir, first.url);
  await client.send(new CreateDomainCommand({ DomainName: 'kept', DefaultExpirationDays: 30 }));
  const postgres = (await postgresPid(dataDir))!;
  assert.ok(lives(postgres));
  assert.equal(await first.stop('SIGTERM'), 0);
  assert.ok(!lives(postgres), 'PostgreSQL is gone');
  assert.ok(!existsSync(join(dataDir, 'server.json')));

  const second = await startProcess(t, dataDir);
  assert.ok(!second.output().includes(adminPassword), 'the password is shown once');
  const session = await fetch(`${second.url}/api/session`, { headers: { cookie } });
  assert.equal(session.status, 200, 'the session outlives a restart');
  assert.deepEqual(((await session.json()) as { Domains: string[] }).Domains, ['kept']);
  assert.equal(await second.stop('SIGINT'), 0);
});

test('a second server on the same data directory refuses and says why; the first goes on', async (t) => {
  const dataDir = await dataFolder(t);
  const first = await startProcess(t, dataDir);
  const second = await runCommand(dataDir, ['serve'], { PORT: '0' });
  assert.equal(second.code, 1);
  assert.match(second.stderr, /Another Nayose server is running on/);
  assert.equal((await fetch(`${first.url}/health/ready`)).status, 200);
});

test('a port in use is said so, and nothing is left running', async (t) => {
  const dataDir = await dataFolder(t);
  const other = await dataFolder(t);
  const first = await startProcess(t, dataDir);
  const second = await runCommand(other, ['serve'], { PORT: new URL(first.url).port });
  assert.equal(second.code, 1);
  assert.match(second.stderr, /in use/);
  assert.equal(await postgresPid(other), undefined);
});

test('after kill -9 in the middle of writes the next start takes over and has every acknowledged profile', async (t) => {
  const dataDir = await dataFolder(t);
  const first = await startProcess(t, dataDir);
  const client = await clientOf(dataDir, first.url);
  await client.send(new CreateDomainCommand({ DomainName: 'crash', DefaultExpirationDays: 30 }));
  const acknowledged: string[] = [];
  let writing = true;
  const writer = async (lane: number) => {
    for (let number = 0; writing; number += 1) {
      const phone = `+8190${lane}${String(number).padStart(7, '0')}`;
      const made = await client
        .send(new CreateProfileCommand({ DomainName: 'crash', PhoneNumber: phone }))
        .catch(() => undefined);
      if (!made) return;
      acknowledged.push(phone);
    }
  };
  const writers = [0, 1, 2, 3].map(writer);
  while (acknowledged.length < 200) await sleep(20);
  const postgres = (await postgresPid(dataDir))!;
  await first.stop('SIGKILL');
  writing = false;
  await Promise.all(writers);
  assert.ok(lives(postgres), 'PostgreSQL was left behind');

  const second = await startProcess(t, dataDir);
  assert.ok(!lives(postgres), 'the one left behind has been stopped');
  const again = await clientOf(dataDir, second.url);
  for (const phone of acknowledged) {
    const found = await again.send(
      new SearchProfilesCommand({ DomainName: 'crash', KeyName: '_phone', Values: [phone] }),
    );
    assert.equal(found.Items?.length, 1, phone);
  }
  assert.equal(await second.stop(), 0);
});

test('PostgreSQL killed under load: requests wait or answer 503, the process lives and recovers', async (t) => {
  const dataDir = await dataFolder(t);
  const server = await startProcess(t, dataDir);
  const client = await clientOf(dataDir, server.url);
  await client.send(new CreateDomainCommand({ DomainName: 'load', DefaultExpirationDays: 30 }));
  const answers = new Map<string, number>();
  let running = true;
  const load = async (lane: number) => {
    for (let number = 0; running; number += 1) {
      const phone = `+8190${lane}${String(number).padStart(7, '0')}`;
      const status = await client
        .send(new CreateProfileCommand({ DomainName: 'load', PhoneNumber: phone }))
        .then(
          () => '200',
          (error) => String(error.$metadata?.httpStatusCode ?? error.name),
        );
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  };
  const lanes = Array.from({ length: 8 }, (_, lane) => load(lane));
  while ((answers.get('200') ?? 0) < 100) await sleep(20);
  // Its children die with it; the server starts it anew.
  await terminateBackends(dataDir);
  await sleep(1_500);
  const before = answers.get('200') ?? 0;
  const recovered = await until('it recovers', () => (answers.get('200') ?? 0) >= before + 100).catch(
    () => false,
  );
  running = false;
  await Promise.all(lanes);
  assert.ok(recovered, `it recovers: ${JSON.stringify([...answers])} ${server.output().slice(-4000)}`);
  assert.deepEqual(
    [...answers.keys()].filter((status) => status !== '200' && status !== '503'),
    [],
  );
  await client.send(new ListDomainsCommand({}));
  assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
});

test('an embedded PostgreSQL that is killed is started anew, and everything acknowledged is there', async (t) => {
  const dataDir = await dataFolder(t);
  const server = await startProcess(t, dataDir);
  const client = await clientOf(dataDir, server.url);
  await client.send(new CreateDomainCommand({ DomainName: 'kept', DefaultExpirationDays: 30 }));
  for (let round = 0; round < 2; round += 1) {
    const killed = (await postgresPid(dataDir))!;
    process.kill(killed, 'SIGKILL');
    await until('another one', async () => ![undefined, killed].includes(await postgresPid(dataDir)));
    await until('it is ready', async () => (await fetch(`${server.url}/health/ready`)).ok);
    // A connection to the one that was killed may be found dead only now.
    const { Items } = await until('an answer', () =>
      client.send(new ListDomainsCommand({})).catch((error) => {
        if (error.$metadata?.httpStatusCode !== 503) throw error;
        return undefined;
      }),
    );
    assert.deepEqual(
      Items?.map((item) => item.DomainName),
      ['kept'],
    );
  }
  const postgres = (await postgresPid(dataDir))!;
  assert.equal(await server.stop(), 0);
  assert.ok(!lives(postgres));
});

/** Kills one backend without mercy: PostgreSQL then throws out all others and recovers from its log. */
async function terminateBackends(dataDir: string) {
  const postmaster = (await postgresPid(dataDir))!;
  const { execFileSync } = await import('node:child_process');
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(postmaster)], {
    encoding: 'utf8',
  });
  const backend = children.split('\n').find((line) => line.includes('nayose nayose'));
  assert.ok(backend, children);
  process.kill(Number.parseInt(backend, 10), 'SIGKILL');
}
