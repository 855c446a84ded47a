import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { z } from 'zod';
import { systemCaller } from '../../src/access/account.ts';
import { createAuth } from '../../src/access/auth.ts';
import { createCredentials } from '../../src/access/credentials.ts';
import { accessOperations } from '../../src/access/operations.ts';
import { createAuthorise } from '../../src/access/permissions.ts';
import { createSecrets } from '../../src/access/secrets.ts';
import { createUser } from '../../src/access/users.ts';
import type { AppDeps } from '../../src/app/deps.ts';
import { createBus } from '../../src/app/events.ts';
import { wireLog } from '../../src/app/log.ts';
import { createMetrics } from '../../src/app/metrics.ts';
import { createServer } from '../../src/app/server.ts';
import type { Pool } from '../../src/database/connection.ts';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Role } from '../../src/wire/call.ts';
import { createInvoke } from '../../src/wire/invoke.ts';
import { defineOperation } from '../../src/wire/nayose.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { badRequest, notFound } from '../../src/wire/refusal.ts';
import { testDatabase } from '../helpers/database.ts';

/** Operations that show what reaches a handler. */
const probes = [
  defineOperation({
    name: 'Echo',
    summary: 'Gives back what it got.',
    input: z.looseObject({}),
    output: z.unknown(),
    roles: ['admin', 'supervisor', 'agent'],
    handler: async (input, { caller }) => ({ input, role: caller.role, arn: caller.arn }),
  }),
  defineOperation({
    name: 'Fail',
    summary: 'Fails in the way asked for.',
    input: z.object({ How: z.string() }),
    output: z.unknown(),
    roles: ['admin', 'supervisor', 'agent'],
    handler: async ({ How }) => {
      if (How === 'refuse') throw badRequest('DomainName is missing.');
      if (How === 'lost') throw Object.assign(new Error('gone'), { code: '57P01' });
      throw new Error('a secret of the program');
    },
  }),
];

/** A real listener over a real database. */
export async function testApp(t: TestContext, overrides: Partial<AppDeps> = {}, pool?: Pool) {
  const sql = pool ?? (await testDatabase(t)).sql;
  const secrets = createSecrets(Buffer.alloc(32, 3));
  const stored = new Map<string, Buffer>();
  const clock = () => new Date();
  const credentials = createCredentials(sql, secrets);
  const log = overrides.log ?? { info: () => undefined, error: (...facts) => console.error(...facts) };
  const own = [...accessOperations({ sql, secrets, credentials, clock }), ...probes];
  const operations = { profile: {} as Operations['profile'], nayose: own };
  const authorise = createAuthorise(own);
  const deps: AppDeps = {
    sql,
    auth: createAuth(sql, secrets),
    credentials,
    clock,
    log,
    bus: createBus(),
    metrics: createMetrics(),
    files: {
      async write(_, bucket, key, content) {
        const bytes = await buffer(content);
        stored.set(`${bucket}/${key}`, bytes);
        return bytes.length;
      },
      async read(_, bucket, key) {
        const bytes = stored.get(`${bucket}/${key}`);
        if (!bytes) throw notFound('There is no such file.');
        return { content: Readable.from([bytes]), bytes: bytes.length };
      },
    },
    aws: createAwsDoor({ operations, credentials, authorise, clock, log: wireLog(log) }),
    invoke: createInvoke({ operations, authorise, log: wireLog(log) }),
    openApi: () => ({ openapi: '3.1.0' }),
    domainNames: async () => ['demo'],
    version: '0.0.0',
    webDir: undefined,
    ...overrides,
  };
  const server = await createServer(deps);
  await server.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => server.close());
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const signIn = async (role: Role, name: string = role) => {
    const person = { name, email: `${name}@example.jp`, role, password: 'a long password' };
    const user = await createUser(sql, systemCaller, person, new Date());
    return { user, cookie: await cookieFor(base, person.email, person.password) };
  };
  return { base, deps, log, sql, secrets, stored, server, signIn };
}

/** Signs in over HTTP and gives back the Cookie header. */
export async function cookieFor(base: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
